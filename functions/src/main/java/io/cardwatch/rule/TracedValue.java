package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a feature, an event's field or an expression of them came to.
 *
 * @param name as conditions have it: {@code tx_10m}, {@code event.mcc}, {@code 3 * usual}
 * @param number of a number its value, of a flag 1 or 0; NaN where it is missing, of a number also
 *     where arithmetic has no result; 0 for a text
 * @param text of a text its value, or null
 * @param missing whether the event does not have it
 */
public record TracedValue(
        String name, ValueType type, double number, @Nullable String text, boolean missing) {
    public TracedValue {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    static TracedValue of(String name, Term term, TermValues values) {
        return switch (term.type()) {
            case NUMBER -> {
                boolean present = values.isPresent(term);
                double number = present ? values.number(term) : Double.NaN;
                yield new TracedValue(name, ValueType.NUMBER, number, null, !present);
            }
            case FLAG -> {
                int flag = values.flag(term);
                boolean missing = flag == EventField.MISSING;
                double number = missing ? Double.NaN : flag;
                yield new TracedValue(name, ValueType.FLAG, number, null, missing);
            }
            case TEXT -> {
                String text = values.text(term);
                yield new TracedValue(name, ValueType.TEXT, 0.0, text, text == null);
            }
        };
    }

    @Override
    public String toString() {
        return "TracedValue[" + name + ", redacted]";
    }
}
