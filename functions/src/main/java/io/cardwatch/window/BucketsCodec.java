package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The folded entries in bytes: per window length that has any, the ids of what is folded, each
 * slot's cells and the sketches. The slots follow from the high-water mark.
 */
final class BucketsCodec {
    private BucketsCodec() {}

    static void write(DataOutput out, Windows windows) throws IOException {
        int count = 0;
        for (Buckets buckets : windows.folded) {
            count += buckets == null ? 0 : 1;
        }
        Varint.write(out, count);
        for (Buckets buckets : windows.folded) {
            if (buckets != null) {
                write(out, buckets);
            }
        }
    }

    private static void write(DataOutput out, Buckets buckets) throws IOException {
        LengthPlan plan = buckets.plan;
        Varint.write(out, plan.length);
        Varint.write(out, plan.accumulators.length);
        for (Accumulator accumulator : plan.accumulators) {
            out.writeLong(accumulator.id());
            out.writeByte(accumulator.width());
        }
        Varint.write(out, plan.distincts.length);
        for (DistinctValues distinct : plan.distincts) {
            out.writeLong(distinct.id());
        }
        for (long slot = buckets.oldest(); slot <= buckets.newest(); slot++) {
            Varint.write(out, buckets.cell(slot, 0));
            for (int cell = 1; cell <= plan.cells && buckets.cell(slot, 0) > 0; cell++) {
                Varint.writeSigned(out, buckets.cell(slot, cell));
            }
        }
        for (SlidingDistinct sketch : buckets.sketches) {
            sketch.write(out, buckets.newest());
        }
    }

    static void read(DataInput in, Windows windows, long highWater) throws IOException {
        for (long count = Varint.read(in); count > 0; count--) {
            long length = Varint.read(in);
            int known = -1;
            for (int i = 0; i < windows.plan.lengths.length; i++) {
                known = windows.plan.lengths[i].length == length ? i : known;
            }
            // Where no window has this length any more, what was folded is read past.
            LengthPlan plan = known < 0 ? LengthPlan.empty(length) : windows.plan.lengths[known];
            Buckets buckets = read(in, plan, highWater, windows.totals());
            if (known >= 0) {
                windows.folded[known] = buckets;
            }
        }
    }

    private static Buckets read(DataInput in, LengthPlan plan, long highWater, long[] totals)
            throws IOException {
        int[] cells = readCells(in, plan);
        List<Long> sketches = StateLayout.readIds(in);
        Buckets buckets = new Buckets(plan, highWater);
        for (long slot = buckets.oldest(); slot <= buckets.newest(); slot++) {
            long entries = Varint.read(in);
            buckets.restore(slot, 0, entries, totals);
            for (int i = 0; i < cells.length && entries > 0; i++) {
                long value = Varint.readSigned(in);
                if (cells[i] > 0) {
                    buckets.restore(slot, cells[i], value, totals);
                }
            }
        }
        for (long id : sketches) {
            SlidingDistinct sketch = SlidingDistinct.read(in, buckets.newest());
            for (int i = 0; i < plan.distincts.length; i++) {
                if (plan.distincts[i].id() == id) {
                    buckets.sketches[i] = sketch;
                }
            }
        }
        return buckets;
    }

    /** For each written cell its cell now, counted from 1, or 0. */
    private static int[] readCells(DataInput in, LengthPlan plan) throws IOException {
        int accumulators = (int) Varint.read(in);
        int[] cells = new int[2 * accumulators];
        int written = 0;
        for (int i = 0; i < accumulators; i++) {
            long id = in.readLong();
            int width = in.readByte();
            for (Accumulator accumulator : plan.accumulators) {
                for (int cell = 0; accumulator.id() == id && cell < width; cell++) {
                    cells[written + cell] = 1 + accumulator.cell() + cell;
                }
            }
            written += width;
        }
        return Arrays.copyOf(cells, written);
    }
}
