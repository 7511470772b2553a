package io.cardwatch.window;

import org.jspecify.annotations.Nullable;

/**
 * One log of a key and the windows over it: exact rows, one running tail and totals per window
 * length, and the buckets of what went past the bound.
 *
 * <p>The totals stand at the key's high-water mark and are advanced by each event. Tails and totals
 * share one array and maps come with the first value, so that an event touches few cache lines.
 */
final class Windows {
    private static final long NEVER = Long.MAX_VALUE;

    final LogPlan plan;
    final EntryLog log;

    /** Per window length: buckets, where rows of the window are folded. */
    @Nullable Buckets @Nullable [] folded;

    /** Tails and totals, as {@link LengthPlan} and {@link Accumulator} say. */
    private final long[] cells;

    /** Per distinct definition: how often the window holds each value; idle beside buckets. */
    private final @Nullable LongLongMap[] values;

    /** The time of the first row. */
    private long eldest = NEVER;

    Windows(LogPlan plan) {
        this.plan = plan;
        log = new EntryLog(plan.rowWidth);
        cells = new long[plan.cells];
        values = new LongLongMap[plan.maps];
        for (LengthPlan length : plan.lengths) {
            cells[length.oldest] = NEVER;
        }
    }

    private Windows(Windows other) {
        plan = other.plan;
        log = other.log.copy();
        cells = other.cells.clone();
        values = other.values.clone();
        for (int i = 0; i < values.length; i++) {
            LongLongMap map = values[i];
            values[i] = map == null ? null : map.copy();
        }
        folded = other.folded == null ? null : other.folded.clone();
        for (int i = 0; folded != null && i < folded.length; i++) {
            Buckets buckets = folded[i];
            folded[i] = buckets == null ? null : buckets.copy();
        }
        eldest = other.eldest;
    }

    Windows copy() {
        return new Windows(this);
    }

    boolean isEmpty() {
        return log.size() == 0 && folded == null;
    }

    /** Takes a row in, with every window's end at the high-water mark, and says where it stands. */
    int take(long[] row, long highWater) {
        while (log.size() >= plan.maxEntries) {
            foldOldest(highWater);
        }
        long time = row[EntryLog.TIME];
        int at = log.insert(time);
        int offset = log.offset(at);
        System.arraycopy(row, 0, log.cells(), offset, row.length);
        eldest = Math.min(eldest, time);
        for (int i = 0; i < plan.lengths.length; i++) {
            enter(i, offset, time, highWater);
        }
        return at;
    }

    /** Takes an exact row out of every window, as if it had never come. */
    void remove(int row, long highWater) {
        int offset = log.offset(row);
        long time = log.time(row);
        for (int i = 0; i < plan.lengths.length; i++) {
            if (time > highWater - plan.lengths[i].length) {
                leave(i, offset);
                Buckets buckets = bucketsOf(i);
                if (buckets != null) {
                    buckets.unlist(log.cells(), offset);
                }
                cells[plan.lengths[i].inside]--;
            }
        }
        log.remove(row);
        for (LengthPlan length : plan.lengths) {
            findOldest(length);
        }
        eldest = log.size() == 0 ? NEVER : log.time(0);
    }

    /** Moves every window's end to the high-water mark. */
    void advance(long end) {
        LengthPlan[] lengths = plan.lengths;
        for (int i = 0; i < lengths.length; i++) {
            if (cells[lengths[i].oldest] <= end - lengths[i].length) {
                leaveUpTo(i, end - lengths[i].length);
            }
        }
        if (folded != null) {
            advanceBuckets(folded, end);
        }
        if (eldest <= end - plan.retention) {
            int passed = 0;
            while (passed < log.size() && log.time(passed) <= end - plan.retention) {
                passed++;
            }
            dropOldest(passed);
        }
    }

    private void leaveUpTo(int i, long cut) {
        LengthPlan length = plan.lengths[i];
        int row = log.size() - (int) cells[length.inside];
        while (row < log.size() && log.time(row) <= cut) {
            leave(i, log.offset(row));
            row++;
        }
        cells[length.inside] = (long) log.size() - row;
        findOldest(length);
    }

