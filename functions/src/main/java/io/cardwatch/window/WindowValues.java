package io.cardwatch.window;

import io.cardwatch.rule.Aggregate;
import org.jspecify.annotations.Nullable;

/** Reads the values of features off the windows of a key, the event taken in. */
final class WindowValues {
    private WindowValues() {}

    /**
     * A feature's value.
     *
     * @param late whether the window ends before the high-water mark, at which totals stand
     */
    static double of(
            Windows entries,
            @Nullable Windows frauds,
            Definition feature,
            Entry entry,
            long end,
            boolean late) {
        return switch (feature.source) {
            case TOTALS -> total(entries, feature, entry, end, late);
            case VALUES -> values(entries, feature, entry, end, late);
            case FRAUDS -> fraudRate(entries, frauds, feature, end, late);
            case SCAN -> Scan.value(entries.log, feature, entry, end);
            case MARK, PLACE, MEMORY -> throw new AssertionError(feature.source);
        };
    }

    private static double total(
            Windows entries, Definition feature, Entry entry, long end, boolean late) {
        Accumulator first = feature.totals[0];
        Buckets folded = entries.bucketsOf(first.length());
        if (late) {
            return Scan.total(entries.log, feature, entry, end, folded);
        }
        boolean without = feature.excludingCurrent && entry.time() > end - feature.over;
        long[] totals = entries.totals();
        for (int i = 0; i < feature.totals.length; i++) {
            Accumulator accumulator = feature.totals[i];
            entry.sums[2 * i] = totals[accumulator.cell()];
            if (accumulator.kind().width == 2) {
                entry.sums[2 * i + 1] = totals[accumulator.cell() + 1];
            }
            if (without) {
                accumulator.leave(entry.row, 0, entry.sums, 2 * i);
            }
        }
        if (entry.sums[0] != Accumulator.UNKNOWN || !first.isExtreme()) {
            return feature.valueOf(entry.sums, entry.majorUnit);
        }
        double value = Scan.total(entries.log, feature, entry, end, folded);
        if (without) {
            first.enter(entry.row, 0, entry.sums, 0);
        }
        totals[first.cell()] = entry.sums[0];
        return value;
    }

    private static double values(
            Windows entries, Definition feature, Entry entry, long end, boolean late) {
        Values kept = feature.values();
        Buckets folded = entries.bucketsOf(kept.length());
        boolean without = feature.excludingCurrent && entry.time() > end - feature.over;
        if (feature.aggregate == Aggregate.QUANTILE) {
            if (folded == null) {
                return Scan.value(entries.log, feature, entry, end);
            }
            long own = without ? kept.of(entry.row, 0) : Entry.NO_AMOUNT;
            return folded.quantiles[kept.place()].quantile(feature.quantile, own) / entry.majorUnit;
        }
        if (folded != null) {
            return folded.sketches[kept.place()].estimate();
        }
        if (late) {
            return Scan.value(entries.log, feature, entry, end);
        }
        LongLongMap counted = entries.valuesOf(kept);
        if (counted == null) {
            return 0;
        }
        long own = without ? kept.of(entry.row, 0) : 0;
        return counted.size() - (own != 0 && counted.get(own, 0) == 1 ? 1 : 0);
    }

    private static double fraudRate(
            Windows entries, @Nullable Windows frauds, Definition feature, long end, boolean late) {
        long events = count(entries, feature.totals[0], end, late);
        long found = frauds == null ? 0 : count(frauds, feature.totals[1], end, late);
        if (feature.totals.length > 2) {
            events -= count(entries, feature.totals[2], end, late);
            found -= frauds == null ? 0 : count(frauds, feature.totals[3], end, late);
        }
        // Buckets of the two windows need not end at the same time: past the bound either may be 0.
        return events <= 0 ? Double.NaN : Math.min(1.0, Math.max(0.0, (double) found / events));
    }

    private static long count(Windows windows, Accumulator accumulator, long end, boolean late) {
        if (!late) {
            return windows.totals()[accumulator.cell()];
        }
        long cut = end - windows.plan.lengths[accumulator.length()].length;
        long[] count = new long[1];
        count[0] = (long) Scan.upTo(windows.log, end) - Scan.upTo(windows.log, cut);
        Buckets folded = windows.bucketsOf(accumulator.length());
        if (folded != null) {
            folded.mergeInto(count, 0, accumulator, end);
        }
        return count[0];
    }
}
