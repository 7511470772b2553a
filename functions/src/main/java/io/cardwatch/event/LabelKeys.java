package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a label of an event needs to be learned from, as keyed hashes: no reference of anyone. Worth
 * something to who has the same hashing secret alone.
 *
 * @param event the event's id, 16 hexadecimal digits
 * @param card its card, 32 hexadecimal digits
 * @param merchant its merchant, 32 hexadecimal digits, or null where no rule asks for it
 * @param terminal its terminal, likewise
 */
public record LabelKeys(
        String event, String card, @Nullable String merchant, @Nullable String terminal) {
    private static final Pattern EVENT = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    public LabelKeys {
        requireNonNull(event, "event");
        requireNonNull(card, "card");
        if (!EVENT.matcher(event).matches()
                || !KEY.matcher(card).matches()
                || (merchant != null && !KEY.matcher(merchant).matches())
                || (terminal != null && !KEY.matcher(terminal).matches())) {
            throw new IllegalArgumentException("a label's keys are hashes in hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return "LabelKeys[redacted]";
    }
}
