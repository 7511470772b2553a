package io.cardwatch.sample;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became known about an event, and when.
 *
 * @param bankId the event's bank
 * @param eventId the event
 * @param cardRef its card
 * @param merchantId its merchant
 * @param terminalId its terminal
 * @param eventTime when it happened
 * @param fraud whether somebody other than the cardholder made it
 * @param knownAt from when on anybody could know that
 * @param scenario the fraud's pattern, or null
 */
public record SampleLabel(
        String bankId,
        String eventId,
        String cardRef,
        @Nullable String merchantId,
        @Nullable String terminalId,
        Instant eventTime,
        boolean fraud,
        Instant knownAt,
        @Nullable FraudPattern scenario) {
    public SampleLabel {
        requireNonNull(bankId, "bankId");
        requireNonNull(eventId, "eventId");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(eventTime, "eventTime");
        requireNonNull(knownAt, "knownAt");
    }

    @Override
    public String toString() {
        return "SampleLabel[redacted]";
    }
}
