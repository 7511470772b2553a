package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A record of the labels topic, and when it is to be published.
 *
 * @param knownAt when it became known whether the event was fraud
 * @param cardRef the record's key on the topic
 * @param value the record's value
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimedLabel(Instant knownAt, String cardRef, byte[] value) {
    public TimedLabel {
        requireNonNull(knownAt, "knownAt");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "TimedLabel[redacted]";
    }
}
