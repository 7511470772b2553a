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
    private int head;
    private int size;

    EntryLog(int width) {
        this.width = width;
        this.cells = new long[SMALLEST * width];
    }

    private EntryLog(EntryLog other) {
        width = other.width;
        cells = other.cells.clone();
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
        return ((head + row) & (rows() - 1)) * width;
    }

    long time(int row) {
        return cells[offset(row) + TIME];
    }

    /**
     * Makes room for a row after all that are not newer, and says where. The time is set; the
     * caller sets every other cell.
     */
    int insert(long time) {
        if (size == rows()) {
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

    void dropOldest(int count) {
        head = (head + count) & (rows() - 1);
        size -= count;
        if (8 * size <= rows() && rows() > 4 * SMALLEST) {
            resize(rows() / 4);
        }
    }

    private int rows() {
        return cells.length / width;
    }

    private void resize(int rows) {
        long[] resized = new long[rows * width];
        for (int row = 0; row < size; row++) {
            System.arraycopy(cells, offset(row), resized, row * width, width);
        }
        cells = resized;
        head = 0;
    }
}
