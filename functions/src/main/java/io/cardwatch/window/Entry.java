package io.cardwatch.window;

import io.cardwatch.event.CardEvent;

/**
 * What the windows of one dimension take from one event; filled anew for each by {@link
 * WindowPlan#project}.
 */
public final class Entry {
    static final int MASK = 1;
    static final int FIRST_COLUMN = 2;

    static final long NO_AMOUNT = CardEvent.NO_AMOUNT;
    static final long NO_LOCATION = Long.MIN_VALUE;

    /** Time, the conditions that hold, and the columns of the plan. */
    final long[] row;

    /** What stands in a row of an entry that has nothing. */
    final long[] absent;

    /** Keyed hash of each field of text in use, 0 where the event has none. */
    final long[] hashes;

    /** Millionths of a degree. */
    long latitude = NO_LOCATION;

    long longitude = NO_LOCATION;

    /** Minor units in one major unit of the bank's base currency. */
    double majorUnit = 1.0;

    /** Where the entry stands in its key's log, or -1 where it is not kept. */
    int own = -1;

    /** Where totals are put together: two cells each. */
    final long[] sums = new long[4];

    /** Where values are gathered. */
    long[] scratch = {};

    Entry(long[] emptyRow, int fields) {
        this.row = emptyRow.clone();
        this.absent = emptyRow;
        this.hashes = new long[fields];
    }

    long[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new long[Integer.highestOneBit(size) << 1];
        }
        return scratch;
    }

    long time() {
        return row[EntryLog.TIME];
    }

    boolean isLocated() {
        return latitude != NO_LOCATION;
    }

    boolean counts(long where) {
        return counts(row[MASK], where);
    }

    /** Whether the condition holds for an entry: its bit, or no bit where there is no condition. */
    static boolean counts(long mask, long where) {
        return (mask & where) == where;
    }

    @Override
    public String toString() {
        return "Entry[redacted]";
    }
}
