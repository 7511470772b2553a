package io.cardwatch.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much of a transaction a user chose to see in messages of a channel. */
public enum DetailLevel {
    /** That something happened, and when: no amount, no merchant, no reason. */
    MINIMAL,
    /** The amount and the merchant too. */
    DETAILED;

    /** The word used on the wire, for example {@code minimal}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that wire name, or null where there is none. */
    public static @Nullable DetailLevel fromWireName(String wireName) {
        return switch (wireName) {
            case "minimal" -> MINIMAL;
            case "detailed" -> DETAILED;
            default -> null;
        };
    }
}
