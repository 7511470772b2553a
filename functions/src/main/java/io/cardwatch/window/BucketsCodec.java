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
        for (int i = 0; i < windows.plan.lengths.length; i++) {
            count += windows.bucketsOf(i) == null ? 0 : 1;
        }
        Varint.write(out, count);
        for (int i = 0; i < windows.plan.lengths.length; i++) {
            Buckets buckets = windows.bucketsOf(i);
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
            out.writeByte(accumulator.kind().width);
        }
        writeIds(out, plan.distincts);
        for (long slot = buckets.oldest(); slot <= buckets.newest(); slot++) {
            Varint.write(out, buckets.cell(slot, 0));
            for (int cell = 1; cell <= plan.width && buckets.cell(slot, 0) > 0; cell++) {
                Varint.writeSigned(out, buckets.cell(slot, cell));
            }
        }
        for (SlidingDistinct sketch : buckets.sketches) {
            sketch.write(out, buckets.newest());
        }
        writeIds(out, plan.quantiles);
        for (SlidingQuantiles histogram : buckets.quantiles) {
            histogram.write(out, buckets.oldest(), buckets.newest());
        }
    }

    private static void writeIds(DataOutput out, Values[] values) throws IOException {
        Varint.write(out, values.length);
        for (Values one : values) {
            out.writeLong(one.id());
        }
    }

    /**
     * Reads what was folded of a log.
     *
     * @param quantiles whether the format has histograms
     */
    static void read(DataInput in, Windows windows, long highWater, boolean quantiles)
            throws IOException {
        LengthPlan[] lengths = windows.plan.lengths;
        for (long count = Varint.read(in); count > 0; count--) {
            long length = Varint.read(in);
            int known = -1;
            for (int i = 0; i < lengths.length; i++) {
                known = lengths[i].length == length ? i : known;
            }
            // Where no window has this length any more, what was folded is read past.
            LengthPlan plan = known < 0 ? LengthPlan.empty(length) : lengths[known];
            Buckets buckets = read(in, plan, highWater);
            if (quantiles) {
                readQuantiles(in, buckets);
            }
            if (known >= 0) {
                windows.putBuckets(known, buckets);
            }
        }
    }

    private static Buckets read(DataInput in, LengthPlan plan, long highWater) throws IOException {
        int[] cells = readCells(in, plan);
        List<Long> sketches = StateLayout.readIds(in);
        Buckets buckets = new Buckets(plan, highWater);
        for (long slot = buckets.oldest(); slot <= buckets.newest(); slot++) {
            long entries = Varint.read(in);
            buckets.restore(slot, 0, entries);
            for (int i = 0; i < cells.length && entries > 0; i++) {
                long value = Varint.readSigned(in);
                if (cells[i] > 0) {
                    buckets.restore(slot, cells[i], value);
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

    private static void readQuantiles(DataInput in, Buckets buckets) throws IOException {
        for (long id : StateLayout.readIds(in)) {
            SlidingQuantiles histogram =
                    SlidingQuantiles.read(in, buckets.oldest(), buckets.newest());
            for (int i = 0; i < buckets.quantiles.length; i++) {
                if (buckets.plan.quantiles[i].id() == id) {
                    buckets.quantiles[i] = histogram;
                }
            }
        }
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
                    cells[written + cell] = 1 + accumulator.place() + cell;
                }
            }
            written += width;
        }
        return Arrays.copyOf(cells, written);
    }
}
