package io.cardwatch.window;

/**
 * Different values of one field over the entries of one window length.
 *
 * @param id stable over rule sets: equal for equal definitions
 * @param where which entries count, see {@link Entry#counts}
 * @param column the value's place in a row
 * @param place its place among all of the plan
 */
record DistinctValues(long id, long where, int column, int place) {
    /** The row's value where it counts, or 0. */
    long valueOf(long[] rows, int row) {
        return Entry.counts(rows[row + Entry.MASK], where) ? rows[row + column] : 0;
    }
}
