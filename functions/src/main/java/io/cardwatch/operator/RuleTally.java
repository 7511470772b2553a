package io.cardwatch.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often the rules of each set fired in this subtask, over all banks that it judges or judged.
 */
final class RuleTally {
    /** Of banks that have another set now. */
    private final Map<Long, List<RuleCount>> retired = new HashMap<>();

    /** Keeps what a judge has counted, which counts no more. */
    void retire(BankJudge judge) {
        retired.merge(judge.update().sequence(), judge.counts(), RuleTally::plus);
    }

    /** The counts of a set, in its order; empty where nobody judges or judged by it. */
    List<RuleCount> of(long sequence, Iterable<BankJudge> judges) {
        List<RuleCount> counts = retired.get(sequence);
        for (BankJudge judge : judges) {
            if (judge.update().sequence() == sequence) {
                counts = counts == null ? judge.counts() : plus(counts, judge.counts());
            }
        }
        return counts == null ? List.of() : counts;
    }

    /** Drops the counts of a set that nobody judges by any more. */
    void forget(long sequence) {
        retired.remove(sequence);
    }

    private static List<RuleCount> plus(List<RuleCount> one, List<RuleCount> other) {
        List<RuleCount> sums = new ArrayList<>();
        for (int rule = 0; rule < one.size(); rule++) {
            sums.add(one.get(rule).plus(other.get(rule)));
        }
        return sums;
    }
}
