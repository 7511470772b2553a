package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Quantiles of the amounts in a sliding window of time slots, estimated: a histogram with bins that
 * grow by a constant factor, counted per slot, so that a slot that passes is subtracted.
 *
 * <p>After Masson, Rim and Lee, "DDSketch" (2019). Every amount counts as one that is off by at
 * most {@link #ACCURACY}, relatively, and so does an interpolation between two. Amounts of 0 are
 * exact, lesser ones count as 0. At most {@link #MOST_BINS} bins are kept, which span a factor of
 * 200 million; where a window holds more, the least amounts count as the least that is told apart.
 */
final class SlidingQuantiles {
    static final double ACCURACY = 0.05;

    static final int MOST_BINS = 192;

    private static final double FACTOR = (1 + ACCURACY) / (1 - ACCURACY);
    private static final double LOG_FACTOR = Math.log(FACTOR);
    private static final int STEP = 16;
    private static final int NONE = -1;

    /** The bin of the first place of every slot; {@link #NONE} before the first amount. */
    private int first = NONE;

    /** How many bins there are, a multiple of {@link #STEP}. */
    private int bins;

    /** Per slot and bin. */
    private int[] counts = {};

    /** Per bin, over all slots. */
    private int[] totals = {};

    private long size;

    /** Whether it was read back and has the exact entries in it already. */
    private boolean complete;

    SlidingQuantiles() {}

    SlidingQuantiles copy() {
        SlidingQuantiles copy = new SlidingQuantiles();
        copy.first = first;
        copy.bins = bins;
        copy.counts = counts.clone();
        copy.totals = totals.clone();
        copy.size = size;
        copy.complete = complete;
        return copy;
    }

    /** Takes an amount in, or out where the sign is -1; none is passed over. */
    void add(long minor, long slot, int sign) {
        if (minor == Entry.NO_AMOUNT || complete) {
            return;
        }
        count(bin(minor), slot, sign);
    }

    /** From now on takes in what it is shown. */
    void restored() {
        complete = false;
    }

    /** Forgets all amounts of a slot. */
    void forget(long slot) {
        int from = Math.floorMod(slot, Buckets.SLOTS) * bins;
        for (int bin = 0; bin < bins; bin++) {
            totals[bin] -= counts[from + bin];
            size -= counts[from + bin];
            counts[from + bin] = 0;
        }
    }

    /**
     * The estimate, interpolated between the closest ranks; NaN where there are no amounts.
     *
     * @param without an amount to leave out, or {@link Entry#NO_AMOUNT}
     */
    double quantile(double quantile, long without) {
        int left = without == Entry.NO_AMOUNT ? NONE : place(bin(without));
        long held = left == NONE ? size : size - 1;
        if (held <= 0) {
            return Double.NaN;
        }
        double rank = quantile * (held - 1);
        long lower = (long) rank;
        double share = rank - lower;
        long passed = 0;
        double below = Double.NaN;
        for (int bin = 0; bin < bins; bin++) {
            passed += totals[bin] - (bin == left ? 1 : 0);
            if (Double.isNaN(below) && passed > lower) {
                below = middle(first + bin);
            }
            if (passed > lower + 1 || (passed > lower && share == 0.0)) {
                return below + share * (middle(first + bin) - below);
            }
        }
        return below;
    }

    /** Writes the bins in use of each slot. */
    void write(DataOutput out, long oldest, long newest) throws IOException {
        Varint.writeSigned(out, first);
        for (long slot = oldest; slot <= newest; slot++) {
            int from = Math.floorMod(slot, Buckets.SLOTS) * bins;
            int low = 0;
            int high = bins;
            while (high > low && counts[from + high - 1] == 0) {
                high--;
            }
            while (low < high && counts[from + low] == 0) {
                low++;
            }
            Varint.write(out, high - low);
            if (high > low) {
                Varint.write(out, low);
            }
            for (int bin = low; bin < high; bin++) {
                Varint.write(out, counts[from + bin]);
            }
        }
    }

    static SlidingQuantiles read(DataInput in, long oldest, long newest) throws IOException {
        SlidingQuantiles read = new SlidingQuantiles();
        int first = (int) Varint.readSigned(in);
        for (long slot = oldest; slot <= newest; slot++) {
            int used = (int) Varint.read(in);
            int low = used > 0 ? (int) Varint.read(in) : 0;
            for (int bin = low; bin < low + used; bin++) {
                int count = (int) Varint.read(in);
                if (count > 0) {
                    read.count(first + bin, slot, count);
                }
            }
        }
        read.complete = true;
        return read;
    }

    private void count(int bin, long slot, int delta) {
        boolean full = bins == MOST_BINS && totals[bins - 1] > 0;
        if (bin >= first + bins || (bin < first && !full)) {
            spread(bin);
        }
        int place = place(bin);
        counts[Math.floorMod(slot, Buckets.SLOTS) * bins + place] += delta;
        totals[place] += delta;
        size += delta;
    }

    /** Makes room for a bin, at the cost of the least ones where there are too many. */
    private void spread(int bin) {
        int low = size == 0 ? bin : Math.min(bin, lowest());
        int high = 1 + (size == 0 ? bin : Math.max(bin, highest()));
        int wanted = Math.min(MOST_BINS, (high - low + STEP - 1) / STEP * STEP);
        int from = Math.max(low, high - wanted);
        int[] spread = new int[Buckets.SLOTS * wanted];
        int[] summed = new int[wanted];
        for (int place = 0; place < bins; place++) {
            int to = Math.max(0, first + place - from);
            if (totals[place] == 0) {
                continue;
            }
            summed[to] += totals[place];
            for (int slot = 0; slot < Buckets.SLOTS; slot++) {
                spread[slot * wanted + to] += counts[slot * bins + place];
            }
        }
        first = from;
        bins = wanted;
        counts = spread;
        totals = summed;
    }

    private int lowest() {
        int place = 0;
        while (place < bins - 1 && totals[place] == 0) {
            place++;
        }
        return first + place;
    }

    private int highest() {
        int place = bins - 1;
        while (place > 0 && totals[place] == 0) {
            place--;
        }
        return first + place;
    }

    private int place(int bin) {
        return Math.max(0, bin - first);
    }

    private static int bin(long minor) {
        return minor <= 0 ? 0 : 1 + (int) Math.ceil(Math.log((double) minor) / LOG_FACTOR);
    }

    /** What the amounts of a bin count as: in its middle, so that both of its ends are as far. */
    private static double middle(int bin) {
        return bin == 0 ? 0.0 : 2.0 * Math.pow(FACTOR, bin - 1) / (1.0 + FACTOR);
    }
}
