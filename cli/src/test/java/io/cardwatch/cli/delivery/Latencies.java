package io.cardwatch.cli.delivery;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times, told by their percentiles. */
public final class Latencies {
    private static final long MOST = TimeUnit.HOURS.toMicros(1);
    private static final double MICROS = 1_000;

    private final Histogram micros = new Histogram(MOST, 3);

    /** Adds a time; one that is below zero counts as none. */
    public void add(long nanos) {
        micros.recordValue(Math.min(Math.max(TimeUnit.NANOSECONDS.toMicros(nanos), 0), MOST));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** For example {@code 120 times, ms: p50 1.2, p99 30.0, longest 45.1}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d times, ms: p50 %.1f, p99 %.1f, longest %.1f",
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
