package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of a set that an event can concern, so that a thousand rules cost little more
 * than fifty.
 *
 * <p>Each rule has a signature, the bits of {@link RuleSignatures} that its condition needs. An
 * event's signature says which bits its values can satisfy. Where a needed one is off, a part of
 * the condition is false, so that the rule is silent whatever the rest is; all others are judged by
 * their code, in the set's order. The index never decides that a rule fires or is not applicable.
 *
 * <p>Rules whose rarest bit is the same stand together, in blocks that are passed by at once where
 * a bit is off that all of the block need. Serves several threads; each borrows scratch space.
 */
final class RuleIndex {
    private static final int BLOCK = 16;

    private final int[] rules;
    private final long[] firstWords;
    private final long[] secondWords;

    private final int[] blockEnds;
    private final long[] firstCommon;
    private final long[] secondCommon;

    private final int words;
    private final AtomicReference<long @Nullable []> idle = new AtomicReference<>();

    /** An index over rules by their signatures. */
    RuleIndex(List<RuleSignatures.Signature> signatures) {
        List<RuleSignatures.Signature> sorted = new ArrayList<>(signatures);
        sorted.sort(Comparator.comparingInt(RuleSignatures.Signature::rarestBit));
        rules = sorted.stream().mapToInt(RuleSignatures.Signature::rule).toArray();
        firstWords = sorted.stream().mapToLong(RuleSignatures.Signature::first).toArray();
        secondWords = sorted.stream().mapToLong(RuleSignatures.Signature::second).toArray();
        blockEnds = blockEnds(sorted);
        firstCommon = common(firstWords);
        secondCommon = common(secondWords);
        int most = signatures.stream().mapToInt(RuleSignatures.Signature::rule).max().orElse(-1);
        words = most / Long.SIZE + 1;
    }

    private static int[] blockEnds(List<RuleSignatures.Signature> sorted) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || i - start == BLOCK
                    || sorted.get(i).rarestBit() != sorted.get(start).rarestBit()) {
                ends.add(i);
                start = i;
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private long[] common(long[] signatures) {
        long[] common = new long[blockEnds.length];
        for (int block = 0, i = 0; block < common.length; block++) {
            common[block] = -1L;
            for (; i < blockEnds[block]; i++) {
                common[block] &= signatures[i];
            }
        }
        return common;
    }

    /** Evaluates every rule that the event can concern, in the set's order. */
    void evaluate(
            CardEvent event,
            double[] features,
            RuleCode code,
            CompiledRules.RuleOutcomes outcomes) {
        long firstOff = ~code.signature(0, event, features);
        long secondOff = ~code.signature(1, event, features);
        long[] borrowed = idle.getAndSet(null);
        long[] concerned = borrowed == null ? new long[words] : borrowed;
        find(firstOff, secondOff, concerned);
        for (int word = 0; word < words; word++) {
            long left = concerned[word];
            concerned[word] = 0;
            while (left != 0) {
                int rule = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                left &= left - 1;
                code.judge(rule, event, features, outcomes);
            }
        }
        idle.setRelease(concerned);
    }

    private void find(long firstOff, long secondOff, long[] concerned) {
        int start = 0;
        for (int block = 0; block < blockEnds.length; block++) {
            int end = blockEnds[block];
            if (((firstCommon[block] & firstOff) | (secondCommon[block] & secondOff)) == 0) {
                for (int i = start; i < end; i++) {
                    if (((firstWords[i] & firstOff) | (secondWords[i] & secondOff)) == 0) {
                        concerned[rules[i] / Long.SIZE] |= 1L << rules[i];
                    }
                }
            }
            start = end;
        }
    }
}
