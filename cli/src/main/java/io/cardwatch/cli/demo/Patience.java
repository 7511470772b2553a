package io.cardwatch.cli.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices when nothing has moved for too long. */
final class Patience {
    private final long limitNanos;
    private final LongSupplier ticker;
    private long lastActivity = Long.MIN_VALUE;
    private long lastMoved;

    /**
     * @param limit how long nothing may move
     * @param ticker nanoseconds from any start, as {@link System#nanoTime}
     */
    Patience(Duration limit, LongSupplier ticker) {
        limitNanos = limit.toNanos();
        this.ticker = ticker;
        lastMoved = ticker.getAsLong();
    }

    /**
     * Tells how much has happened so far, by any measure that changes when something does.
     *
     * @return whether it has stayed the same for the limit or longer
     */
    boolean isLostAt(long activity) {
        long now = ticker.getAsLong();
        if (activity != lastActivity) {
            lastActivity = activity;
            lastMoved = now;
            return false;
        }
        return now - lastMoved >= limitNanos;
    }
}
