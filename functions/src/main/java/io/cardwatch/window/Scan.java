package io.cardwatch.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exact entries of a key, newest first: for what cannot be kept up from event to event,
 * and for windows that end at the time of a late entry.
 *
 * <p>It allocates nothing: what it gathers lies in the entry's scratch space.
 */
final class Scan {
    private static final double MILLIS = 1_000.0;

    private Scan() {}

    /** A feature's value over the exact entries of the window of that end. */
    static double value(EntryLog log, Definition feature, Entry entry, long end) {
        for (int cell : feature.same) {
            if (entry.row[cell] == entry.absent[cell]) {
                return Double.NaN;
            }
        }
        return switch (feature.aggregate) {
            case SEQUENCE -> completes(log, feature, entry, end) ? 1.0 : 0.0;
            case LAST -> last(log, feature, entry, end);
            case ELAPSED -> elapsed(log, feature, entry, end);
            case DISTINCT -> distinct(log, feature, entry, end);
            case QUANTILE -> {
                int size = collect(log, feature, entry, end);
                double minor = Quantile.of(entry.scratch, size, feature.quantile);
                yield minor / entry.majorUnit;
            }
            case COUNT, SUM, MEAN, STDDEV, MIN, MAX -> total(log, feature, entry, end, null);
            case FIRST_SEEN, SPEED, FRAUD_RATE -> throw new AssertionError(feature.aggregate);
        };
    }

    /** A total of the window of that end, what has been folded of it included. */
    static double total(
            EntryLog log, Definition feature, Entry entry, long end, @Nullable Buckets folded) {
        sum(log, feature, entry, end, feature.excludingCurrent ? entry.own : -1);
        if (folded != null) {
            for (int i = 0; i < feature.totals.length; i++) {
                folded.mergeInto(entry.sums, 2 * i, feature.totals[i], end);
            }
        }
        return feature.valueOf(entry.sums, entry.majorUnit);
    }

    /** Sums the exact entries of the window of that end up, without one of them. */
    static void sum(EntryLog log, Definition feature, Entry entry, long end, int without) {
        Arrays.fill(entry.sums, 0);
        long cut = end - feature.over;
        int held = 0;
        int row = below(log, feature, entry, upTo(log, end), cut);
        for (; row >= 0; row = below(log, feature, entry, row, cut)) {
            int offset = log.offset(row);
            if (row == without || !feature.hasValue(log.cells(), offset)) {
                continue;
            }
            for (int i = 0; i < feature.totals.length; i++) {
                feature.totals[i].enter(log.cells(), offset, entry.sums, 2 * i);
            }
            if (++held == feature.newest) {
                return;
            }
        }
    }

    private static double distinct(EntryLog log, Definition feature, Entry entry, long end) {
        int size = collect(log, feature, entry, end);
        long[] values = entry.scratch;
        Arrays.sort(values, 0, size);
        int different = 0;
        for (int i = 0; i < size; i++) {
            different += i == 0 || values[i] != values[i - 1] ? 1 : 0;
        }
        return different;
    }

    /** Gathers the values of the window in the scratch space and says how many they are. */
    private static int collect(EntryLog log, Definition feature, Entry entry, long end) {
        long[] values = entry.scratch(log.size());
        int without = feature.excludingCurrent ? entry.own : -1;
        long cut = end - feature.over;
        int size = 0;
        int row = below(log, feature, entry, upTo(log, end), cut);
        for (; row >= 0; row = below(log, feature, entry, row, cut)) {
            int offset = log.offset(row);
            if (row != without && feature.hasValue(log.cells(), offset)) {
                values[size++] = log.cells()[offset + feature.column];
                if (size == feature.newest) {
                    return size;
                }
            }
        }
        return size;
    }

    /** Whether the event is the last step and those before it are found, the newest first. */
    private static boolean completes(EntryLog log, Definition feature, Entry entry, long end) {
        int step = feature.steps.length - 1;
        if (!entry.counts(feature.where) || !entry.counts(feature.steps[step])) {
            return false;
        }
        long cut = end - feature.over;
        int row = below(log, feature, entry, before(log, entry), cut);
        for (; row >= 0 && step > 0; row = below(log, feature, entry, row, cut)) {
            long mask = log.cells()[log.offset(row) + Entry.MASK];
            step -= Entry.counts(mask, feature.steps[step - 1]) ? 1 : 0;
        }
        return step == 0;
    }

    private static double last(EntryLog log, Definition feature, Entry entry, long end) {
        long cut = end - feature.over;
        int row = below(log, feature, entry, before(log, entry), cut);
        for (; row >= 0; row = below(log, feature, entry, row, cut)) {
            int offset = log.offset(row);
            if (feature.hasValue(log.cells(), offset)) {
                return log.cells()[offset + feature.column] / entry.majorUnit;
            }
        }
        return Double.NaN;
    }

    /** As {@link Marks#elapsed}: with the newest entry that came before and counts. */
    private static double elapsed(EntryLog log, Definition feature, Entry entry, long end) {
        long cut = end - feature.over;
        int row = below(log, feature, entry, log.size(), cut);
        if (row >= 0 && row == entry.own) {
            row = below(log, feature, entry, row, cut);
        }
        if (row < 0 || log.time(row) > end) {
            return Double.NaN;
        }
        return Math.max(0, entry.time() - log.time(row)) / MILLIS;
    }

    /** The newest counting row under one and above the cut, or -1. */
    private static int below(EntryLog log, Definition feature, Entry entry, int row, long cut) {
        long[] cells = log.cells();
        for (int at = row - 1; at >= 0; at--) {
            int offset = log.offset(at);
            if (cells[offset + EntryLog.TIME] <= cut) {
                return -1;
            }
            if (feature.counts(cells, offset, entry)) {
                return at;
            }
        }
        return -1;
    }

    /** How many rows are not newer than that. */
    static int upTo(EntryLog log, long end) {
        int rows = log.size();
        while (rows > 0 && log.time(rows - 1) > end) {
            rows--;
        }
        return rows;
    }

    /** How many rows stand before the entry in the order of time and arrival. */
    private static int before(EntryLog log, Entry entry) {
        return entry.own >= 0 ? entry.own : upTo(log, entry.time());
    }
}
