package io.cardwatch.cli.backtest;

import java.util.Arrays;

/** Sums of minor units by currency. */
final class MoneyCounts {
    private long[] sums = new long[1];

    void add(int currency, long minor) {
        if (currency >= sums.length) {
            sums = Arrays.copyOf(sums, currency + 1);
        }
        sums[currency] += minor;
    }

    void set(MoneyCounts other) {
        sums = other.sums.clone();
    }

    long of(int currency) {
        return currency < sums.length ? sums[currency] : 0;
    }
}
