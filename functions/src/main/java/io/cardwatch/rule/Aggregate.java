package io.cardwatch.rule;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a feature computes over a key's window. */
public enum Aggregate {
    /** How many events. */
    COUNT("count", Operand.NONE, ValueType.NUMBER, true),
    /** The sum of a numeric field. */
    SUM("sum", Operand.AMOUNT, ValueType.NUMBER, true),
    /** The mean of a numeric field; missing where the window is empty. */
    MEAN("mean", Operand.AMOUNT, ValueType.NUMBER, true),
    /** How many different values a field took. */
    DISTINCT("distinct", Operand.TEXT_FIELD, ValueType.NUMBER, true),
    /** Seconds since the key's previous event; missing where the window has none. */
    ELAPSED("elapsed", Operand.NONE, ValueType.NUMBER, false),
    /** Whether the event's value of a field was not seen in the window before. */
    FIRST_SEEN("first_seen", Operand.TEXT_FIELD, ValueType.FLAG, false),
    /** Great-circle speed from the key's previous location, in km/h. */
    SPEED("speed", Operand.LOCATION, ValueType.NUMBER, false),
    /** The sample standard deviation; missing below two values. */
    STDDEV("stddev", Operand.AMOUNT, ValueType.NUMBER, true),
    /** The least value; missing where the window is empty. */
    MIN("min", Operand.AMOUNT, ValueType.NUMBER, true),
    /** The greatest value; missing where the window is empty. */
    MAX("max", Operand.AMOUNT, ValueType.NUMBER, true),
    /** The value of the newest entry before the event; missing where the window has none. */
    LAST("last", Operand.AMOUNT, ValueType.NUMBER, false),
    /** A quantile of the values, interpolated; missing where the window is empty. */
    QUANTILE("quantile", Operand.AMOUNT, ValueType.NUMBER, true),
    /** The share of a key's events that turned out to be fraud, once labels have had their time. */
    FRAUD_RATE("fraud_rate", Operand.NONE, ValueType.NUMBER, false),
    /** Whether the event completes steps that came before it in their order. */
    SEQUENCE("sequence", Operand.STEPS, ValueType.FLAG, false);

    /** What stands after an aggregate's keyword. */
    enum Operand {
        /** The word {@code true}: the aggregate reads no field. */
        NONE,
        /** An amount, which windows keep in minor units. */
        AMOUNT,
        /** A field of type text. */
        TEXT_FIELD,
        /** The word {@code location}: latitude and longitude together. */
        LOCATION,
        /** A list of conditions over the event. */
        STEPS;

        /** The words that are accepted. */
        List<String> accepted() {
            return switch (this) {
                case NONE -> List.of("true");
                case AMOUNT -> List.of(EventField.AMOUNT.keyword());
                case TEXT_FIELD ->
                        Arrays.stream(EventField.values())
                                .filter(field -> field.type() == ValueType.TEXT)
                                .map(EventField::keyword)
                                .toList();
                case LOCATION -> List.of("location");
                case STEPS -> List.of();
            };
        }
    }

    /** Longer gaps cannot tell impossible travel from a journey. */
    private static final Duration LONGEST_JOURNEY = Duration.ofDays(2);

    private final String keyword;
    private final Operand operand;
    private final ValueType type;
    private final boolean includesCurrent;

    Aggregate(String keyword, Operand operand, ValueType type, boolean includesCurrent) {
        this.keyword = keyword;
        this.operand = operand;
        this.type = type;
        this.includesCurrent = includesCurrent;
    }

    /** The word of the rule language. */
    public String keyword() {
        return keyword;
    }

    /** The type of the feature: number or flag. */
    public ValueType type() {
        return type;
    }

    Operand operand() {
        return operand;
    }

    /**
     * Whether the event itself is in its window, so that {@code excluding: current} says something.
     */
    boolean includesCurrent() {
        return includesCurrent;
    }

    /** Whether a {@code where} can say which events count. */
    boolean takesWhere() {
        return this != FRAUD_RATE;
    }

    /** Whether it can be kept by a pair of keys, or for events that have something in common. */
    boolean takesSame() {
        return this != FIRST_SEEN && this != SPEED && this != FRAUD_RATE;
    }

    /**
     * Whether it looks at single entries, which a key holds for a shorter time than sums of them.
     */
    boolean looksAtEntries() {
        return switch (this) {
            case MIN, MAX, LAST, QUANTILE, SEQUENCE -> true;
            case COUNT, SUM, MEAN, DISTINCT, ELAPSED, FIRST_SEEN, SPEED, STDDEV, FRAUD_RATE ->
                    false;
        };
    }

    /** The keywords of the aggregates of which that holds, for messages. */
    static String keywords(Predicate<Aggregate> which) {
        return Arrays.stream(values())
                .filter(which)
                .map(Aggregate::keyword)
                .collect(Collectors.joining(", "));
    }

    /** The window of a feature that names none, or null where it has to name one. */
    @Nullable Duration defaultOver() {
        return this == SPEED ? LONGEST_JOURNEY : null;
    }

    /** The aggregate of that keyword, or null where there is none. */
    static @Nullable Aggregate named(String keyword) {
        for (Aggregate aggregate : values()) {
            if (aggregate.keyword.equals(keyword)) {
                return aggregate;
            }
        }
        return null;
    }
}
