package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A key's state in bytes: format version, fingerprint and ids of the layout, then the parts;
 * numbers as varints of their distance from the key's high-water mark.
 *
 * <p>A state that was written under another rule set is read by the ids of its definitions: windows
 * that both know keep their content, new ones start with what the entries held say of them, and
 * those that are gone are read past. Writing changes nothing. Running totals are not written but
 * summed up again.
 */
public final class KeyStateCodec {
    static final int VERSION = 2;

    private static final int WITHOUT_FRAUDS = 1;

    private final WindowPlan plan;

    /** Reads states for this plan. */
    public KeyStateCodec(WindowPlan plan) {
        this.plan = plan;
    }

    /** Writes a state in the layout of its own plan. */
    public void write(KeyState state, DataOutput out) throws IOException {
        WindowPlan layout = state.plan();
        long highWater = state.highWater();
        out.writeByte(VERSION);
        layout.layout.write(out);
        writeIds(out, state.ids, layout.bounds);
        out.writeBoolean(highWater != KeyState.NONE);
        if (highWater == KeyState.NONE) {
            return;
        }
        Varint.writeSigned(out, highWater);
        EntryLogCodec.write(out, state.entries.log, layout, highWater);
        BucketsCodec.write(out, state.entries);
        for (int mark = 0; mark < layout.marks.length; mark++) {
            writeTime(out, state.marks.time(mark), highWater);
            out.writeBoolean(layout.marks[mark].located());
            if (layout.marks[mark].located() && state.marks.time(mark) != KeyState.NONE) {
                Varint.writeSigned(out, state.marks.latitude(mark));
                Varint.writeSigned(out, state.marks.longitude(mark));
            }
        }
        for (Memory memory : state.memories) {
            write(out, memory, highWater, layout.bounds);
        }
        Frauds.write(out, state.frauds, highWater);
    }

    /**
     * Reads a state into this codec's plan.
     *
     * @throws IOException where the bytes are of a format that this build does not read
     */
    public KeyState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION && version != WITHOUT_FRAUDS) {
            throw new IOException(
                    "key state of format " + version + "; this build reads 1 and " + VERSION);
        }
        StateLayout written = StateLayout.read(in);
        StateLayout current = plan.layout;
        KeyState state = plan.newState();
        readIds(in, state.ids);
        if (!in.readBoolean()) {
            return state;
        }
        long highWater = Varint.readSigned(in);
        state.restoreHighWater(highWater);
        EntryLogCodec.read(in, state.entries.log, plan, highWater, written);
        BucketsCodec.read(in, state.entries, highWater, version > WITHOUT_FRAUDS);
        state.entries.restored(highWater);
        for (int mark : StateLayout.places(written.marks(), current.marks())) {
            readMark(in, state.marks, mark, highWater);
        }
        for (int place : StateLayout.places(written.memories(), current.memories())) {
            Memory memory = place < 0 ? Memory.unused() : state.memories[place];
            read(in, memory, highWater);
        }
        if (version > WITHOUT_FRAUDS) {
            state.frauds = Frauds.read(in, plan.frauds, highWater);
        }
        return state;
    }

    private static void write(DataOutput out, Memory memory, long highWater, WindowBounds bounds)
            throws IOException {
        LongLongMap lastSeen = memory.lastSeen;
        long cut = memory.cut(highWater, bounds);
        writeTime(out, memory.forgotten, highWater);
        Varint.write(out, lastSeen.countAbove(cut));
        writeAbove(out, lastSeen, cut, highWater);
    }

    private static void read(DataInput in, Memory memory, long highWater) throws IOException {
        memory.forgotten = readTime(in, highWater);
        for (long size = Varint.read(in); size > 0; size--) {
            long value = in.readLong();
            memory.lastSeen.put(value, highWater - Varint.read(in));
        }
    }

    private static void readMark(DataInput in, Marks marks, int mark, long highWater)
            throws IOException {
        long time = readTime(in, highWater);
        boolean located = in.readBoolean() && time != KeyState.NONE;
        long latitude = located ? Varint.readSigned(in) : Entry.NO_LOCATION;
        long longitude = located ? Varint.readSigned(in) : Entry.NO_LOCATION;
        if (mark >= 0) {
            marks.restore(mark, time, latitude, longitude);
        }
    }

    private static void writeIds(DataOutput out, @Nullable RecentIds ids, WindowBounds bounds)
            throws IOException {
        if (ids == null || ids.newest() == RecentIds.NONE) {
            Varint.write(out, 0);
            return;
        }
        long cut = ids.cut(ids.newest(), bounds);
        Varint.write(out, ids.since.countAbove(cut));
        Varint.writeSigned(out, ids.newest());
        writeAbove(out, ids.since, cut, ids.newest());
    }

    private static void readIds(DataInput in, @Nullable RecentIds ids) throws IOException {
        long size = Varint.read(in);
        long newest = size > 0 ? Varint.readSigned(in) : 0;
        for (; size > 0; size--) {
            long id = in.readLong();
            long time = newest - Varint.read(in);
            if (ids != null) {
                ids.restore(id, time);
            }
        }
    }

    /** Each hash whose time is above the cut, and how far that is behind the newest. */
    private static void writeAbove(DataOutput out, LongLongMap map, long cut, long newest)
            throws IOException {
        for (int place = 0; place < map.places(); place++) {
            if (map.keyAt(place) != 0 && map.valueAt(place) > cut) {
                out.writeLong(map.keyAt(place));
                Varint.write(out, newest - map.valueAt(place));
            }
        }
    }

    private static void writeTime(DataOutput out, long time, long highWater) throws IOException {
        Varint.write(out, time == KeyState.NONE ? 0 : 1 + highWater - time);
    }

    private static long readTime(DataInput in, long highWater) throws IOException {
        long distance = Varint.read(in);
        return distance == 0 ? KeyState.NONE : highWater + 1 - distance;
    }
}
