package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a written state stand for, by the stable ids of their definitions: a state that
 * was written under another rule set keeps what both know.
 *
 * @param wheres of the bits of an entry's mask
 * @param columns of an entry's columns
 * @param marks of the marks
 * @param memories of the memories
 */
record StateLayout(List<Long> wheres, List<Long> columns, List<Long> marks, List<Long> memories) {
    StateLayout {
        wheres = List.copyOf(wheres);
        columns = List.copyOf(columns);
        marks = List.copyOf(marks);
        memories = List.copyOf(memories);
    }

    void write(DataOutput out) throws IOException {
        writeIds(out, wheres);
        writeIds(out, columns);
        writeIds(out, marks);
        writeIds(out, memories);
    }

    static StateLayout read(DataInput in) throws IOException {
        return new StateLayout(readIds(in), readIds(in), readIds(in), readIds(in));
    }

    /** For each old id its place among the new ones, or -1. */
    static int[] places(List<Long> old, List<Long> now) {
        return old.stream().mapToInt(now::indexOf).toArray();
    }

    static List<Long> readIds(DataInput in) throws IOException {
        List<Long> ids = new ArrayList<>();
        for (long size = Varint.read(in); size > 0; size--) {
            ids.add(in.readLong());
        }
        return ids;
    }

    private static void writeIds(DataOutput out, List<Long> ids) throws IOException {
        Varint.write(out, ids.size());
        for (long id : ids) {
            out.writeLong(id);
        }
    }
}
