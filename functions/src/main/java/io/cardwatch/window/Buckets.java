package io.cardwatch.window;

import java.util.Arrays;

/**
 * Entries of one window length that went past the bound of a key, folded into time slots of a 64th
 * of the window.
 *
 * <p>A slot counts whole until the window has left it, so a window with folded entries reaches back
 * between w and w * 65/64. What is folded stays in the window's running totals until its slot
 * passes. While this exists, distinct values of the window, the exact entries' included, are in its
 * sketches.
 */
final class Buckets {
    /** A window touches 64 slots and, standing across their edges, one more. */
    static final int SLOTS = 65;

    final LengthPlan plan;
    final SlidingDistinct[] sketches;

    /** Per slot: how many entries are folded into it, then the accumulators' cells. */
    private final long[] cells;

    private long oldest;
    private long newest;
    private long entries;

    Buckets(LengthPlan plan, long end) {
        this.plan = plan;
        cells = new long[SLOTS * (1 + plan.cells)];
        sketches = new SlidingDistinct[plan.distincts.length];
        Arrays.setAll(sketches, i -> new SlidingDistinct());
        oldest = plan.oldestSlot(end);
        newest = plan.slot(end);
    }

    private Buckets(Buckets other) {
        plan = other.plan;
        cells = other.cells.clone();
        sketches = other.sketches.clone();
        Arrays.setAll(sketches, i -> sketches[i].copy());
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
        plan.add(rows, row, cells, at + 1, 1);
    }

    /** Shows a row that the window holds to the sketches. */
    void sketch(long[] rows, int row) {
        for (int i = 0; i < sketches.length; i++) {
            long value = plan.distincts[i].valueOf(rows, row);
            if (value != 0) {
                sketches[i].add(value, plan.slot(rows[row + EntryLog.TIME]), newest);
            }
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
            entries -= cells[at];
            for (int cell = 0; cell < plan.cells; cell++) {
                totals[plan.firstCell + cell] -= cells[at + 1 + cell];
            }
            Arrays.fill(cells, at, at + 1 + plan.cells, 0);
        }
        oldest = leaves;
        if (!isEmpty()) {
            for (SlidingDistinct sketch : sketches) {
                sketch.forgetBefore(oldest, newest);
            }
        }
    }

    /** Adds an accumulator's cells over the slots that a window of that end touches. */
    void addTo(long[] sums, Accumulator accumulator, long end) {
        long last = Math.min(plan.slot(end), newest);
        for (long slot = Math.max(oldest, plan.oldestSlot(end)); slot <= last; slot++) {
            for (int cell = 0; cell < accumulator.width(); cell++) {
                sums[cell] += cells[at(slot) + 1 + accumulator.cell() + cell];
            }
        }
    }

    /** Entries folded into a slot, then its cells: for the codec. */
    long cell(long slot, int cell) {
        return cells[at(slot) + cell];
    }

    void restore(long slot, int cell, long value, long[] totals) {
        cells[at(slot) + cell] = value;
        if (cell == 0) {
            entries += value;
        } else {
            totals[plan.firstCell + cell - 1] += value;
        }
    }

    private int at(long slot) {
        return Math.floorMod(slot, SLOTS) * (1 + plan.cells);
    }
}
