package io.cardwatch.rule;

/** What a feature computes over a key's window. */
public enum Aggregate {
    /** How many events. */
    COUNT("count"),
    /** The sum of a numeric field. */
    SUM("sum"),
    /** The mean of a numeric field; missing where the window is empty. */
    MEAN("mean"),
    /** How many different values a field took. */
    DISTINCT("distinct"),
    /** Seconds since the key's previous event; missing where the window has none. */
    ELAPSED("elapsed"),
    /** Whether the event's value of a field was not seen in the window before. */
    FIRST_SEEN("first_seen"),
    /** Great-circle speed from the key's previous location, in km/h. */
    SPEED("speed");

    private final String keyword;

    Aggregate(String keyword) {
        this.keyword = keyword;
    }

    /** The word of the rule language. */
    public String keyword() {
        return keyword;
    }
}
