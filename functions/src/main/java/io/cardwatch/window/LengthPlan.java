package io.cardwatch.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is kept up over windows of one length: they share their tail and their buckets. */
final class LengthPlan {
    final long length;

    /** A bucket's width: a 64th of the window, in whole milliseconds. */
    final long granule;

    /** Which of its log's cells says how many exact entries are inside. */
    final int inside;

    /** Which of its log's cells says the time of the oldest of them. */
    final int oldest;

    final Accumulator[] accumulators;
    final Values[] distincts;
    final Values[] quantiles;

    /** How many cells the accumulators take. */
    final int width;

    LengthPlan(
            long length,
            int inside,
            List<Accumulator> accumulators,
            List<Values> distincts,
            List<Values> quantiles) {
        this.length = length;
        this.granule = (length + 63) / 64;
        this.inside = inside;
        this.oldest = inside + 1;
        this.accumulators = accumulators.toArray(Accumulator[]::new);
        this.distincts = distincts.toArray(Values[]::new);
        this.quantiles = quantiles.toArray(Values[]::new);
        this.width = accumulators.stream().mapToInt(one -> one.kind().width).sum();
    }

    static LengthPlan empty(long length) {
        return new LengthPlan(length, 0, List.of(), List.of(), List.of());
    }

    /** Takes a row into its log's totals. */
    void enter(long[] rows, int row, long[] totals) {
        for (Accumulator accumulator : accumulators) {
            accumulator.enter(rows, row, totals, accumulator.cell());
        }
    }

    /** Takes a row out of its log's totals. */
    void leave(long[] rows, int row, long[] totals) {
        for (Accumulator accumulator : accumulators) {
            accumulator.leave(rows, row, totals, accumulator.cell());
        }
    }

    /** Counts a row's values in their maps, or uncounts them where the sign is -1. */
    void count(@Nullable LongLongMap[] maps, long[] rows, int row, int sign) {
        for (Values distinct : distincts) {
            long value = distinct.of(rows, row);
            if (value != distinct.absent()) {
                LongLongMap map = maps[distinct.map()];
                if (map == null) {
                    map = new LongLongMap();
                    maps[distinct.map()] = map;
                }
                map.add(value, sign);
            }
        }
    }

    long slot(long time) {
        return Math.floorDiv(time, granule);
    }

    /** The first slot that a window of that end touches. */
    long oldestSlot(long end) {
        return slot(end - length + 1);
    }
}
