package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Overlap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often two rules fired on the same event. */
final class Overlaps {
    private static final int MOST = 500;

    private final Map<Long, long[]> pairs = new HashMap<>();

    /** An event on which those rules fired, in rising order. */
    void fired(int[] rules, int count, @Nullable Boolean fraud, boolean alerted) {
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                long[] counts =
                        pairs.computeIfAbsent((long) rules[i] << 32 | rules[j], p -> new long[4]);
                counts[ScoreCounts.column(fraud)]++;
                counts[3] += alerted ? 1 : 0;
            }
        }
    }

    /** The commonest pairs. */
    List<Overlap> all(List<RuleTally> rules) {
        return pairs.entrySet().stream()
                .map(pair -> overlap(rules, pair.getKey(), pair.getValue()))
                .sorted(
                        Comparator.comparingLong(Overlap::events)
                                .reversed()
                                .thenComparing(Overlap::rule)
                                .thenComparing(Overlap::other))
                .limit(MOST)
                .toList();
    }

    private static Overlap overlap(List<RuleTally> rules, long pair, long[] counts) {
        return new Overlap(
                rules.get((int) (pair >> 32)).id,
                rules.get((int) pair).id,
                counts[0] + counts[1] + counts[2],
                counts[ScoreCounts.FRAUD],
                counts[ScoreCounts.NOT_FRAUD],
                counts[3]);
    }
}
