package io.cardwatch.window;

import java.util.Arrays;

/**
 * Entries of one window length that went past the bound of a key, folded into time slots of a 64th
 * of the window.
 *
 * <p>A slot counts whole until the window has left it, so a window with folded entries reaches back
 * between w and w * 65/64. What is folded stays in the window's running totals until its slot
 * passes. While this exists, values of the window that have to be told apart, the exact entries'
 * included, are in its sketches and histograms.
 */
final class Buckets {
    /** A window touches 64 slots and, standing across their edges, one more. */
    static final int SLOTS = 65;

    final LengthPlan plan;
    final SlidingDistinct[] sketches;
    final SlidingQuantiles[] quantiles;

    /** Per slot: how many entries are folded into it, then the accumulators' cells. */
    private final long[] cells;

    private long oldest;
    private long newest;
    private long entries;

    Buckets(LengthPlan plan, long end) {
        this.plan = plan;
        cells = new long[SLOTS * (1 + plan.width)];
        sketches = new SlidingDistinct[plan.distincts.length];
        Arrays.setAll(sketches, i -> new SlidingDistinct());
        quantiles = new SlidingQuantiles[plan.quantiles.length];
        Arrays.setAll(quantiles, i -> new SlidingQuantiles());
        oldest = plan.oldestSlot(end);
        newest = plan.slot(end);
    }

    private Buckets(Buckets other) {
        plan = other.plan;
        cells = other.cells.clone();
        sketches = other.sketches.clone();
        Arrays.setAll(sketches, i -> sketches[i].copy());
        quantiles = other.quantiles.clone();
        Arrays.setAll(quantiles, i -> quantiles[i].copy());
        oldest = other.oldest;
        newest = other.newest;
        entries = other.entries;
    }

    Buckets copy() {
        return new Buckets(this);
    }

    boolean isEmpty() {
        return entries == 0;
    }

    long oldest() {
        return oldest;
    }

    long newest() {
        return newest;
    }

    /** Folds a row that the window holds. */
    void fold(long[] rows, int row) {
        int at = at(plan.slot(rows[row + EntryLog.TIME]));
        cells[at]++;
        entries++;
        for (Accumulator accumulator : plan.accumulators) {
            accumulator.enter(rows, row, cells, at + 1 + accumulator.place());
        }
    }

    /** Shows a row that the window holds to the sketches and histograms. */
    void list(long[] rows, int row) {
        long slot = plan.slot(rows[row + EntryLog.TIME]);
        for (int i = 0; i < sketches.length; i++) {
            long value = plan.distincts[i].of(rows, row);
            if (value != 0) {
                sketches[i].add(value, slot, newest);
            }
        }
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i].add(plan.quantiles[i].of(rows, row), slot, 1);
        }
    }

    /** Takes a listed row back out of the histograms; a sketch cannot forget one value. */
    void unlist(long[] rows, int row) {
        for (int i = 0; i < quantiles.length; i++) {
            long slot = plan.slot(rows[row + EntryLog.TIME]);
            quantiles[i].add(plan.quantiles[i].of(rows, row), slot, -1);
        }
    }

    /** Moves with the window to a new end and takes the slots it leaves out of the totals. */
    void advance(long end, long[] totals) {
        long leaves = plan.oldestSlot(end);
        long last = Math.min(leaves - 1, newest);
        newest = plan.slot(end);
        if (leaves == oldest) {
            return;
        }
        for (long slot = oldest; slot <= last; slot++) {
            int at = at(slot);
            if (cells[at] > 0) {
                entries -= cells[at];
                for (Accumulator accumulator : plan.accumulators) {
                    int from = at + 1 + accumulator.place();
                    accumulator.separate(cells, from, totals, accumulator.cell());
                }
                Arrays.fill(cells, at, at + 1 + plan.width, 0);
            }
            for (SlidingQuantiles histogram : quantiles) {
                histogram.forget(slot);
            }
        }
        oldest = leaves;
        if (!isEmpty()) {
            for (SlidingDistinct sketch : sketches) {
                sketch.forgetBefore(oldest, newest);
            }
        }
    }

    /** Adds an accumulator's cells over the slots that a window of that end touches. */
    void mergeInto(long[] sums, int to, Accumulator accumulator, long end) {
        long last = Math.min(plan.slot(end), newest);
        for (long slot = Math.max(oldest, plan.oldestSlot(end)); slot <= last; slot++) {
            accumulator.merge(cells, at(slot) + 1 + accumulator.place(), sums, to);
        }
    }

    /** Adds all that is folded to the totals. */
    void addTo(long[] totals) {
        for (Accumulator accumulator : plan.accumulators) {
            for (long slot = oldest; slot <= newest; slot++) {
                int from = at(slot) + 1 + accumulator.place();
                accumulator.merge(cells, from, totals, accumulator.cell());
            }
        }
    }

    /** The exact entries have been listed again. */
    void restored() {
        for (SlidingQuantiles histogram : quantiles) {
            histogram.restored();
        }
    }

    /** Entries folded into a slot, then its cells: for the codec. */
    long cell(long slot, int cell) {
        return cells[at(slot) + cell];
    }

    void restore(long slot, int cell, long value) {
        cells[at(slot) + cell] = value;
        entries += cell == 0 ? value : 0;
    }

    private int at(long slot) {
        return Math.floorMod(slot, SLOTS) * (1 + plan.width);
    }
}
