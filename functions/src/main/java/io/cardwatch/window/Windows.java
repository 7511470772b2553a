package io.cardwatch.window;

import io.cardwatch.rule.Aggregate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum, mean and distinct of one key: its exact entries, one running tail and total per
 * window length, and the buckets of what went past the bound.
 *
 * <p>The totals stand at the key's high-water mark and are advanced by each event; nothing is
 * rescanned but for an event that is older than the disorder bound.
 */
final class Windows {
    final WindowPlan plan;
    final EntryLog log;

    /** Per window length: buckets, where entries of the window are folded. */
    final @Nullable Buckets[] folded;

    /** Per window length: the first row of the log inside the window. */
    private final int[] tails;

    private final long[] totals;

    /** Per distinct definition: how often the window holds each value; idle beside buckets. */
    private final LongLongMap[] values;

    Windows(WindowPlan plan) {
        this.plan = plan;
        log = new EntryLog(plan.rowWidth);
        folded = new Buckets[plan.lengths.length];
        tails = new int[plan.lengths.length];
        totals = new long[plan.totals];
        values = new LongLongMap[plan.distincts];
        Arrays.setAll(values, i -> new LongLongMap());
    }

    private Windows(Windows other) {
        plan = other.plan;
        log = other.log.copy();
        folded = other.folded.clone();
        for (int i = 0; i < folded.length; i++) {
            Buckets buckets = folded[i];
            folded[i] = buckets == null ? null : buckets.copy();
        }
        tails = other.tails.clone();
        totals = other.totals.clone();
        values = other.values.clone();
        Arrays.setAll(values, i -> values[i].copy());
    }

    Windows copy() {
        return new Windows(this);
    }

    /** Moves every window's end to the high-water mark and takes the entry in. */
    void take(Entry entry, long highWater) {
        advance(highWater);
        if (log.size() >= plan.bounds.maxEntries()) {
            foldOldest(highWater);
        }
        int offset = log.offset(log.insert(entry.time()));
        System.arraycopy(entry.row, 0, log.cells(), offset, entry.row.length);
        for (int i = 0; i < tails.length; i++) {
            enter(i, offset, highWater);
        }
    }

    private void advance(long end) {
        for (int i = 0; i < tails.length; i++) {
            LengthPlan length = plan.lengths[i];
            long cut = end - length.length;
            int tail = tails[i];
            while (tail < log.size() && log.time(tail) <= cut) {
                leave(i, log.offset(tail));
                tail++;
            }
            tails[i] = tail;
            Buckets buckets = folded[i];
            if (buckets != null) {
                buckets.advance(end, totals);
                if (buckets.isEmpty()) {
                    folded[i] = null;
                    countValues(i);
                }
            }
        }
        int passed = 0;
        while (passed < log.size() && log.time(passed) <= end - plan.retention) {
            passed++;
        }
        if (passed > 0) {
            dropOldest(passed);
        }
    }

    private void foldOldest(long end) {
        for (int i = 0; i < tails.length; i++) {
            if (tails[i] == 0) {
                buckets(i, end).fold(log.cells(), log.offset(0));
            }
        }
        dropOldest(1);
    }

    private Buckets buckets(int i, long end) {
        Buckets buckets = folded[i];
        if (buckets == null) {
            buckets = new Buckets(plan.lengths[i], end);
            startSketches(i, buckets);
            folded[i] = buckets;
        }
        return buckets;
    }

    private void startSketches(int i, Buckets buckets) {
        if (buckets.sketches.length > 0) {
            for (int row = tails[i]; row < log.size(); row++) {
                buckets.sketch(log.cells(), log.offset(row));
            }
            for (DistinctValues distinct : plan.lengths[i].distincts) {
                values[distinct.place()].clear();
            }
        }
    }

    private void dropOldest(int count) {
        log.dropOldest(count);
        for (int i = 0; i < tails.length; i++) {
            tails[i] = Math.max(0, tails[i] - count);
        }
    }

    /** Takes a row of the log into a window, or steps over it where the window has passed it. */
    private void enter(int i, int offset, long end) {
        LengthPlan length = plan.lengths[i];
        long[] rows = log.cells();
        if (rows[offset + EntryLog.TIME] <= end - length.length) {
            tails[i]++;
            return;
        }
        length.add(rows, offset, totals, length.firstCell, 1);
        Buckets buckets = folded[i];
        if (buckets != null) {
            buckets.sketch(rows, offset);
        } else {
            count(length, offset, 1);
        }
    }

    private void leave(int i, int offset) {
        LengthPlan length = plan.lengths[i];
        length.add(log.cells(), offset, totals, length.firstCell, -1);
        if (folded[i] == null) {
            count(length, offset, -1);
        }
    }

    private void count(LengthPlan length, int offset, int sign) {
        for (DistinctValues distinct : length.distincts) {
            long value = distinct.valueOf(log.cells(), offset);
            if (value != 0) {
                values[distinct.place()].add(value, sign);
            }
        }
    }

    private void countValues(int i) {
        for (int row = tails[i]; row < log.size(); row++) {
            count(plan.lengths[i], log.offset(row), 1);
        }
    }

    long[] totals() {
        return totals;
    }

    /** Rebuilds tails, totals and values from a log that was read back, its buckets before it. */
    void restored(long highWater) {
        for (int i = 0; i < tails.length; i++) {
            for (int row = 0; row < log.size(); row++) {
                enter(i, log.offset(row), highWater);
            }
        }
    }

    /** A feature's value at the high-water mark, the entry taken in. */
    double valueOf(Definition feature, Entry entry, long highWater) {
        boolean current = entry.time() > highWater - feature.over;
        if (feature.aggregate == Aggregate.DISTINCT) {
            Buckets buckets = folded[feature.length];
            if (buckets != null) {
                return buckets.sketches[feature.place].estimate();
            }
            DistinctValues distinct = feature.distinct();
            LongLongMap counted = values[distinct.place()];
            long value = feature.excludingCurrent && current ? distinct.valueOf(entry.row, 0) : 0;
            boolean only = value != 0 && counted.get(value, 0) == 1;
            return only ? counted.size() - 1 : counted.size();
        }
        Accumulator accumulator = feature.accumulator();
        int cell = plan.lengths[feature.length].firstCell + accumulator.cell();
        long second = accumulator.amount() ? totals[cell + 1] : 0;
        return feature.value(totals[cell], second, current ? entry : null, entry.majorUnit);
    }

    /** A feature's value at the time of an entry that is older than the disorder bound. */
    double lateValueOf(Definition feature, Entry entry) {
        return feature.aggregate == Aggregate.DISTINCT
                ? LateScan.distinct(log, folded[feature.length], feature, entry)
                : LateScan.total(log, folded[feature.length], feature, entry);
    }
}
