package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One part of a condition as it came out for one event.
 *
 * @param kind how it is made of {@code parts}
 * @param text as the rule language has it
 * @param wanted how it would have to come out for the whole condition to hold: false beneath a
 *     {@code !}
 * @param compared of a test what it looks at: the two sides of a comparison, or one value
 * @param values the features and fields that a test names, without repeats
 * @param gap of a test of numbers that came out the other way, how far it is from coming out as
 *     wanted; null where no number says so
 */
public record TracedPart(
        Kind kind,
        String text,
        Outcome outcome,
        boolean wanted,
        List<TracedValue> compared,
        List<TracedValue> values,
        @Nullable Gap gap,
        List<TracedPart> parts) {
    public TracedPart {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
        requireNonNull(outcome, "outcome");
        compared = List.copyOf(compared);
        values = List.copyOf(values);
        parts = List.copyOf(parts);
    }

    /** How a part is made of others. */
    public enum Kind {
        /** {@code a && b && ...}: holds if all do. */
        ALL,
        /** {@code a || b || ...}: holds if one does. */
        ANY,
        /** {@code !(...)} of one of the others; it has one part. */
        NOT,
        /**
         * {@code c ? a : b}: its first part is {@code c}, its second the side that {@code c} chose,
         * if it is known.
         */
        CHOICE,
        /** Anything else: it has no parts. */
        TEST
    }

    /** How a part came out. */
    public enum Outcome {
        HOLDS,
        FAILS,
        /** It needs a value that is missing. */
        UNKNOWN
    }

    /** Whether the part came out as the condition needs it. */
    public boolean met() {
        return outcome == (wanted ? Outcome.HOLDS : Outcome.FAILS);
    }

    /** Whether one part that is met is enough for this one to be. */
    public boolean oneIsEnough() {
        return kind == (wanted ? Kind.ANY : Kind.ALL);
    }

    /** The missing features and fields that keep a test unknown. */
    public List<String> missing() {
        return outcome == Outcome.UNKNOWN
                ? values.stream().filter(TracedValue::missing).map(TracedValue::name).toList()
                : List.of();
    }

    /**
     * The tests that stand between the condition and its coming true, on the shortest way: of
     * alternatives the one that {@link Effort} says is nearest. Empty where the part is met.
     */
    public List<TracedPart> unmet() {
        if (met()) {
            return List.of();
        } else if (kind == Kind.TEST) {
            return List.of(this);
        }
        TracedPart nearest = nearest();
        return nearest == null
                ? parts.stream().flatMap(part -> part.unmet().stream()).toList()
                : nearest.unmet();
    }

    /** Of alternatives that are all not met the nearest; null where there are no alternatives. */
    public @Nullable TracedPart nearest() {
        return oneIsEnough() && !met()
                ? parts.stream().min(Comparator.comparing(TracedPart::effort)).orElseThrow()
                : null;
    }

    /** How much it takes for the part to come out as the condition needs it. */
    public Effort effort() {
        if (met()) {
            return Effort.NONE;
        } else if (kind == Kind.TEST) {
            // What no number measures counts like a number that is off by its whole size.
            double relative = gap == null ? 1.0 : gap.relative();
            return new Effort(outcome == Outcome.UNKNOWN ? 1 : 0, 1, relative);
        }
        Stream<Effort> efforts = parts.stream().map(TracedPart::effort);
        return oneIsEnough()
                ? efforts.min(Comparator.naturalOrder()).orElseThrow()
                : efforts.reduce(Effort.NONE, Effort::plus);
    }

    /**
     * How far something is from firing, the nearer the less: first by the tests that lack a value,
     * then by all tests that have to change, then by how much their numbers have to.
     *
     * @param relative the gaps, each beside the size of its numbers, added up
     */
    public record Effort(int missing, int tests, double relative) implements Comparable<Effort> {
        /** What is met. */
        static final Effort NONE = new Effort(0, 0, 0.0);

        private static final Comparator<Effort> ORDER =
                Comparator.comparingInt(Effort::missing)
                        .thenComparingInt(Effort::tests)
                        .thenComparingDouble(Effort::relative);

        Effort plus(Effort other) {
            return new Effort(
                    missing + other.missing, tests + other.tests, relative + other.relative);
        }

        @Override
        public int compareTo(Effort other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public String toString() {
        return "TracedPart[" + text + ", " + outcome + "]";
    }
}
