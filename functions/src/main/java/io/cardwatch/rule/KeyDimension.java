package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a feature is kept by, in the order of the stages. Keys of different banks never meet,
 * whatever their values.
 */
public enum KeyDimension {
    /** The card: always present, and the first stage of every job. */
    CARD,
    /** The cardholder; the card where a feed names no cardholder. */
    SUBJECT,
    /** The merchant that took the card. */
    MERCHANT,
    /** The terminal or cash machine. */
    TERMINAL,
    /** The device used. */
    DEVICE,
    /** The leading digits of the card's number. */
    BIN,
    /** The device's address. */
    IP;

    /**
     * How many different conditions the features of one key may have: an entry keeps one bit for
     * each, in one word.
     */
    public static final int MOST_CONDITIONS = Long.SIZE;

    /** The word of the rule language. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The event's key of this dimension, or null where the event has none. */
    public @Nullable String keyOf(CardEvent event) {
        return switch (this) {
            case CARD -> event.cardRef();
            case SUBJECT -> event.subjectOrCard();
            case MERCHANT -> event.merchantId();
            case TERMINAL -> event.terminalId();
            case DEVICE -> event.deviceId();
            case BIN -> event.bin();
            case IP -> event.ip();
        };
    }

    /** The event's field that holds the key. */
    EventField field() {
        return switch (this) {
            case CARD -> EventField.CARD_REF;
            case SUBJECT -> EventField.SUBJECT_REF;
            case MERCHANT -> EventField.MERCHANT_ID;
            case TERMINAL -> EventField.TERMINAL_ID;
            case DEVICE -> EventField.DEVICE_ID;
            case BIN -> EventField.BIN;
            case IP -> EventField.IP;
        };
    }

    /** Whether labels carry this key, so that a {@code fraud_rate} can be kept by it. */
    public boolean isLabelled() {
        return this == CARD || this == MERCHANT || this == TERMINAL;
    }

    /** The keyed hash that a label carries instead, or null where it has none. */
    public @Nullable String hashOf(LabelKeys keys) {
        return switch (this) {
            case CARD -> keys.card();
            case MERCHANT -> keys.merchant();
            case TERMINAL -> keys.terminal();
            case SUBJECT, DEVICE, BIN, IP -> null;
        };
    }

    /** The key that a label carries, or null where it has none. */
    public @Nullable String keyOf(Label label) {
        return switch (this) {
            case CARD -> label.cardRef();
            case MERCHANT -> label.merchantId();
            case TERMINAL -> label.terminalId();
            case SUBJECT, DEVICE, BIN, IP -> null;
        };
    }
}
