package io.cardwatch.cli.tune;

/** What tuning makes as large as it can. */
enum Goal {
    /** The share of the frauds that alert. */
    RECALL,
    /** The harmonic mean of precision and recall. */
    F1,
    /** The share of the frauds' money whose payments alert. */
    MONEY
}
