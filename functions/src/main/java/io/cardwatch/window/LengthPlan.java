package io.cardwatch.window;

import java.util.List;

/** All that is kept up over windows of one length: they share their tail and their buckets. */
final class LengthPlan {
    final long length;

    /** A bucket's width: a 64th of the window, in whole milliseconds. */
    final long granule;

    final Accumulator[] accumulators;
    final DistinctValues[] distincts;

    /** Where its cells start among the plan's totals. */
    final int firstCell;

    final int cells;

    LengthPlan(
            long length,
            int firstCell,
            List<Accumulator> accumulators,
            List<DistinctValues> distincts) {
        this.length = length;
        this.granule = (length + 63) / 64;
        this.firstCell = firstCell;
        this.accumulators = accumulators.toArray(Accumulator[]::new);
        this.distincts = distincts.toArray(DistinctValues[]::new);
        this.cells = accumulators.stream().mapToInt(Accumulator::width).sum();
    }

    static LengthPlan empty(long length) {
        return new LengthPlan(length, 0, List.of(), List.of());
    }

    /** Adds a row to every accumulator's cells from {@code to} on, or takes it out. */
    void add(long[] rows, int row, long[] target, int to, int sign) {
        for (Accumulator accumulator : accumulators) {
            accumulator.add(rows, row, target, to + accumulator.cell(), sign);
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
