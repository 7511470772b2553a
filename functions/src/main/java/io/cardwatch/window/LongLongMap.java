package io.cardwatch.window;

import java.util.Arrays;

/**
 * A small map from keyed hashes to numbers, with open addressing. A key is never 0, and is
 * uniformly distributed already, so it is its own hash code.
 */
final class LongLongMap {
    private static final int SMALLEST = 4;

    /** Key and value by turns; a key of 0 marks a free place. */
    private long[] table;

    private int size;

    LongLongMap() {
        table = new long[2 * SMALLEST];
    }

    private LongLongMap(LongLongMap other) {
        table = other.table.clone();
        size = other.size;
    }

    LongLongMap copy() {
        return new LongLongMap(this);
    }

    int size() {
        return size;
    }

    long get(long key, long absent) {
        int at = find(key);
        return table[at] == 0 ? absent : table[at + 1];
    }

    void put(long key, long value) {
        int at = find(key);
        if (table[at] == 0) {
            at = claim(key, at);
        }
        table[at + 1] = value;
    }

    /** Adds to the key's number; the key goes when the number comes to 0. */
    void add(long key, long delta) {
        int at = find(key);
        if (table[at] == 0) {
            at = claim(key, at);
            table[at + 1] = 0;
        }
        table[at + 1] += delta;
        if (table[at + 1] == 0) {
            removeAt(at);
        }
    }

    /** Removes every key whose number is not above the bound. */
    void removeUpTo(long bound) {
        for (int at = 0; at < table.length; ) {
            if (table[at] != 0 && table[at + 1] <= bound) {
                // Another key may move here: the place is looked at again.
                closeGap(at);
            } else {
                at += 2;
            }
        }
        if (capacityFor(size) > places()) {
            // Were the table left nearly full, the next key would bring the next pass over it.
            rebuild(capacityFor(size));
        } else {
            shrink();
        }
    }

    /**
     * Makes room for one more key below a bound on keys: where there is none, the quarter with the
     * lowest numbers goes.
     *
     * @return the highest number that went, or {@code Long.MIN_VALUE} where none had to
     */
    long keepBelow(int most) {
        if (size < most) {
            return Long.MIN_VALUE;
        }
        long[] numbers = new long[size];
        int count = 0;
        for (int at = 0; at < table.length; at += 2) {
            if (table[at] != 0) {
                numbers[count++] = table[at + 1];
            }
        }
        Arrays.sort(numbers);
        long bound = numbers[count / 4];
        removeUpTo(bound);
        return bound;
    }

    /** How many keys have a number above the bound. */
    int countAbove(long bound) {
        int above = 0;
        for (int at = 0; at < table.length; at += 2) {
            if (table[at] != 0 && table[at + 1] > bound) {
                above++;
            }
        }
        return above;
    }

    void clear() {
        if (table.length > 2 * SMALLEST) {
            table = new long[2 * SMALLEST];
        } else {
            Arrays.fill(table, 0);
        }
        size = 0;
    }

    /** Places to look at with {@link #keyAt} and {@link #valueAt}. */
    int places() {
        return table.length / 2;
    }

    /** The key of a place, 0 where it is free. */
    long keyAt(int place) {
        return table[2 * place];
    }

    long valueAt(int place) {
        return table[2 * place + 1];
    }

    /** Whether one more key makes the table grow. */
    boolean isTight() {
        return 4 * (size + 1) > 3 * places();
    }

    private int find(long key) {
        int at = home(key);
        while (table[at] != 0 && table[at] != key) {
            at = next(at);
        }
        return at;
    }

    private int claim(long key, int free) {
        int at = free;
        if (isTight()) {
            rebuild(2 * places());
            at = find(key);
        }
        table[at] = key;
        size++;
        return at;
    }

    private void removeAt(int removed) {
        closeGap(removed);
        shrink();
    }

    /** Moves back what had to step over the key that goes. */
    private void closeGap(int removed) {
        int gap = removed;
        for (int at = next(gap); table[at] != 0; at = next(at)) {
            int home = home(table[at]);
            boolean reachable = gap <= at ? gap < home && home <= at : gap < home || home <= at;
            if (!reachable) {
                table[gap] = table[at];
                table[gap + 1] = table[at + 1];
                gap = at;
            }
        }
        table[gap] = 0;
        size--;
    }

    private void shrink() {
        if (16 * size < places() && places() > 4 * SMALLEST) {
            rebuild(capacityFor(size));
        }
    }

    private void rebuild(int places) {
        long[] old = table;
        table = new long[2 * places];
        size = 0;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at] != 0) {
                int free = find(old[at]);
                table[free] = old[at];
                table[free + 1] = old[at + 1];
                size++;
            }
        }
    }

    private static int capacityFor(int size) {
        return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, 2 * size - 1)) << 1);
    }

    private int home(long key) {
        return ((int) key << 1) & (table.length - 1);
    }

    private int next(int at) {
        return (at + 2) & (table.length - 1);
    }
}
