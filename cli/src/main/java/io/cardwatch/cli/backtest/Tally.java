package io.cardwatch.cli.backtest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What somebody said who speaks of events: the set by its alerts, or a rule by firing. */
final class Tally {
    long onFraud;
    long onNotFraud;
    long onUnknown;
    long daysOnFraud;
    long daysOnNotFraud;
    long daysOnUnknown;
    final MoneyCounts caught = new MoneyCounts();
    final MoneyCounts falseAlarms = new MoneyCounts();
    final MoneyCounts missedOnItsDays = new MoneyCounts();

    /** Hits of the lists of each length. */
    final long[] hits;

    private long[] delays = new long[0];
    private int delayCount;

    Tally(int lists) {
        hits = new long[lists];
    }

    void said(@Nullable Boolean fraud, int currency, long minor) {
        if (fraud == null) {
            onUnknown++;
        } else if (fraud) {
            onFraud++;
            caught.add(currency, minor);
        } else {
            onNotFraud++;
            falseAlarms.add(currency, minor);
        }
    }

    /** Takes over what somebody else said of events that were no frauds, or unknown. */
    void sharesFalseAlarmsOf(Tally other) {
        onNotFraud = other.onNotFraud;
        onUnknown = other.onUnknown;
        daysOnNotFraud = other.daysOnNotFraud;
        daysOnUnknown = other.daysOnUnknown;
        falseAlarms.set(other.falseAlarms);
    }

    /** Spoke for the first time of a card that was defrauded so many milliseconds ago. */
    void spokeAfter(long millis) {
        if (delayCount == delays.length) {
            delays = Arrays.copyOf(delays, Math.max(16, 2 * delayCount));
        }
        delays[delayCount++] = Math.max(0, millis);
    }

    long alerts() {
        return onFraud + onNotFraud + onUnknown;
    }

    /** In rising order, one for each card that was spoken of after its first fraud. */
    long[] delays() {
        long[] sorted = Arrays.copyOf(delays, delayCount);
        Arrays.sort(sorted);
        return sorted;
    }
}
