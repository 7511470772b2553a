package io.cardwatch.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a {@link CardEvent} on the wire, in the contract's order. */
public enum EventField {
    EVENT_ID("eventId", Need.REQUIRED, TextForm.reference(64)),
    BANK_ID("bankId", Need.REQUIRED, TextForm.BANK_ID),
    SCHEMA_VERSION("schemaVersion", Need.REQUIRED, Kind.INTEGER),
    MESSAGE_TYPE("messageType", Need.REQUIRED, TextForm.MESSAGE_TYPE),
    CARD_REF("cardRef", Need.REQUIRED, TextForm.reference(128)),
    EVENT_TIME("eventTime", Need.REQUIRED, Kind.TIME),
    AMOUNT_MINOR("amountMinor", Need.REQUIRED, Kind.INTEGER),
    CURRENCY("currency", Need.REQUIRED, TextForm.CURRENCY),
    SUBJECT_REF("subjectRef", Need.BY_PROFILE, TextForm.reference(128)),
    LOCAL_TIME("localTime", Need.BY_PROFILE, Kind.LOCAL_TIME),
    BILLING_AMOUNT_MINOR("billingAmountMinor", Need.BY_PROFILE, Kind.INTEGER),
    BILLING_CURRENCY("billingCurrency", Need.BY_PROFILE, TextForm.CURRENCY),
    PROCESSING_CODE("processingCode", Need.BY_PROFILE, TextForm.digits(6, 6)),
    MCC("mcc", Need.BY_PROFILE, TextForm.digits(4, 4)),
    MERCHANT_ID("merchantId", Need.BY_PROFILE, TextForm.open(64)),
    MERCHANT_NAME("merchantName", Need.BY_PROFILE, TextForm.open(120)),
    MERCHANT_CITY("merchantCity", Need.BY_PROFILE, TextForm.open(64)),
    MERCHANT_COUNTRY("merchantCountry", Need.BY_PROFILE, TextForm.COUNTRY),
    TERMINAL_ID("terminalId", Need.BY_PROFILE, TextForm.open(64)),
    LATITUDE("latitude", Need.BY_PROFILE, Kind.NUMBER),
    LONGITUDE("longitude", Need.BY_PROFILE, Kind.NUMBER),
    POS_ENTRY_MODE("posEntryMode", Need.BY_PROFILE, TextForm.digits(3, 3)),
    CARD_PRESENT("cardPresent", Need.BY_PROFILE, Kind.FLAG),
    RESPONSE_CODE("responseCode", Need.BY_PROFILE, TextForm.alphanumeric(2, 3)),
    ACQUIRER_ID("acquirerId", Need.BY_PROFILE, TextForm.open(32)),
    BIN("bin", Need.BY_PROFILE, TextForm.digits(6, 8)),
    CARD_COUNTRY("cardCountry", Need.BY_PROFILE, TextForm.COUNTRY),
    DEVICE_ID("deviceId", Need.BY_PROFILE, TextForm.open(128)),
    IP("ip", Need.BY_PROFILE, TextForm.IP_ADDRESS),
    IP_COUNTRY("ipCountry", Need.BY_PROFILE, TextForm.COUNTRY),
    CVV_RESULT("cvvResult", Need.BY_PROFILE, TextForm.alphanumeric(1, 2)),
    AVS_RESULT("avsResult", Need.BY_PROFILE, TextForm.alphanumeric(1, 2)),
    THREE_DS_RESULT("threeDsResult", Need.BY_PROFILE, TextForm.alphanumeric(1, 2)),
    NETWORK_RISK_SCORE("networkRiskScore", Need.BY_PROFILE, Kind.NUMBER),
    ORIGINAL_EVENT_ID("originalEventId", Need.BY_PROFILE, TextForm.reference(64)),
    ORIGINAL_EVENT_TIME("originalEventTime", Need.BY_PROFILE, Kind.TIME);

    private static final EventField[] ALL = values();
    private static final Map<String, EventField> BY_WIRE_NAME = byWireName();

    private final String wireName;
    private final Need need;
    private final Kind kind;
    private final @Nullable TextForm form;

    EventField(String wireName, Need need, TextForm form) {
        this.wireName = wireName;
        this.need = need;
        this.kind = Kind.TEXT;
        this.form = form;
    }

    EventField(String wireName, Need need, Kind kind) {
        this.wireName = wireName;
        this.need = need;
        this.kind = kind;
        this.form = null;
    }

    /** The name in JSON, for example {@code eventId}. */
    public String wireName() {
        return wireName;
    }

    /** Whether the contract itself requires it, whatever a feed's profile says. */
    public boolean isRequired() {
        return need == Need.REQUIRED;
    }

    /** What its value is made of. */
    public Kind kind() {
        return kind;
    }

    /** The field of that wire name, or null where there is none. */
    public static @Nullable EventField byWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }

    /** All wire names, in the contract's order. */
    public static List<String> wireNames() {
        return Stream.of(ALL).map(EventField::wireName).toList();
    }

    /** The form of a {@link Kind#TEXT} field. */
    TextForm form() {
        if (form == null) {
            throw new IllegalStateException(wireName + " is no text");
        }
        return form;
    }

    /**
     * Whether a text has the fixed form of this {@link Kind#TEXT} field; names and references are
     * the bank's own, so that theirs is not held against a text.
     */
    public boolean accepts(String text) {
        return form().open() || form().check().fault(text) == null;
    }

    /** This field as a bit of a set of fields, which never leaves the process. */
    @SuppressWarnings("EnumOrdinal")
    long bit() {
        return 1L << ordinal();
    }

    /** The first field of a set of bits that is not empty. */
    static EventField first(long bits) {
        return ALL[Long.numberOfTrailingZeros(bits)];
    }

    private static Map<String, EventField> byWireName() {
        Map<String, EventField> fields = new HashMap<>();
        for (EventField field : ALL) {
            fields.put(field.wireName, field);
        }
        return Map.copyOf(fields);
    }

    /** What a field's value is made of. */
    public enum Kind {
        TEXT,
        /** An integer, on the wire without fraction or exponent. */
        INTEGER,
        NUMBER,
        FLAG,
        /** An instant. */
        TIME,
        /** A wall-clock time without a zone. */
        LOCAL_TIME
    }

    private enum Need {
        REQUIRED,
        BY_PROFILE
    }
}
