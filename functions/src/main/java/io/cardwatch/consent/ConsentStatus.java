package io.cardwatch.consent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a consent stands. */
public enum ConsentStatus {
    GRANTED,
    WITHDRAWN;

    /** The word used on the wire, for example {@code granted}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name, or null where there is none. */
    public static @Nullable ConsentStatus fromWireName(String wireName) {
        return switch (wireName) {
            case "granted" -> GRANTED;
            case "withdrawn" -> WITHDRAWN;
            default -> null;
        };
    }
}
