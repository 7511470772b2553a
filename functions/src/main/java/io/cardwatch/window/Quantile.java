package io.cardwatch.window;

/** A quantile of some values, interpolated linearly between the closest ranks (R's type 7). */
final class Quantile {
    private Quantile() {}

    /** Leaves the values in another order; NaN where there are none. */
    static double of(long[] values, int size, double quantile) {
        if (size == 0) {
            return Double.NaN;
        }
        double rank = quantile * (size - 1);
        int lower = (int) rank;
        select(values, size, lower);
        double value = values[lower];
        double share = rank - lower;
        if (share == 0.0) {
            return value;
        }
        long next = values[lower + 1];
        for (int i = lower + 2; i < size; i++) {
            next = Math.min(next, values[i]);
        }
        return value + share * (next - value);
    }

    /**
     * Hoare's selection: what belongs at that rank goes there, the lesser before, the rest behind.
     */
    private static void select(long[] values, int size, int rank) {
        int from = 0;
        int to = size - 1;
        while (from < to) {
            long pivot = values[(from + to) >>> 1];
            int low = from;
            int high = to;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    long swapped = values[low];
                    values[low++] = values[high];
                    values[high--] = swapped;
                }
            }
            if (rank <= high) {
                to = high;
            } else if (rank >= low) {
                from = low;
            } else {
                return;
            }
        }
    }
}
