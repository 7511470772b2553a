package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One windowed value of a key, computed at each event over {@code (t - over, t]} in event time.
 * Features that differ only in name are computed once.
 *
 * @param name how conditions name it
 * @param by the key it is kept by
 * @param aggregate what is computed
 * @param field the event's field that is aggregated, by its name in the rule language; null for
 *     aggregates that read none; {@code location} for {@code speed}
 * @param over the window's length
 * @param where which events count, as CEL source over {@code event}; null for all
 * @param excludingCurrent whether the event itself is left out of its own window
 * @param same fields by their names in the rule language in which an entry must equal the event to
 *     count; the second key of a pair is one of them. Where the event lacks one, the feature is
 *     missing
 * @param newest how many of the newest counting entries the window holds at most; 0 for all
 * @param quantile which quantile, within [0, 1]; NaN for other aggregates
 * @param delay for how long a label may stay out before {@code fraud_rate} takes its event for
 *     judged; zero for other aggregates
 * @param steps the conditions of a {@code sequence} in their order, as CEL source over {@code
 *     event}; empty for other aggregates
 */
public record Feature(
        String name,
        KeyDimension by,
        Aggregate aggregate,
        @Nullable String field,
        Duration over,
        @Nullable String where,
        boolean excludingCurrent,
        List<String> same,
        int newest,
        double quantile,
        Duration delay,
        List<String> steps) {
    public Feature {
        requireNonNull(name, "name");
        requireNonNull(by, "by");
        requireNonNull(aggregate, "aggregate");
        requireNonNull(over, "over");
        requireNonNull(delay, "delay");
        same = List.copyOf(same);
        steps = List.copyOf(steps);
        if (over.isNegative() || over.isZero()) {
            throw new IllegalArgumentException("a window is longer than zero: " + name);
        }
        if (newest < 0 || delay.isNegative()) {
            throw new IllegalArgumentException("below zero: " + name);
        }
    }

    /** The texts of its conditions: which events count, then the steps. */
    public Stream<String> conditions() {
        return Stream.concat(Stream.ofNullable(where), steps.stream());
    }

    /** The fields that it aggregates, is kept by or compares. */
    Set<EventField> fields() {
        Set<EventField> fields = EnumSet.of(by.field());
        if (aggregate == Aggregate.SPEED) {
            fields.add(EventField.LATITUDE);
            fields.add(EventField.LONGITUDE);
        } else if (field != null) {
            fields.add(requireNonNull(EventField.named(field), field));
        }
        same.forEach(name -> fields.add(requireNonNull(EventField.named(name), name)));
        return fields;
    }

    /** A feature over every event of its key, to be refined. */
    public static Builder of(String name, KeyDimension by, Aggregate aggregate, Duration over) {
        return new Builder(name, by, aggregate, over);
    }

    /** The same definition under another name. */
    public Feature withName(String other) {
        return new Feature(
                other,
                by,
                aggregate,
                field,
                over,
                where,
                excludingCurrent,
                same,
                newest,
                quantile,
                delay,
                steps);
    }

    /** Puts a feature together; what is not said stays at its default. */
    public static final class Builder {
        private final String name;
        private final KeyDimension by;
        private final Aggregate aggregate;
        private final Duration over;
        private @Nullable String field;
        private @Nullable String where;
        private boolean excludingCurrent;
        private List<String> same = List.of();
        private int newest;
        private double quantile = Double.NaN;
        private Duration delay = Duration.ZERO;
        private List<String> steps = List.of();

        private Builder(String name, KeyDimension by, Aggregate aggregate, Duration over) {
            this.name = name;
            this.by = by;
            this.aggregate = aggregate;
            this.over = over;
        }

        public Builder field(@Nullable String value) {
            field = value;
            return this;
        }

        public Builder where(@Nullable String value) {
            where = value;
            return this;
        }

        public Builder excludingCurrent(boolean value) {
            excludingCurrent = value;
            return this;
        }

        public Builder same(List<String> value) {
            same = value;
            return this;
        }

        public Builder newest(int value) {
            newest = value;
            return this;
        }

        public Builder quantile(double value) {
            quantile = value;
            return this;
        }

        public Builder delay(Duration value) {
            delay = value;
            return this;
        }

        public Builder steps(List<String> value) {
            steps = value;
            return this;
        }

        public Feature build() {
            return new Feature(
                    name,
                    by,
                    aggregate,
                    field,
                    over,
                    where,
                    excludingCurrent,
                    same,
                    newest,
                    quantile,
                    delay,
                    steps);
        }
    }
}
