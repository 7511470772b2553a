package io.cardwatch.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a card event reports, after the ISO 8583 message classes. */
public enum MessageType {
    /** A request to authorise, approved or declined (0100). */
    AUTHORISATION,
    /** News of an authorisation that was decided elsewhere (0120). */
    ADVICE,
    /** An earlier authorisation is undone (0400, 0420). */
    REVERSAL,
    /** Money goes back to the cardholder. */
    REFUND;

    private static final MessageType[] ALL = values();

    /** The word used on the wire, for example {@code authorisation}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that wire name, or null where there is none. */
    public static @Nullable MessageType fromWireName(String wireName) {
        for (MessageType type : ALL) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        return null;
    }
}
