package io.cardwatch.window;

import org.jspecify.annotations.Nullable;

/**
 * The slow path: windows that end at the time of a late entry, by a scan of the exact entries.
 *
 * <p>Folded slots that such a window touches count whole at both of its ends, and those that the
 * window of the high-water mark has left are gone. Sketches stand at the high-water mark only.
 */
final class LateScan {
    private LateScan() {}

    static double total(EntryLog log, @Nullable Buckets folded, Definition feature, Entry entry) {
        Accumulator accumulator = feature.accumulator();
        long[] sums = new long[2];
        for (int row = 0; row < log.size(); row++) {
            if (isWithin(log.time(row), feature, entry)) {
                accumulator.add(log.cells(), log.offset(row), sums, 0, 1);
            }
        }
        if (folded != null) {
            folded.addTo(sums, accumulator, entry.time());
        }
        return feature.value(sums[0], sums[1], entry, entry.majorUnit);
    }

    static double distinct(
            EntryLog log, @Nullable Buckets folded, Definition feature, Entry entry) {
        if (folded != null) {
            return folded.sketches[feature.place].estimate();
        }
        DistinctValues distinct = feature.distinct();
        LongLongMap counted = new LongLongMap();
        for (int row = 0; row < log.size(); row++) {
            long value = distinct.valueOf(log.cells(), log.offset(row));
            if (value != 0 && isWithin(log.time(row), feature, entry)) {
                counted.add(value, 1);
            }
        }
        long own = distinct.valueOf(entry.row, 0);
        if (feature.excludingCurrent && own != 0) {
            counted.add(own, -1);
        }
        return counted.size();
    }

    private static boolean isWithin(long time, Definition feature, Entry entry) {
        return time > entry.time() - feature.over && time <= entry.time();
    }
}
