package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The exact entries in bytes, newest first: the time as a distance from the entry after it, then
 * the conditions that hold, then each column while some window still reads it.
 */
final class EntryLogCodec {
    private static final int ABSENT = 0;
    private static final int SPELLED_OUT = 1;

    /** How many newer entries are searched for the same value. */
    private static final int REACH = 64;

    private EntryLogCodec() {}

    static void write(DataOutput out, EntryLog log, WindowPlan plan, long highWater)
            throws IOException {
        Varint.write(out, log.size());
        int[] kept = new int[plan.columns.length];
        for (int column = 0; column < kept.length; column++) {
            long cut = highWater - plan.columns[column].needed();
            while (kept[column] < log.size() && log.time(log.size() - 1 - kept[column]) > cut) {
                kept[column]++;
            }
            Varint.write(out, kept[column]);
        }
        long after = highWater;
        for (int i = 0; i < log.size(); i++) {
            int row = log.size() - 1 - i;
            Varint.write(out, after - log.time(row));
            after = log.time(row);
            if (plan.layout.wheres().size() > 0) {
                Varint.write(out, log.cells()[log.offset(row) + Entry.MASK]);
            }
            for (int column = 0; column < kept.length; column++) {
                if (i < kept[column]) {
                    int cell = Entry.FIRST_COLUMN + column;
                    if (plan.columns[column].isAmount()) {
                        writeAmount(out, log.cells()[log.offset(row) + cell]);
                    } else {
                        writeHash(out, log, row, cell);
                    }
                }
            }
        }
    }

    private static void writeAmount(DataOutput out, long minor) throws IOException {
        Varint.write(out, minor == Entry.NO_AMOUNT ? ABSENT : 1 + Varint.zigzag(minor));
    }

    private static long readAmount(DataInput in) throws IOException {
        long form = Varint.read(in);
        return form == ABSENT ? Entry.NO_AMOUNT : Varint.unzigzag(form - 1);
    }

    private static void writeHash(DataOutput out, EntryLog log, int row, int column)
            throws IOException {
        long value = log.cells()[log.offset(row) + column];
        if (value == 0) {
            out.writeByte(ABSENT);
            return;
        }
        int last = Math.min(log.size() - 1, row + REACH);
        for (int newer = row + 1; newer <= last; newer++) {
            if (log.cells()[log.offset(newer) + column] == value) {
                Varint.write(out, SPELLED_OUT + newer - row);
                return;
            }
        }
        out.writeByte(SPELLED_OUT);
        out.writeLong(value);
    }

    /** Reads entries that were written in another layout or the plan's own into an empty log. */
    static void read(
            DataInput in, EntryLog log, WindowPlan plan, long highWater, StateLayout written)
            throws IOException {
        int[] wheres = StateLayout.places(written.wheres(), plan.layout.wheres());
        int[] columns = StateLayout.places(written.columns(), plan.layout.columns());
        int size = (int) Varint.read(in);
        int[] kept = new int[columns.length];
        for (int column = 0; column < kept.length; column++) {
            kept[column] = (int) Varint.read(in);
        }
        long[][] newestFirst = new long[size][];
        long time = highWater;
        for (int i = 0; i < size; i++) {
            time -= Varint.read(in);
            long[] row = plan.emptyRow();
            newestFirst[i] = row;
            row[EntryLog.TIME] = time;
            row[Entry.MASK] = wheres.length > 0 ? translate(Varint.read(in), wheres) : 0;
            for (int column = 0; column < kept.length; column++) {
                if (i < kept[column]) {
                    boolean amount = written.columns().get(column) == ColumnPlanner.AMOUNT_ID;
                    int cell = Entry.FIRST_COLUMN + columns[column];
                    long value = amount ? readAmount(in) : readHash(in, newestFirst, i, cell);
                    if (cell >= Entry.FIRST_COLUMN) {
                        row[cell] = value;
                    }
                }
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            if (newestFirst[i][EntryLog.TIME] > highWater - plan.entries.retention) {
                int offset = log.offset(log.insert(newestFirst[i][EntryLog.TIME]));
                System.arraycopy(newestFirst[i], 0, log.cells(), offset, plan.entries.rowWidth);
            }
        }
    }

    private static long readHash(DataInput in, long[][] newestFirst, int i, int cell)
            throws IOException {
        int form = (int) Varint.read(in);
        return switch (form) {
            case ABSENT -> 0;
            case SPELLED_OUT -> in.readLong();
            default -> cell < Entry.FIRST_COLUMN ? 0 : newestFirst[i - (form - SPELLED_OUT)][cell];
        };
    }

    private static long translate(long mask, int[] wheres) {
        long translated = 0;
        for (int bit = 0; bit < wheres.length; bit++) {
            if (wheres[bit] >= 0 && ((mask >>> bit) & 1) == 1) {
                translated |= 1L << wheres[bit];
            }
        }
        return translated;
    }
}
