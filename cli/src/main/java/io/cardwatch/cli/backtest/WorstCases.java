package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Case;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** The events most worth a look: a few of the highest scores, and a few of the most money. */
final class WorstCases {
    private static final int EACH = 10;

    private final Heap byScore = new Heap();
    private final Heap byMoney = new Heap();

    /**
     * Offers an event.
     *
     * @param money in major units of the bank's base currency, NaN where there is none in it
     * @param made called where the event is among them so far
     */
    void offer(double score, double money, Supplier<Case> made) {
        byScore.offer(score, made);
        byMoney.offer(Double.isNaN(money) ? 0.0 : money, made);
    }

    /** Each once: those of the highest scores, then those of the most money. */
    List<Case> byScoreThenMoney() {
        return union(byScore, byMoney);
    }

    /** Each once: those of the most money, then those of the highest scores. */
    List<Case> byMoneyThenScore() {
        return union(byMoney, byScore);
    }

    private static List<Case> union(Heap first, Heap second) {
        Map<String, Case> cases = new LinkedHashMap<>();
        first.descending().forEach(each -> cases.put(key(each), each));
        second.descending().forEach(each -> cases.putIfAbsent(key(each), each));
        return new ArrayList<>(cases.values());
    }

    private static String key(Case each) {
        return each.bankId() + '\n' + each.eventId();
    }

    /** The first ones of equal weight stay. */
    private static final class Heap {
        private final PriorityQueue<Weighed> least =
                new PriorityQueue<>(
                        Comparator.comparingDouble(Weighed::weight)
                                .thenComparing(Weighed::number, Comparator.reverseOrder()));
        private long offered;

        private record Weighed(double weight, long number, Case held) {}

        void offer(double weight, Supplier<Case> made) {
            offered++;
            Weighed last = least.size() < EACH ? null : least.peek();
            if (last == null || weight > last.weight()) {
                if (last != null) {
                    least.remove();
                }
                least.add(new Weighed(weight, offered, made.get()));
            }
        }

        List<Case> descending() {
            return least.stream().sorted(least.comparator().reversed()).map(Weighed::held).toList();
        }
    }
}
