package io.cardwatch.cli.backtest;

/** One date. */
final class DayTally {
    long events;
    long cards;
    long frauds;

    /** By the columns of {@link ScoreCounts}. */
    final long[] alerts = new long[3];
}
