package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.Aggregate;
import org.jspecify.annotations.Nullable;

/** One feature as its key's state computes it, once for all slots that define the same. */
final class Definition {
    final Aggregate aggregate;
    final long over;
    final long where;
    final boolean excludingCurrent;

    /** Which values of the feature vector it gives. */
    final int[] slots;

    /** Which of the plan's window lengths it uses; -1 for aggregates without entries. */
    final int length;

    /**
     * A distinct's place among those of its length, or which of the plan's marks or memories an
     * elapsed, speed or first_seen uses.
     */
    final int place;

    private final @Nullable Accumulator accumulator;
    private final @Nullable DistinctValues distinct;

    Definition(
            Aggregate aggregate,
            long over,
            long where,
            boolean excludingCurrent,
            int[] slots,
            int length,
            int place,
            @Nullable Accumulator accumulator,
            @Nullable DistinctValues distinct) {
        this.aggregate = aggregate;
        this.over = over;
        this.where = where;
        this.excludingCurrent = excludingCurrent;
        this.slots = slots;
        this.length = length;
        this.place = place;
        this.accumulator = accumulator;
        this.distinct = distinct;
    }

    Accumulator accumulator() {
        return requireNonNull(accumulator);
    }

    DistinctValues distinct() {
        return requireNonNull(distinct);
    }

    /**
     * The feature's value from its accumulator's cells.
     *
     * @param current the event, where it is in the window
     */
    double value(long first, long second, @Nullable Entry current, double majorUnit) {
        if (excludingCurrent && current != null && current.counts(where)) {
            return valueWithout(current, first, second, majorUnit);
        }
        return value(first, second, majorUnit);
    }

    private double valueWithout(Entry current, long first, long second, double majorUnit) {
        if (aggregate == Aggregate.COUNT) {
            return first - 1;
        }
        long minor = current.row[accumulator().column()];
        return minor == Entry.NO_AMOUNT
                ? value(first, second, majorUnit)
                : value(first - minor, second - 1, majorUnit);
    }

    private double value(long first, long second, double majorUnit) {
        if (aggregate == Aggregate.COUNT) {
            return first;
        }
        double major = first / majorUnit;
        if (aggregate == Aggregate.SUM) {
            return major;
        }
        return second == 0 ? Double.NaN : major / second;
    }
}
