package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many different values a sliding window of time slots holds, estimated: a HyperLogLog whose
 * every register remembers for each rank the newest slot that showed it.
 *
 * <p>After Chabchoub and Hébrail, "Sliding HyperLogLog" (2010), with Ertl's estimator (2017), which
 * needs no correction tables. 512 registers give a relative standard error of 4.6%. One of these
 * replaces a sketch per slot: it takes at most 12 KB where 65 sketches of 6.5% error take as much,
 * and a slot that passes costs one pass over the table, not a union of 64 sketches.
 *
 * <p>A rank below another that is as new can never matter again and is forgotten at once, so few
 * cells of the table are in use. Slots are kept modulo 255: those in use span at most {@link
 * Buckets#SLOTS}.
 */
final class SlidingDistinct {
    static final int REGISTERS = 512;

    private static final int REGISTER_BITS = 9;
    private static final int RANKS = 24;
    private static final int CYCLE = 255;
    private static final double ALPHA = 1.0 / (2.0 * Math.log(2.0));

    /** Per register and rank: the newest slot modulo {@link #CYCLE} plus 1, or 0 for never. */
    private final byte[] cells;

    /** Per register: its highest rank, 0 where it is empty. */
    private final byte[] highest = new byte[REGISTERS];

    /** How many registers have each rank as their highest; 0 stands for an empty register. */
    private final int[] histogram = new int[RANKS + 1];

    private double estimate = Double.NaN;

    SlidingDistinct() {
        this(new byte[REGISTERS * RANKS]);
        histogram[0] = REGISTERS;
    }

    private SlidingDistinct(byte[] cells) {
        this.cells = cells;
    }

    SlidingDistinct copy() {
        SlidingDistinct copy = new SlidingDistinct(cells.clone());
        System.arraycopy(highest, 0, copy.highest, 0, highest.length);
        System.arraycopy(histogram, 0, copy.histogram, 0, histogram.length);
        copy.estimate = estimate;
        return copy;
    }

    /**
     * Takes in a value.
     *
     * @param slot where the value stands
     * @param newest the newest slot of the window, at or after it
     */
    void add(long hash, long slot, long newest) {
        int register = (int) (hash >>> (Long.SIZE - REGISTER_BITS));
        int rank = Math.min(RANKS, 1 + Long.numberOfLeadingZeros(hash << REGISTER_BITS));
        int now = inCycle(newest);
        int age = (int) (newest - slot);
        int first = register * RANKS - 1;
        int top = highest[register];
        for (int higher = top; higher >= rank; higher--) {
            if (cells[first + higher] != 0 && age(cells[first + higher], now) <= age) {
                return;
            }
        }
        for (int lower = Math.min(top, rank - 1); lower > 0; lower--) {
            if (cells[first + lower] != 0 && age(cells[first + lower], now) >= age) {
                cells[first + lower] = 0;
            }
        }
        cells[first + rank] = (byte) (inCycle(slot) + 1);
        if (rank > top) {
            highest[register] = (byte) rank;
            histogram[top]--;
            histogram[rank]++;
            estimate = Double.NaN;
        }
    }

    /**
     * Forgets every slot before the oldest; both are as of the window after it has moved.
     *
     * <p>The slots that pass have to lie less than {@link #CYCLE} behind the newest.
     */
    void forgetBefore(long oldest, long newest) {
        int now = inCycle(newest);
        int span = (int) (newest - oldest);
        Arrays.fill(histogram, 0);
        for (int register = 0; register < REGISTERS; register++) {
            int first = register * RANKS - 1;
            int top = 0;
            for (int rank = 1; rank <= highest[register]; rank++) {
                byte cell = cells[first + rank];
                if (cell != 0 && age(cell, now) > span) {
                    cells[first + rank] = 0;
                } else if (cell != 0) {
                    top = rank;
                }
            }
            highest[register] = (byte) top;
            histogram[top]++;
        }
        estimate = Double.NaN;
    }

    /**
     * The estimate, rounded to a whole number; exact enough to be right for a handful of values.
     */
    double estimate() {
        if (Double.isNaN(estimate)) {
            double z = REGISTERS * tau(1.0 - (double) histogram[RANKS] / REGISTERS);
            for (int rank = RANKS - 1; rank > 0; rank--) {
                z = 0.5 * (z + histogram[rank]);
            }
            z += REGISTERS * sigma((double) histogram[0] / REGISTERS);
            estimate = Math.rint(ALPHA * REGISTERS * REGISTERS / z);
        }
        return estimate;
    }

    /** Writes the cells in use, each with its distance from the one before. */
    void write(DataOutput out, long newest) throws IOException {
        int now = inCycle(newest);
        int used = 0;
        for (byte cell : cells) {
            used += cell == 0 ? 0 : 1;
        }
        Varint.write(out, used);
        int last = -1;
        for (int at = 0; at < cells.length; at++) {
            if (cells[at] != 0) {
                Varint.write(out, at - last);
                out.writeByte(age(cells[at], now));
                last = at;
            }
        }
    }

    static SlidingDistinct read(DataInput in, long newest) throws IOException {
        SlidingDistinct read = new SlidingDistinct(new byte[REGISTERS * RANKS]);
        int at = -1;
        for (int used = (int) Varint.read(in); used > 0; used--) {
            at += (int) Varint.read(in);
            long slot = newest - in.readUnsignedByte();
            read.cells[at] = (byte) (inCycle(slot) + 1);
        }
        Arrays.fill(read.highest, (byte) RANKS);
        read.forgetBefore(newest - (CYCLE - 1), newest);
        return read;
    }

    private static int inCycle(long slot) {
        return Math.floorMod(slot, CYCLE);
    }

    /** How many slots a cell is behind the newest, both by their places in the cycle. */
    private static int age(byte cell, int newest) {
        int behind = newest - ((cell & 0xFF) - 1);
        return behind < 0 ? behind + CYCLE : behind;
    }

    private static double sigma(double empty) {
        if (empty == 1.0) {
            return Double.POSITIVE_INFINITY;
        }
        double x = empty;
        double y = 1.0;
        double z = empty;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double unsaturated) {
        if (unsaturated == 0.0 || unsaturated == 1.0) {
            return 0.0;
        }
        double x = unsaturated;
        double y = 1.0;
        double z = 1.0 - unsaturated;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1.0 - x) * (1.0 - x) * y;
        } while (z != before);
        return z / 3.0;
    }
}
