package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Checks one event field by field and builds it; every decoder goes through here, so that each
 * check is written once.
 *
 * <p>Each method answers whether the event is still good. The first fault decides the reason, save
 * that a value in which a card number stands is refused for that, whatever else is wrong with it.
 * One instance serves one thread, event after event, and holds nothing of an event once it is
 * finished.
 */
public final class EventAssembler {
    private static final int SCHEMA_VERSION = 1;

    /**
     * The largest amount, 12 digits as in ISO 8583 DE4: no card number fits, doubles hold every
     * such amount exactly, and sums of millions of them stay within a long.
     */
    public static final long MAX_AMOUNT_MINOR = 999_999_999_999L;

    /** Above the scales in use (0 to 99, 0 to 999, 0 to 1000), and too small for a card number. */
    static final double MAX_RISK_SCORE = 10_000;

    private final FeedProfile profile;
    private final long requiredBits;
    private final int baseExponent;

    private CardEvent.Builder builder = CardEvent.builder();
    private long seenBits;
    private long presentBits;
    private @Nullable RejectionReason reason;
    private @Nullable String faultyField;
    private long amountMinor;
    private long billingAmountMinor;
    private boolean amountIsBase;
    private boolean billingIsBase;

    public EventAssembler(FeedProfile profile) {
        this.profile = profile;
        requiredBits = profile.requiredBits();
        baseExponent = profile.baseExponent();
    }

    /** Notes that the record names the field; a second time is a fault. */
    public boolean claim(EventField field) {
        if ((seenBits & field.bit()) != 0) {
            return refuse(RejectionReason.MALFORMED, field);
        }
        seenBits |= field.bit();
        return true;
    }

    /** Takes a text as it stands on the wire: a text field, or a time in the contract's form. */
    public boolean text(EventField field, String value) {
        switch (field.kind()) {
            case TIME -> {
                Instant time = IsoTimes.instant(value);
                return time == null
                        ? refuse(RejectionReason.BAD_TIME, field, value)
                        : time(field, time);
            }
            case LOCAL_TIME -> {
                LocalDateTime time = IsoTimes.local(value);
                return time == null
                        ? refuse(RejectionReason.BAD_TIME, field, value)
                        : localTime(field, time);
            }
            case INTEGER, NUMBER, FLAG -> {
                return refuse(RejectionReason.WRONG_TYPE, field, value);
            }
            case TEXT -> {}
        }
        RejectionReason fault = fault(field, value);
        if (fault != null) {
            return refuse(fault, field, value);
        }
        if (field.form().open() && CardNumberGuard.finds(value)) {
            return refuse(RejectionReason.CARD_NUMBER, field);
        }
        assign(field, value);
        return present(field);
    }

    /** Takes an integer field. */
    public boolean integer(EventField field, long value) {
        if (field == EventField.SCHEMA_VERSION) {
            return value == SCHEMA_VERSION
                    ? present(field)
                    : refuse(RejectionReason.UNKNOWN_SCHEMA_VERSION, field, Long.toString(value));
        }
        if (value < 0) {
            return refuse(RejectionReason.NEGATIVE_AMOUNT, field, Long.toString(value));
        }
        if (value > MAX_AMOUNT_MINOR) {
            return refuse(RejectionReason.BAD_FORMAT, field, Long.toString(value));
        }
        if (field == EventField.AMOUNT_MINOR) {
            amountMinor = value;
            builder.amountMinor(value);
        } else {
            billingAmountMinor = value;
            builder.billingAmountMinor(value);
        }
        return present(field);
    }

    /** Takes a number field. */
    public boolean number(EventField field, double value) {
        double least = 0;
        double most = MAX_RISK_SCORE;
        if (field == EventField.LATITUDE) {
            least = -90;
            most = 90;
        } else if (field == EventField.LONGITUDE) {
            least = -180;
            most = 180;
        }
        // Written so that NaN fails, too.
        if (!(value >= least && value <= most)) {
            return refuse(RejectionReason.BAD_FORMAT, field);
        }
        // The sum turns a negative zero into zero.
        double positiveZero = value + 0.0;
        if (field == EventField.LATITUDE) {
            builder.latitude(positiveZero);
        } else if (field == EventField.LONGITUDE) {
            builder.longitude(positiveZero);
        } else {
            builder.networkRiskScore(positiveZero);
        }
        return present(field);
    }

    /** Takes {@code cardPresent}. */
    public boolean flag(EventField field, boolean value) {
        builder.cardPresent(value);
        return present(field);
    }

    /** Takes an instant that a mapping's own format was read from. */
    public boolean time(EventField field, Instant value) {
        if (field == EventField.EVENT_TIME) {
            builder.eventTime(value);
        } else {
            builder.originalEventTime(value);
        }
        return present(field);
    }

