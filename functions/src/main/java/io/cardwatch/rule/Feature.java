package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One windowed value of a key, computed at each event over {@code (t - over, t]} in event time.
 * Features that differ only in name are computed once.
 *
 * @param name how conditions name it
 * @param by the key it is kept by
 * @param aggregate what is computed
 * @param field the event's field that is aggregated, by its name in the rule language; null for
 *     {@code count} and {@code elapsed}; {@code location} for {@code speed}
 * @param over the window's length
 * @param where which events count, as CEL source over {@code event}; null for all
 * @param excludingCurrent whether the event itself is left out of its own window
 */
public record Feature(
        String name,
        KeyDimension by,
        Aggregate aggregate,
        @Nullable String field,
        Duration over,
        @Nullable String where,
        boolean excludingCurrent) {
    public Feature {
        requireNonNull(name, "name");
        requireNonNull(by, "by");
        requireNonNull(aggregate, "aggregate");
        requireNonNull(over, "over");
        if (over.isNegative() || over.isZero()) {
            throw new IllegalArgumentException("a window is longer than zero: " + name);
        }
    }
}
