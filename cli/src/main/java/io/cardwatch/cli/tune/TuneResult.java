package io.cardwatch.cli.tune;

import io.cardwatch.cli.backtest.BacktestResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tuning came to. Every figure is of the later part of the events, which no number was chosen
 * on; there are no figures of the part that they were chosen on.
 *
 * @param outcome {@code better}, {@code not-better} (nothing is written) or {@code nothing-found}
 * @param goal {@code recall}, {@code f1} or {@code money}
 * @param budget alerts a day at most, or null
 * @param precision the least precision, or null
 * @param boundsKept whether the new rules keep both on the later part; null where there are none
 * @param split where the later part begins
 * @param trainingFrauds frauds that numbers were chosen by
 * @param unreachable of those: no live rule can fire on them, whatever its numbers
 * @param share which part of the cards numbers were chosen by
 * @param unusable live rules that can fire on nothing, whatever their numbers
 * @param before the old rules on the later part
 * @param after the new rules on the later part, or null where nothing was found
 * @param diff from the old file to the new one
 */
record TuneResult(
        String outcome,
        String goal,
        @Nullable Double budget,
        @Nullable Double precision,
        @Nullable Boolean boundsKept,
        Instant split,
        long trainingFrauds,
        long unreachable,
        double share,
        List<String> unusable,
        BacktestResult.Figures before,
        BacktestResult.@Nullable Figures after,
        List<String> diff) {
    TuneResult {
        unusable = List.copyOf(unusable);
        diff = List.copyOf(diff);
    }
}
