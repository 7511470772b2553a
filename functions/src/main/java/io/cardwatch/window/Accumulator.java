package io.cardwatch.window;

/**
 * What is kept up over the entries of one window length: a count in one cell, or an amount's sum
 * and how many entries had an amount in two.
 *
 * @param id stable over rule sets: equal for equal definitions
 * @param amount whether amounts are summed
 * @param where which entries count, see {@link Entry#counts}
 * @param column the amount's place in a row
 * @param cell its first cell among those of its window length
 */
record Accumulator(long id, boolean amount, long where, int column, int cell) {
    int width() {
        return amount ? 2 : 1;
    }

    /** Adds a row to the cells from {@code to} on, or takes it out where the sign is -1. */
    void add(long[] rows, int row, long[] cells, int to, int sign) {
        if (!Entry.counts(rows[row + Entry.MASK], where)) {
            return;
        }
        if (!amount) {
            cells[to] += sign;
            return;
        }
        long minor = rows[row + column];
        if (minor != Entry.NO_AMOUNT) {
            cells[to] += sign * minor;
            cells[to + 1] += sign;
        }
    }
}
