package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to a bank's topic. What the demo needs to know of it beside the bytes is
 * null where the record does not say, as in a record that is broken on purpose.
 *
 * @param bankId the bank whose topic it goes to
 * @param eventId the event's id
 * @param cardRef the card: the record's key
 * @param subjectRef the cardholder
 * @param time when the event happened
 * @param json the record's value, never changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeedEvent(
        String bankId,
        @Nullable String eventId,
        @Nullable String cardRef,
        @Nullable String subjectRef,
        @Nullable Instant time,
        byte[] json) {
    public FeedEvent {
        requireNonNull(bankId, "bankId");
        requireNonNull(json, "json");
    }

    @Override
    public String toString() {
        return "FeedEvent[redacted]";
    }
}
