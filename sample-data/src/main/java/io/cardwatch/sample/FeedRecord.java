package io.cardwatch.sample;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A record as it reaches a bank's feed.
 *
 * @param bankId whose feed
 * @param arrivesAt when it does
 * @param kind what is special about it
 * @param value the Kafka record's value: one line of text, JSON unless the record is a bad one
 */
public record FeedRecord(String bankId, Instant arrivesAt, Kind kind, String value) {
    public FeedRecord {
        requireNonNull(bankId, "bankId");
        requireNonNull(arrivesAt, "arrivesAt");
        requireNonNull(kind, "kind");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "FeedRecord[redacted]";
    }

    /** What is special about a record. */
    public enum Kind {
        /** Nothing: an event on its way for a few seconds at most. */
        EVENT,
        /** An event that was under way for hours. */
        DELAYED,
        /** An event that was fed before. */
        DUPLICATE,
        /** No event that anybody should take in. */
        BAD
    }
}
