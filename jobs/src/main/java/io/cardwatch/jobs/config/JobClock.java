package io.cardwatch.jobs.config;

/** What "now" means for the expiry of a consent, the age of an alert and a budget. */
public enum JobClock {
    /** The machine's clock: live jobs. */
    WALL,
    /** The time of the event at hand: a demo, or a replay of old data. */
    EVENT
}
