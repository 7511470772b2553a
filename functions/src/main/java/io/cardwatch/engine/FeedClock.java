package io.cardwatch.engine;

import java.time.Duration;

/**
 * How far a feed has come in event time, for clearing state, in a way that a wrong clock cannot
 * hurry.
 *
 * <p>State is cleared when a key's windows lie behind this clock, so one event dated years ahead
 * must not move it. A step of more than six hours is believed once ten events in a row confirm it,
 * and then goes to the earliest of them. Being slow only costs memory.
 */
public final class FeedClock {
    /** The clock before its first confirmed event. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final long STEP_MILLIS = Duration.ofHours(6).toMillis();
    private static final int CONFIRMATIONS = 10;

    private long time;
    private long earliestAhead;
    private int ahead;

    public FeedClock() {
        this(UNKNOWN);
    }

    /** A clock that goes on from what another one showed. */
    public FeedClock(long time) {
        this(time, 0, 0);
    }

    /** A clock that goes on from everything that another one knew. */
    public FeedClock(long time, long earliestAhead, int ahead) {
        this.time = time;
        this.earliestAhead = earliestAhead;
        this.ahead = ahead;
    }

    /** Shows the clock another event; milliseconds of event time. */
    public void see(long eventTime) {
        if (time != UNKNOWN && eventTime <= time + STEP_MILLIS) {
            time = Math.max(time, eventTime);
            ahead = 0;
            return;
        }
        earliestAhead = ahead == 0 ? eventTime : Math.min(earliestAhead, eventTime);
        ahead++;
        if (ahead == CONFIRMATIONS) {
            time = earliestAhead;
            ahead = 0;
        }
    }

    /** Milliseconds of event time, or {@link #UNKNOWN}. */
    public long time() {
        return time;
    }

    /** The earliest of the events that are too far ahead to be believed; unused without any. */
    public long earliestAhead() {
        return earliestAhead;
    }

    /** How many events in a row were too far ahead to be believed. */
    public int ahead() {
        return ahead;
    }
}
