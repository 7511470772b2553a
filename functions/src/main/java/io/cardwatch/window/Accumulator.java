package io.cardwatch.window;

/**
 * What is kept up over the entries of one window length, in one cell or two.
 *
 * <p>A cell of 0 stands for no entries, whatever the kind. Squares are one whole number of 128 bits
 * in two cells, so that nothing drifts however many entries come and go. An extreme that has left
 * the window is {@link #UNKNOWN} until somebody looks for the next one.
 *
 * @param id stable over rule sets: equal for equal definitions
 * @param where which entries count, see {@link Entry#counts}
 * @param column the amount's place in a row
 * @param length the window's place among the lengths of its log, or -1 where it is not kept up
 * @param cell its first cell among the totals of its log
 * @param place its first cell among those of its window length
 */
record Accumulator(long id, Kind kind, long where, int column, int length, int cell, int place) {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** What is computed, and in how many cells. */
    enum Kind {
        COUNT("count", 1),
        /** The sum of the amounts, then how many there are. */
        AMOUNTS("amounts", 2),
        /** The sum of the squared amounts: the high half, then the low one. */
        SQUARES("squares", 2),
        LEAST("least", 1),
        GREATEST("greatest", 1);

        final String keyword;
        final int width;

        Kind(String keyword, int width) {
            this.keyword = keyword;
            this.width = width;
        }
    }

    boolean isExtreme() {
        return kind == Kind.LEAST || kind == Kind.GREATEST;
    }

    /** Takes a row into the cells from {@code to} on. */
    void enter(long[] rows, int row, long[] cells, int to) {
        if (!Entry.counts(rows[row + Entry.MASK], where)) {
            return;
        }
        if (kind == Kind.COUNT) {
            cells[to]++;
            return;
        }
        long minor = rows[row + column];
        if (minor == Entry.NO_AMOUNT) {
            return;
        }
        switch (kind) {
            case AMOUNTS -> {
                cells[to] += minor;
                cells[to + 1]++;
            }
            case SQUARES -> Wide.add(cells, to, Math.multiplyHigh(minor, minor), minor * minor);
            case LEAST, GREATEST -> extend(cells, to, toCell(minor));
            case COUNT -> throw new AssertionError(kind);
        }
    }

    /** Takes a row out again. */
    void leave(long[] rows, int row, long[] cells, int to) {
        if (!Entry.counts(rows[row + Entry.MASK], where)) {
            return;
        }
        if (kind == Kind.COUNT) {
            cells[to]--;
            return;
        }
        long minor = rows[row + column];
        if (minor == Entry.NO_AMOUNT) {
            return;
        }
        switch (kind) {
            case AMOUNTS -> {
                cells[to] -= minor;
                cells[to + 1]--;
            }
            case SQUARES ->
                    Wide.subtract(cells, to, Math.multiplyHigh(minor, minor), minor * minor);
            case LEAST, GREATEST -> shrink(cells, to, toCell(minor));
            case COUNT -> throw new AssertionError(kind);
        }
    }

    /** Takes in what other cells of its kind stand for. */
    void merge(long[] from, int at, long[] cells, int to) {
        switch (kind) {
            case COUNT -> cells[to] += from[at];
            case AMOUNTS -> {
                cells[to] += from[at];
                cells[to + 1] += from[at + 1];
            }
            case SQUARES -> Wide.add(cells, to, from[at], from[at + 1]);
            case LEAST, GREATEST -> extend(cells, to, from[at]);
        }
    }

    /** Takes out again what other cells of its kind stand for. */
    void separate(long[] from, int at, long[] cells, int to) {
        switch (kind) {
            case COUNT -> cells[to] -= from[at];
            case AMOUNTS -> {
                cells[to] -= from[at];
                cells[to + 1] -= from[at + 1];
            }
            case SQUARES -> Wide.subtract(cells, to, from[at], from[at + 1]);
            case LEAST, GREATEST -> shrink(cells, to, from[at]);
        }
    }

    private void extend(long[] cells, int to, long extreme) {
        long held = cells[to];
        if (extreme == 0 || held == UNKNOWN) {
            return;
        }
        if (held == 0 || (kind == Kind.LEAST ? extreme < held : extreme > held)) {
            cells[to] = extreme;
        }
    }

    private static void shrink(long[] cells, int to, long extreme) {
        if (extreme != 0 && cells[to] == extreme) {
            cells[to] = UNKNOWN;
        }
    }

    /** Extremes leave out 0, which stands for none. */
    private static long toCell(long minor) {
        return minor < 0 ? minor : minor + 1;
    }

    static long ofCell(long cell) {
        return cell < 0 ? cell : cell - 1;
    }
}
