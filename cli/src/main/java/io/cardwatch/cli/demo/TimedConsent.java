package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the consents topic, and when it is to be published.
 *
 * @param at when the user said so, in event time
 * @param key the record's key on the topic
 * @param value the record's value; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimedConsent(Instant at, String key, byte @Nullable [] value) {
    public TimedConsent {
        requireNonNull(at, "at");
        requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return "TimedConsent[redacted]";
    }
}
