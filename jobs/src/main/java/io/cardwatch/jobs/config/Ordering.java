package io.cardwatch.jobs.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * In which order events are judged.
 *
 * @param by what orders them
 * @param replay whether events and labels are read to where their topics end at the start, and each
 *     partition is waited for: for event time only
 * @param idleAfter how long nothing may come from a partition before it is no longer waited for;
 *     zero for never
 * @param maxHeldBack records that a subtask of a stage holds back at most: for event time only
 */
public record Ordering(By by, boolean replay, Duration idleAfter, int maxHeldBack) {
    public Ordering {
        requireNonNull(by, "by");
        requireNonNull(idleAfter, "idleAfter");
        if (replay && by != By.EVENT_TIME) {
            throw new IllegalArgumentException("a replay needs ordering: event-time");
        }
        if (maxHeldBack < 1) {
            throw new IllegalArgumentException("watermarks.max-held-back is below 1");
        }
    }

    /** What puts events in order. */
    public enum By {
        /** Each is judged when it comes: live alerting. */
        ARRIVAL("arrival"),
        /**
         * Each is judged once everything before it has come: replay, audit, and comparison with a
         * backtest.
         */
        EVENT_TIME("event-time");

        private final String keyword;

        By(String keyword) {
            this.keyword = keyword;
        }

        /** As it stands in a configuration. */
        @Override
        public String toString() {
            return keyword;
        }
    }

    /** What holds where nothing is configured. */
    public static Ordering arrival() {
        return new Ordering(
                By.ARRIVAL,
                false,
                FraudAlertOptions.IDLE_AFTER.defaultValue(),
                FraudAlertOptions.MAX_HELD_BACK.defaultValue());
    }

    /** Whether events wait for everything before them. */
    public boolean waits() {
        return by == By.EVENT_TIME;
    }

    /** Whether a partition from which nothing comes is waited for. */
    public boolean waitsForIdle() {
        return replay || idleAfter.isZero();
    }
}
