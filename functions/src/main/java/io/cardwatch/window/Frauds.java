package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What labels made of a key's events: a log of the frauds with nothing but their times and the
 * keyed hashes of their ids.
 */
final class Frauds {
    private static final int ID = 2;

    /** A row: the time, a mask without bits, and the id. */
    static final int ROW_WIDTH = 3;

    private Frauds() {}

    /** Takes an event for fraud, or where it was taken for fraud before, no longer. */
    static void learn(Windows frauds, long time, long id, boolean fraud, long highWater) {
        EntryLog log = frauds.log;
        int row = log.size() - 1;
        while (row >= 0 && log.cells()[log.offset(row) + ID] != id) {
            row--;
        }
        if (fraud && row < 0) {
            frauds.take(new long[] {time, 0, id}, highWater);
        } else if (!fraud && row >= 0) {
            frauds.remove(row, highWater);
        }
    }

    /** Newest first: how far behind the one after it, and the event's id. */
    static void write(DataOutput out, @Nullable Windows frauds, long highWater) throws IOException {
        out.writeBoolean(frauds != null);
        if (frauds == null) {
            return;
        }
        EntryLog log = frauds.log;
        Varint.write(out, log.size());
        long after = highWater;
        for (int row = log.size() - 1; row >= 0; row--) {
            Varint.write(out, after - log.time(row));
            out.writeLong(log.cells()[log.offset(row) + ID]);
            after = log.time(row);
        }
        BucketsCodec.write(out, frauds);
    }

    static @Nullable Windows read(DataInput in, LogPlan plan, long highWater) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        int size = (int) Varint.read(in);
        long[] times = new long[size];
        long[] ids = new long[size];
        long after = highWater;
        for (int i = size - 1; i >= 0; i--) {
            after -= Varint.read(in);
            times[i] = after;
            ids[i] = in.readLong();
        }
        Windows frauds = new Windows(plan);
        for (int i = 0; i < size; i++) {
            if (times[i] > highWater - plan.retention) {
                int offset = frauds.log.offset(frauds.log.insert(times[i]));
                frauds.log.cells()[offset + Entry.MASK] = 0;
                frauds.log.cells()[offset + ID] = ids[i];
            }
        }
        BucketsCodec.read(in, frauds, highWater, true);
        frauds.restored(highWater);
        return plan.lengths.length == 0 ? null : frauds;
    }
}
