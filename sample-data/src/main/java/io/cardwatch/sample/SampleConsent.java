package io.cardwatch.sample;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the consents topic, as a bank's consent service would publish it.
 *
 * @param publishedAt when
 * @param bankId the subject's bank
 * @param subjectRef who decided
 * @param purpose what about
 * @param version counts a subject's decisions from 1
 * @param terms what was agreed to, or null where it was withdrawn
 */
public record SampleConsent(
        Instant publishedAt,
        String bankId,
        String subjectRef,
        String purpose,
        int version,
        @Nullable Terms terms) {
    /** The one channel that every installation has. */
    public static final String CHANNEL = "console";

    public SampleConsent {
        requireNonNull(publishedAt, "publishedAt");
        requireNonNull(bankId, "bankId");
        requireNonNull(subjectRef, "subjectRef");
        requireNonNull(purpose, "purpose");
    }

    /** The key of the compacted topic. */
    public String key() {
        return String.join("|", bankId, subjectRef, purpose, CHANNEL);
    }

    @Override
    public String toString() {
        return "SampleConsent[redacted]";
    }

    /**
     * What somebody agreed to.
     *
     * @param address where the channel reaches them
     * @param locale an IETF language tag
     * @param timeZone an IANA name
     * @param detail how much a message may tell: the contract's {@code detail}
     * @param minSeverity {@code low}, {@code medium}, {@code high} or {@code critical}
     * @param quietHours whether from 22:00 to 07:00 is quiet
     * @param grantedAt when they agreed
     * @param expiresAt until when, or null
     */
    public record Terms(
            String address,
            String locale,
            String timeZone,
            String detail,
            String minSeverity,
            boolean quietHours,
            Instant grantedAt,
            @Nullable Instant expiresAt) {
        @Override
        public String toString() {
            return "Terms[redacted]";
        }
    }
}