    /** Takes {@code localTime}. */
    public boolean localTime(EventField field, LocalDateTime value) {
        builder.localTime(value);
        return present(field);
    }

    /** Refuses the event for a fault of a field, or of the whole record. */
    public boolean refuse(RejectionReason fault, @Nullable EventField field) {
        if (reason == null) {
            reason = fault;
            faultyField = field == null ? null : field.wireName();
        }
        return false;
    }

    /** Refuses a value, for the card number in it where there is one. */
    public boolean refuse(RejectionReason fault, EventField field, String value) {
        return refuse(CardNumberGuard.finds(value) ? RejectionReason.CARD_NUMBER : fault, field);
    }

    /** The event, or why there is none; the next one may begin. */
    public Decoded finish(Coordinates coordinates) {
        long missing = requiredBits & ~presentBits;
        if (reason == null && missing != 0) {
            refuse(RejectionReason.MISSING_FIELD, EventField.first(missing));
        }
        Decoded decoded =
                reason == null
                        ? Decoded.accepted(baseAmount().build(), coordinates)
                        : Decoded.refused(reason, faultyField, coordinates);
        forget();
        return decoded;
    }

    private CardEvent.Builder baseAmount() {
        if (amountIsBase) {
            return builder.baseAmount(amountMinor, baseExponent);
        }
        boolean billed = billingIsBase && has(EventField.BILLING_AMOUNT_MINOR);
        return builder.baseAmount(billed ? billingAmountMinor : CardEvent.NO_AMOUNT, baseExponent);
    }

    private @Nullable RejectionReason fault(EventField field, String value) {
        if (field == EventField.BANK_ID) {
            return value.equals(profile.bankId()) ? null : RejectionReason.WRONG_BANK;
        }
        return field.form().check().fault(value);
    }

    private void assign(EventField field, String value) {
        switch (field) {
            case EVENT_ID -> builder.eventId(value);
            case BANK_ID -> builder.bankId(profile.bankId());
            case MESSAGE_TYPE ->
                    builder.messageType(requireNonNull(MessageType.fromWireName(value)));
            case CARD_REF -> builder.cardRef(value);
            case CURRENCY -> {
                amountIsBase = value.equals(profile.baseCurrency());
                builder.currency(amountIsBase ? profile.baseCurrency() : value);
            }
            case SUBJECT_REF -> builder.subjectRef(value);
            case BILLING_CURRENCY -> {
                billingIsBase = value.equals(profile.baseCurrency());
                builder.billingCurrency(billingIsBase ? profile.baseCurrency() : value);
            }
            case PROCESSING_CODE -> builder.processingCode(value);
            case MCC -> builder.mcc(value);
            case MERCHANT_ID -> builder.merchantId(value);
            case MERCHANT_NAME -> builder.merchantName(value);
            case MERCHANT_CITY -> builder.merchantCity(value);
            case MERCHANT_COUNTRY -> builder.merchantCountry(value);
            case TERMINAL_ID -> builder.terminalId(value);
            case POS_ENTRY_MODE -> builder.posEntryMode(value);
            case RESPONSE_CODE -> builder.responseCode(value);
            case ACQUIRER_ID -> builder.acquirerId(value);
            case BIN -> builder.bin(value);
            case CARD_COUNTRY -> builder.cardCountry(value);
            case DEVICE_ID -> builder.deviceId(value);
            case IP -> builder.ip(value);
            case IP_COUNTRY -> builder.ipCountry(value);
            case CVV_RESULT -> builder.cvvResult(value);
            case AVS_RESULT -> builder.avsResult(value);
            case THREE_DS_RESULT -> builder.threeDsResult(value);
            case ORIGINAL_EVENT_ID -> builder.originalEventId(value);
            case SCHEMA_VERSION,
                    EVENT_TIME,
                    AMOUNT_MINOR,
                    LOCAL_TIME,
                    BILLING_AMOUNT_MINOR,
                    LATITUDE,
                    LONGITUDE,
                    CARD_PRESENT,
                    NETWORK_RISK_SCORE,
                    ORIGINAL_EVENT_TIME ->
                    throw new IllegalArgumentException(field.wireName() + " is no text");
        }
    }

    private void forget() {
        builder = CardEvent.builder();
        seenBits = 0;
        presentBits = 0;
        reason = null;
        faultyField = null;
        amountIsBase = false;
        billingIsBase = false;
    }

    private boolean present(EventField field) {
        presentBits |= field.bit();
        return true;
    }

    private boolean has(EventField field) {
        return (presentBits & field.bit()) != 0;
    }
}
