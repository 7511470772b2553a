package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became known of an earlier event: whether it was fraud. It carries the event's keys, so that
 * no history of events is needed to learn from it: as the event names them where its bank says so,
 * as keyed hashes where an alert's cardholder did.
 *
 * @param bankId the bank of the card
 * @param eventId the event that is labelled, or null where keys stand for it
 * @param cardRef its card's token, likewise
 * @param merchantId its merchant
 * @param terminalId its terminal
 * @param eventTime when the event happened
 * @param fraud whether it was fraud; a later label of the same event takes the earlier one's place
 * @param knownAt when that became known
 * @param keys the event and its keys as hashes, or null where they are named
 */
public record Label(
        String bankId,
        @Nullable String eventId,
        @Nullable String cardRef,
        @Nullable String merchantId,
        @Nullable String terminalId,
        Instant eventTime,
        boolean fraud,
        Instant knownAt,
        @Nullable LabelKeys keys) {
    public Label {
        requireNonNull(bankId, "bankId");
        requireNonNull(eventTime, "eventTime");
        requireNonNull(knownAt, "knownAt");
        if (keys == null) {
            requireNonNull(eventId, "eventId");
            requireNonNull(cardRef, "cardRef");
        } else if (eventId != null || cardRef != null || merchantId != null || terminalId != null) {
            throw new IllegalArgumentException("a label names its event or has hashes, not both");
        }
    }

    /** A label that names its event. */
    public Label(
            String bankId,
            String eventId,
            String cardRef,
            @Nullable String merchantId,
            @Nullable String terminalId,
            Instant eventTime,
            boolean fraud,
            Instant knownAt) {
        this(bankId, eventId, cardRef, merchantId, terminalId, eventTime, fraud, knownAt, null);
    }

    /** A label that has hashes. */
    public static Label of(
            String bankId, LabelKeys keys, Instant eventTime, boolean fraud, Instant knownAt) {
        return new Label(bankId, null, null, null, null, eventTime, fraud, knownAt, keys);
    }

    /** The same, known then. */
    public Label knownAt(Instant time) {
        return new Label(
                bankId, eventId, cardRef, merchantId, terminalId, eventTime, fraud, time, keys);
    }

    @Override
    public String toString() {
        return "Label[redacted]";
    }
}
