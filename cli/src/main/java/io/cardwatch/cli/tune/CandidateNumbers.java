package io.cardwatch.cli.tune;

import io.cardwatch.rule.TunableNumber;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which values of a number are worth a try: they come from the data alone, never from around the
 * old value, which may be off by orders of magnitude. Quantiles of the limits on fraud, and of the
 * strict end of those on everything else, cut to two and three digits.
 */
final class CandidateNumbers {
    private static final int FRAUD_QUANTILES = 24;
    private static final int MOST_OTHERS = 20_000;
    private static final int FINEST = 16;
    private static final double[] TAIL = {
        0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001
    };

    private CandidateNumbers() {}

    /** The values to try, given how the rule depends on the test on each of its entries. */
    static double[] of(
            RuleColumns columns,
            int test,
            TunableNumber number,
            byte[] dependence,
            FeatureMatrix matrix) {
        double[] frauds = new double[columns.size()];
        double[] others = new double[columns.size()];
        int fraudCount = 0;
        int otherCount = 0;
        for (int entry = 0; entry < columns.size(); entry++) {
            double limit = columns.limit(test, entry);
            boolean decides =
                    dependence[entry] == RuleColumns.IF_TRUE
                            || dependence[entry] == RuleColumns.IF_FALSE;
            if (decides && limit >= 0.0 && limit <= TunableNumber.MOST) {
                if (matrix.truth(columns.row(entry)) == FeatureMatrix.FRAUD) {
                    frauds[fraudCount++] = limit;
                } else {
                    others[otherCount++] = limit;
                }
            }
        }
        NavigableSet<Double> values = new TreeSet<>();
        double[] sortedFrauds = sorted(frauds, fraudCount);
        for (int i = 0; i <= FRAUD_QUANTILES && fraudCount > 0; i++) {
            int place = (int) ((long) i * (sortedFrauds.length - 1) / FRAUD_QUANTILES);
            add(sortedFrauds[place], number, values);
        }
        double[] sortedOthers = sorted(others, otherCount);
        for (double share : TAIL) {
            if (otherCount > 0) {
                int rank = (int) (share * (sortedOthers.length - 1));
                int place = number.upTo() ? sortedOthers.length - 1 - rank : rank;
                add(sortedOthers[place], number, values);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Values between a good one and its neighbours. */
    static double[] between(double low, double high, TunableNumber number) {
        NavigableSet<Double> values = new TreeSet<>();
        for (int i = 1; i < FINEST; i++) {
            double value = low + (high - low) * i / FINEST;
            values.add(number.whole() ? Math.rint(value) : ShortNumbers.near(value, 3));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] sorted(double[] values, int count) {
        int step = Math.max(1, count / MOST_OTHERS);
        double[] sample = new double[(count + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * step];
        }
        Arrays.sort(sample);
        return sample;
    }

    private static void add(double limit, TunableNumber number, NavigableSet<Double> values) {
        if (number.whole()) {
            values.add(number.upTo() ? Math.floor(limit) : Math.ceil(limit));
            return;
        }
        for (int digits = 2; digits <= 3; digits++) {
            values.add(
                    number.upTo()
                            ? ShortNumbers.down(limit, digits)
                            : ShortNumbers.up(limit, digits));
        }
    }
}
