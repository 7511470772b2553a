package io.cardwatch.cli.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spreads the last events of a feed evenly over a time, so that somebody can follow what they lead
 * to; those before are history, and not held up.
 */
final class Pace {
    /** Of so many events one is in the part that is spread. */
    private static final int LIVE_PART = 5;

    private final long liveFrom;
    private final long live;
    private final Duration over;
    private final LongSupplier ticker;
    private long liveSince;

    private Pace(long liveFrom, long live, Duration over, LongSupplier ticker) {
        this.liveFrom = liveFrom;
        this.live = live;
        this.over = over;
        this.ticker = ticker;
    }

    /** Nothing is held up. */
    static Pace none() {
        return new Pace(Long.MAX_VALUE, 1, Duration.ZERO, () -> 0);
    }

    /**
     * The last fifth of the events is spread.
     *
     * @param events how many there are
     * @param over how long the last fifth takes
     * @param ticker nanoseconds from any start, as {@link System#nanoTime}
     */
    static Pace lastFifth(long events, Duration over, LongSupplier ticker) {
        long live = events / LIVE_PART;
        return new Pace(events - live, Math.max(live, 1), over, ticker);
    }

    /** Whether that event, counted from 0, is the first of those that are spread. */
    boolean startsAt(long event) {
        return event == liveFrom;
    }

    /** How far the live part is at that event, from 0 to 100; negative before it. */
    int percent(long event) {
        return event < liveFrom ? -1 : (int) Math.min(100, (event - liveFrom) * 100 / live);
    }

    /** How long that event has to wait still; zero or negative where it is due. */
    Duration untilDue(long event) {
        if (event < liveFrom) {
            return Duration.ZERO;
        }
        long now = ticker.getAsLong();
        if (event == liveFrom) {
            liveSince = now;
        }
        long due = (long) ((double) over.toNanos() / live * (event - liveFrom));
        return Duration.ofNanos(due - (now - liveSince));
    }
}
