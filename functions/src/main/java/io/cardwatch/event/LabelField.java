package io.cardwatch.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@link Label} on the wire, in the contract's order. What a label repeats of its
 * event has the event's form.
 */
enum LabelField {
    SCHEMA_VERSION("schemaVersion", true),
    BANK_ID("bankId", true),
    EVENT_ID("eventId", true, EventField.EVENT_ID),
    CARD_REF("cardRef", true, EventField.CARD_REF),
    MERCHANT_ID("merchantId", false, EventField.MERCHANT_ID),
    TERMINAL_ID("terminalId", false, EventField.TERMINAL_ID),
    EVENT_TIME("eventTime", true),
    FRAUD("fraud", true),
    KNOWN_AT("knownAt", true);

    private static final Map<String, LabelField> BY_WIRE_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    LabelField::wireName, Function.identity()));

    private final String wireName;
    private final boolean required;
    private final @Nullable TextForm form;

    LabelField(String wireName, boolean required) {
        this.wireName = wireName;
        this.required = required;
        this.form = null;
    }

    LabelField(String wireName, boolean required, EventField likeThat) {
        this.wireName = wireName;
        this.required = required;
        this.form = likeThat.form();
    }

    String wireName() {
        return wireName;
    }

    boolean isRequired() {
        return required;
    }

    /** The form of a text field, or null where the field is checked in another way. */
    @Nullable TextForm form() {
        return form;
    }

    static @Nullable LabelField byWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }

    /** All wire names, in the contract's order. */
    static List<String> wireNames() {
        return Arrays.stream(values()).map(LabelField::wireName).toList();
    }
}
