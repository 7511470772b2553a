package io.cardwatch.window;

/** Whole numbers of 128 bits in two cells, the high half first. */
final class Wide {
    private static final double HALF = 0x1p64;
    private static final double SAFE = 0x1p125;

    private Wide() {}

    static void add(long[] cells, int at, long high, long low) {
        long sum = cells[at + 1] + low;
        cells[at] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        cells[at + 1] = sum;
    }

    static void subtract(long[] cells, int at, long high, long low) {
        cells[at] -= high + (Long.compareUnsigned(cells[at + 1], low) < 0 ? 1 : 0);
        cells[at + 1] -= low;
    }

    /**
     * The sample standard deviation of whole numbers.
     *
     * <p>Exact but for the last division and root, as long as {@code count * squares} fits into 126
     * bits.
     *
     * @param squares the place of the sum of their squares in the cells
     */
    static double deviation(long count, long sum, long[] cells, int squares) {
        long high = cells[squares];
        long low = cells[squares + 1];
        double all = toDouble(high, low) * count;
        double squaredSum = (double) sum * sum;
        double spread = all - squaredSum;
        if (all < SAFE && squaredSum < SAFE) {
            long productHigh = high * count + Math.multiplyHigh(low, count);
            productHigh += low < 0 ? count : 0;
            long productLow = low * count;
            long sumLow = sum * sum;
            long borrow = Long.compareUnsigned(productLow, sumLow) < 0 ? 1 : 0;
            long spreadHigh = productHigh - Math.multiplyHigh(sum, sum) - borrow;
            spread = toDouble(spreadHigh, productLow - sumLow);
        }
        return Math.sqrt(Math.max(0.0, spread) / ((double) count * (count - 1)));
    }

    private static double toDouble(long high, long low) {
        return high * HALF + (low >>> 1) * 2.0 + (low & 1);
    }
}
