package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentRecord;
import java.nio.charset.StandardCharsets;
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

    /**
     * The same consent, given for a channel of another name. A tombstone is of its key alone; a
     * record whose consent is broken on purpose stays as it is.
     */
    TimedConsent on(String channel) {
        for (Consent consent :
                ConsentRecord.read(key.getBytes(StandardCharsets.UTF_8), value).consents()) {
            if (key.equals(consent.key().format())) {
                Consent moved = moved(consent, channel);
                return new TimedConsent(
                        at, moved.key().format(), value == null ? null : ConsentJson.encode(moved));
            }
        }
        return this;
    }

    private static Consent moved(Consent consent, String channel) {
        return new Consent(
                consent.bankId(),
                consent.subjectRef(),
                consent.purpose(),
                channel,
                consent.status(),
                consent.version(),
                consent.address(),
                consent.locale(),
                consent.timeZone(),
                consent.detail(),
                consent.minSeverity(),
                consent.quietHours(),
                consent.grantedAt(),
                consent.expiresAt(),
                consent.evidence());
    }

    @Override
    public String toString() {
        return "TimedConsent[redacted]";
    }
}
