package io.cardwatch.window;

/**
 * The values of one column over the entries of one window length, for what needs each of them.
 *
 * @param id stable over rule sets: equal for equal definitions
 * @param where which entries count, see {@link Entry#counts}
 * @param column the value's place in a row
 * @param absent what stands there where an entry has none
 * @param length the window's place among the lengths of its log
 * @param place its place among those of its window length
 * @param map its place among the maps of values of its log, or -1
 */
record Values(long id, long where, int column, long absent, int length, int place, int map) {
    /** The row's value where it counts, or what stands for none. */
    long of(long[] rows, int row) {
        return Entry.counts(rows[row + Entry.MASK], where) ? rows[row + column] : absent;
    }
}
