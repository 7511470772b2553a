package io.cardwatch.cli.backtest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, beside the time.
 *
 * @param topCards the lengths of the lists of cards a day
 * @param leaveOutKnown whether events of cards are left out from the first date before which a
 *     fraud of theirs was known
 * @param knownSince from when on frauds make a card known; null for the first event
 */
public record MeasureSettings(
        List<Integer> topCards, boolean leaveOutKnown, @Nullable Instant knownSince) {
    /** How {@code --known-fraud-cards} says that every event is measured. */
    static final String KEEP = "keep";

    /** How it says that events of cards whose fraud was known are not. */
    static final String LEAVE_OUT = "leave-out";

    private static final int TOP_CARDS = 100;

    public MeasureSettings {
        topCards = List.copyOf(topCards);
    }

    /** Lists of a hundred cards, no card left out. */
    public static MeasureSettings defaults() {
        return new MeasureSettings(List.of(TOP_CARDS), false, null);
    }
}
