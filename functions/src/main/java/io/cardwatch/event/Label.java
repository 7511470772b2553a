package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became known of an earlier event: whether it was fraud. It carries the event's keys, so that
 * no history of events is needed to learn from it.
 *
 * @param bankId the bank of the card
 * @param eventId the event that is labelled
 * @param cardRef its card's token
 * @param merchantId its merchant
 * @param terminalId its terminal
 * @param eventTime when the event happened
 * @param fraud whether it was fraud; a later label of the same event takes the earlier one's place
 * @param knownAt when that became known
 */
public record Label(
        String bankId,
        String eventId,
        String cardRef,
        @Nullable String merchantId,
        @Nullable String terminalId,
        Instant eventTime,
        boolean fraud,
        Instant knownAt) {
    public Label {
        requireNonNull(bankId, "bankId");
        requireNonNull(eventId, "eventId");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(eventTime, "eventTime");
        requireNonNull(knownAt, "knownAt");
    }

    @Override
    public String toString() {
        return "Label[redacted]";
    }
}
