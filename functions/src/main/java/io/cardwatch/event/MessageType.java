package io.cardwatch.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a card event reports, after the ISO 8583 message classes. */
public enum MessageType {
    /** A request to authorise, approved or declined (0100). */
    AUTHORISATION(0),
    /** News of an authorisation that was decided elsewhere (0120). */
    ADVICE(1),
    /** An earlier authorisation is undone (0400, 0420). */
    REVERSAL(2),
    /** Money goes back to the cardholder. */
    REFUND(3);

    private static final MessageType[] ALL = values();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /** A small number that stands for this type in binary forms; it never changes. */
    public int code() {
        return code;
    }

    /**
     * The type of that code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static MessageType fromCode(int code) {
        for (MessageType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no message type has code " + code);
    }

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The word used on the wire, for example {@code authorisation}. */
    public String wireName() {
        return wireName;
    }

    /** The type of that wire name, or null where there is none. */
    public static @Nullable MessageType fromWireName(String wireName) {
        for (MessageType type : ALL) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        return null;
    }
}
