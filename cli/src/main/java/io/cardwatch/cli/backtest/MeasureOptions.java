package io.cardwatch.cli.backtest;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.replay.ReplayOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that measures what rules do. */
public final class MeasureOptions {
    private static final int MOST_CARDS = 1_000_000;

    @Option(
            names = "--top",
            paramLabel = "K",
            split = ",",
            defaultValue = "100",
            description =
                    "Precision at k cards a day; several by commas; default: ${DEFAULT-VALUE}.")
    private List<Integer> top = new ArrayList<>();

    @Option(
            names = "--known-fraud-cards",
            paramLabel = "keep|leave-out",
            defaultValue = MeasureSettings.KEEP,
            description =
                    "Whether a card is still measured from the first date (UTC) before which a"
                            + " fraud of its was known; default: ${DEFAULT-VALUE}.")
    private String knownFraudCards = MeasureSettings.KEEP;

    @Option(
            names = "--known-since",
            paramLabel = "TIME",
            description =
                    "With leave-out: only frauds from then on make a card known; default: all.")
    private @Nullable String knownSince;

    /** What is measured. */
    public MeasureSettings settings() throws CommandFailure {
        for (int each : top) {
            if (each < 1 || each > MOST_CARDS) {
                throw CommandFailure.usage("--top is from 1 to " + MOST_CARDS);
            }
        }
        boolean leavesOut = knownFraudCards.equals(MeasureSettings.LEAVE_OUT);
        if (!leavesOut && !knownFraudCards.equals(MeasureSettings.KEEP)) {
            throw CommandFailure.usage("--known-fraud-cards is keep or leave-out");
        }
        if (knownSince != null && !leavesOut) {
            throw CommandFailure.usage("--known-since needs --known-fraud-cards leave-out");
        }
        return new MeasureSettings(
                top.stream().distinct().toList(),
                leavesOut,
                ReplayOptions.time("--known-since", knownSince));
    }
}