    private void findOldest(LengthPlan length) {
        int inside = (int) cells[length.inside];
        cells[length.oldest] = inside == 0 ? NEVER : log.time(log.size() - inside);
    }

    private void advanceBuckets(@Nullable Buckets[] held, long end) {
        boolean any = false;
        for (int i = 0; i < held.length; i++) {
            Buckets buckets = held[i];
            if (buckets == null) {
                continue;
            }
            buckets.advance(end, cells);
            if (buckets.isEmpty()) {
                held[i] = null;
                countValues(i);
            } else {
                any = true;
            }
        }
        if (!any) {
            folded = null;
        }
    }

    private void foldOldest(long end) {
        int offset = log.offset(0);
        for (int i = 0; i < plan.lengths.length; i++) {
            LengthPlan length = plan.lengths[i];
            if (cells[length.inside] == log.size()) {
                startBuckets(i, end).fold(log.cells(), offset);
                cells[length.inside]--;
            }
        }
        dropOldest(1);
        for (LengthPlan length : plan.lengths) {
            findOldest(length);
        }
    }

    private Buckets startBuckets(int i, long end) {
        Buckets buckets = bucketsOf(i);
        if (buckets == null) {
            LengthPlan length = plan.lengths[i];
            buckets = new Buckets(length, end);
            for (int row = log.size() - (int) cells[length.inside]; row < log.size(); row++) {
                buckets.list(log.cells(), log.offset(row));
            }
            for (Values distinct : length.distincts) {
                values[distinct.map()] = null;
            }
            putBuckets(i, buckets);
        }
        return buckets;
    }

    @Nullable Buckets bucketsOf(int length) {
        return folded == null ? null : folded[length];
    }

    void putBuckets(int length, Buckets buckets) {
        if (folded == null) {
            folded = new Buckets[plan.lengths.length];
        }
        folded[length] = buckets;
    }

    private void dropOldest(int count) {
        log.dropOldest(count);
        eldest = log.size() == 0 ? NEVER : log.time(0);
    }

    private void enter(int i, int offset, long time, long highWater) {
        LengthPlan length = plan.lengths[i];
        if (time <= highWater - length.length) {
            return;
        }
        cells[length.inside]++;
        cells[length.oldest] = Math.min(cells[length.oldest], time);
        length.enter(log.cells(), offset, cells);
        Buckets buckets = bucketsOf(i);
        if (buckets != null) {
            buckets.list(log.cells(), offset);
        } else if (length.distincts.length > 0) {
            length.count(values, log.cells(), offset, 1);
        }
    }

    private void leave(int i, int offset) {
        LengthPlan length = plan.lengths[i];
        length.leave(log.cells(), offset, cells);
        if (length.distincts.length > 0 && bucketsOf(i) == null) {
            length.count(values, log.cells(), offset, -1);
        }
    }

    private void countValues(int i) {
        LengthPlan length = plan.lengths[i];
        for (int row = log.size() - (int) cells[length.inside]; row < log.size(); row++) {
            length.count(values, log.cells(), log.offset(row), 1);
        }
    }

    long[] totals() {
        return cells;
    }

    /** How often the window holds each value of a distinct, or null where it holds none. */
    @Nullable LongLongMap valuesOf(Values distinct) {
        return values[distinct.map()];
    }

    /** Rebuilds tails, totals and values from a log that was read back, its buckets before it. */
    void restored(long highWater) {
        for (int i = 0; i < plan.lengths.length; i++) {
            Buckets buckets = bucketsOf(i);
            if (buckets != null) {
                buckets.addTo(cells);
            }
            for (int row = 0; row < log.size(); row++) {
                enter(i, log.offset(row), log.time(row), highWater);
            }
            if (buckets != null) {
                buckets.restored();
            }
        }
        eldest = log.size() == 0 ? NEVER : log.time(0);
    }
}
