package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One feature as its key's state computes it, once for all slots that define the same. */
final class Definition {
    /** Where the value comes from. */
    enum Source {
        /** Totals that are kept up. */
        TOTALS,
        /** Values that are kept up. */
        VALUES,
        /** Totals of entries and of frauds. */
        FRAUDS,
        /** A scan of the exact entries. */
        SCAN,
        /** A mark's time. */
        MARK,
        /** A mark's place. */
        PLACE,
        /** A memory of values. */
        MEMORY
    }

    final Aggregate aggregate;
    final Source source;
    final long over;
    final long where;
    final boolean excludingCurrent;
    final int newest;
    final double quantile;

    /** Which values of the feature vector it gives. */
    final int[] slots;

    /** Columns in which an entry has to equal the event. */
    final int[] same;

    /** Conditions of a sequence, a bit each. */
    final long[] steps;

    /** The place in a row of what is aggregated, or -1. */
    final int column;

    /** What stands in that column where an entry has no value. */
    final long absent;

    /** Which of the plan's marks or memories it reads. */
    final int place;

    /**
     * What it sums up: amounts, then their squares; of a {@code fraud_rate} events and frauds of
     * the window with its delay, then of the delay alone where there is one.
     */
    final Accumulator[] totals;

    private final @Nullable Values values;

    /** What a definition reads; the planner puts it together. */
    record Reads(
            Source source,
            List<Accumulator> totals,
            @Nullable Values values,
            int column,
            int place) {}

    Definition(
            Feature feature, long where, int[] slots, int[] same, List<Long> steps, Reads reads) {
        aggregate = feature.aggregate();
        over = feature.over().toMillis();
        excludingCurrent = feature.excludingCurrent();
        newest = feature.newest();
        quantile = feature.quantile();
        source = reads.source();
        this.where = where;
        this.slots = slots;
        this.same = same;
        this.steps = steps.stream().mapToLong(Long::longValue).toArray();
        column = reads.column();
        absent = aggregate == Aggregate.DISTINCT ? 0 : Entry.NO_AMOUNT;
        place = reads.place();
        totals = reads.totals().toArray(Accumulator[]::new);
        values = reads.values();
    }

    Values values() {
        return requireNonNull(values);
    }

    /** Whether the row counts, beside having a value. */
    boolean counts(long[] rows, int row, Entry entry) {
        if (!Entry.counts(rows[row + Entry.MASK], where)) {
            return false;
        }
        for (int cell : same) {
            if (rows[row + cell] != entry.row[cell]) {
                return false;
            }
        }
        return true;
    }

    boolean hasValue(long[] rows, int row) {
        return column < 0 || rows[row + column] != absent;
    }

    /** The value of what its totals have been copied to: two cells each, the first ones first. */
    double valueOf(long[] sums, double majorUnit) {
        return switch (aggregate) {
            case COUNT -> sums[0];
            case SUM -> sums[0] / majorUnit;
            case MEAN -> sums[1] == 0 ? Double.NaN : sums[0] / majorUnit / sums[1];
            case MIN, MAX -> sums[0] == 0 ? Double.NaN : Accumulator.ofCell(sums[0]) / majorUnit;
            case STDDEV ->
                    sums[1] < 2
                            ? Double.NaN
                            : Wide.deviation(sums[1], sums[0], sums, 2) / majorUnit;
            case DISTINCT, ELAPSED, FIRST_SEEN, SPEED, LAST, QUANTILE, FRAUD_RATE, SEQUENCE ->
                    throw new AssertionError(aggregate);
        };
    }
}
