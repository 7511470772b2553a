package io.cardwatch.window;

/**
 * The exact entries of a key in time order: rows of equal width in one ring of longs, the time
 * first.
 *
 * <p>Rows of equal time stand in the order of their arrival. The ring grows and shrinks by halves
 * and holds what the windows need, at most the bound on a key's entries.
 */
final class EntryLog {
    static final int TIME = 0;

    private static final int SMALLEST = 2;

    private final int width;
    private long[] cells;

    /** One less than the rows there is room for, a power of two. */
    private int mask = SMALLEST - 1;

    private int head;
    private int size;

    EntryLog(int width) {
        this.width = width;
        this.cells = new long[SMALLEST * width];
    }

    private EntryLog(EntryLog other) {
        width = other.width;
        cells = other.cells.clone();
        mask = other.mask;
        head = other.head;
        size = other.size;
    }

    EntryLog copy() {
        return new EntryLog(this);
    }

    int size() {
        return size;
    }

    /** What rows are read from; see {@link #offset}. Valid until the next change. */
    long[] cells() {
        return cells;
    }

    /** Where in {@link #cells} a row starts. */
    int offset(int row) {
        return ((head + row) & mask) * width;
    }

    long time(int row) {
        return cells[offset(row) + TIME];
    }

    /**
     * Makes room for a row after all that are not newer, and says where. The time is set; the
     * caller sets every other cell.
     */
    int insert(long time) {
        if (size > mask) {
            resize(2 * size);
        }
        int at = size;
        while (at > 0 && time(at - 1) > time) {
            System.arraycopy(cells, offset(at - 1), cells, offset(at), width);
            at--;
        }
        cells[offset(at) + TIME] = time;
        size++;
        return at;
    }

    void remove(int row) {
        for (int at = row; at < size - 1; at++) {
            System.arraycopy(cells, offset(at + 1), cells, offset(at), width);
        }
        size--;
    }

    void dropOldest(int count) {
        head = (head + count) & mask;
        size -= count;
        if (8 * size <= mask && mask >= 4 * SMALLEST) {
            resize((mask + 1) / 4);
        }
    }

    private void resize(int rows) {
        long[] resized = new long[rows * width];
        for (int row = 0; row < size; row++) {
            System.arraycopy(cells, offset(row), resized, row * width, width);
        }
        cells = resized;
        mask = rows - 1;
        head = 0;
    }
}
