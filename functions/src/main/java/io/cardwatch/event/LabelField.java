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
    SCHEMA_VERSION("schemaVersion", Need.REQUIRED),
    BANK_ID("bankId", Need.REQUIRED),
    EVENT_ID("eventId", Need.OF_NAMED, EventField.EVENT_ID.form()),
    CARD_REF("cardRef", Need.OF_NAMED, EventField.CARD_REF.form()),
    MERCHANT_ID("merchantId", Need.IF_NAMED, EventField.MERCHANT_ID.form()),
    TERMINAL_ID("terminalId", Need.IF_NAMED, EventField.TERMINAL_ID.form()),
    EVENT_HASH("eventHash", Need.OF_HASHED, TextForm.hash(16)),
    CARD_HASH("cardHash", Need.OF_HASHED, TextForm.hash(32)),
    MERCHANT_HASH("merchantHash", Need.IF_HASHED, TextForm.hash(32)),
    TERMINAL_HASH("terminalHash", Need.IF_HASHED, TextForm.hash(32)),
    EVENT_TIME("eventTime", Need.REQUIRED),
    FRAUD("fraud", Need.REQUIRED),
    KNOWN_AT("knownAt", Need.REQUIRED);

    /** Which labels have a field: each names its event and its keys, or has hashes of them. */
    private enum Need {
        REQUIRED,
        OF_NAMED,
        IF_NAMED,
        OF_HASHED,
        IF_HASHED
    }

    private static final Map<String, LabelField> BY_WIRE_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    LabelField::wireName, Function.identity()));

    private final String wireName;
    private final Need need;
    private final @Nullable TextForm form;

    LabelField(String wireName, Need need) {
        this(wireName, need, null);
    }

    LabelField(String wireName, Need need, @Nullable TextForm form) {
        this.wireName = wireName;
        this.need = need;
        this.form = form;
    }

    String wireName() {
        return wireName;
    }

    /** Whether a label of that form needs it. */
    boolean isRequired(boolean hashed) {
        return need == Need.REQUIRED || need == (hashed ? Need.OF_HASHED : Need.OF_NAMED);
    }

    /** Whether only a label that has hashes may have it. */
    boolean isOfHashed() {
        return need == Need.OF_HASHED || need == Need.IF_HASHED;
    }

    /** Whether only a label that names its event may have it. */
    boolean isOfNamed() {
        return need == Need.OF_NAMED || need == Need.IF_NAMED;
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
