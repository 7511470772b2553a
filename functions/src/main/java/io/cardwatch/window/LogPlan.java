package io.cardwatch.window;

/** How one log of a key is kept: what a row holds, which windows run over it, and for how long. */
final class LogPlan {
    final LengthPlan[] lengths;
    final int rowWidth;

    /** How many cells tails and totals take. */
    final int cells;

    /** How many distinct definitions count values. */
    final int maps;

    /** For how long rows stay behind the high-water mark. */
    final long retention;

    /** Exact rows; past them the oldest fold into buckets. */
    final int maxEntries;

    LogPlan(
            LengthPlan[] lengths,
            int rowWidth,
            int cells,
            int maps,
            long retention,
            int maxEntries) {
        this.lengths = lengths;
        this.rowWidth = rowWidth;
        this.cells = cells;
        this.maps = maps;
        this.retention = retention;
        this.maxEntries = maxEntries;
    }
}
