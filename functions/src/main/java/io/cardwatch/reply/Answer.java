package io.cardwatch.reply;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a cardholder answers to "was this you?". */
public enum Answer {
    /** It was the cardholder. */
    LEGITIMATE,
    /** It was somebody else. */
    CONFIRMED_FRAUD,
    /** No more messages on this channel: a withdrawal of the consent. */
    STOP;

    /** The word used on the wire, for example {@code confirmed-fraud}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The answer of that wire name, or null where there is none. */
    public static @Nullable Answer fromWireName(String wireName) {
        for (Answer answer : values()) {
            if (answer.wireName().equals(wireName)) {
                return answer;
            }
        }
        return null;
    }
}
