package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user said about messages of one purpose on one channel: a record of the consents topic.
 *
 * <p>A granted consent has all but the optional parts. A withdrawn one is scrubbed: the key, the
 * version and nothing else, whatever the constructor is given, so that no old address survives an
 * opt-out. Versions rise by at least one with every change of a key and start at 1; {@link
 * #REMOVED} marks a tombstone.
 *
 * @param bankId the bank that the consent was given to
 * @param subjectRef the user, as card events name the cardholder
 * @param purpose what for, {@link #FRAUD_ALERTS} for Cardwatch
 * @param channel the message channel, for example {@code sms}
 * @param status whether it stands
 * @param version rises with every change; the highest counts
 * @param address where the channel reaches the user; null when withdrawn
 * @param locale BCP 47 tag of the user's language; null when withdrawn
 * @param timeZone the user's IANA zone; null when withdrawn
 * @param detail what messages may show; {@code MINIMAL} when withdrawn
 * @param minSeverity the least severity the user wants; {@code CRITICAL} when withdrawn
 * @param quietHours when the user wants no message, or null
 * @param grantedAt from when on it holds; null when withdrawn
 * @param expiresAt from when on it no longer holds, or null for no end
 * @param evidence what proves it; null when withdrawn
 */
public record Consent(
        String bankId,
        String subjectRef,
        String purpose,
        String channel,
        ConsentStatus status,
        long version,
        @Nullable String address,
        @Nullable String locale,
        @Nullable String timeZone,
        DetailLevel detail,
        Severity minSeverity,
        @Nullable QuietHours quietHours,
        @Nullable Instant grantedAt,
        @Nullable Instant expiresAt,
        @Nullable Evidence evidence) {
    /** The purpose that Cardwatch serves, and the only one it sends for. */
    public static final String FRAUD_ALERTS = "fraud-alerts";

    /** The version of {@link #removed}: it withdraws whatever version is stored. */
    public static final long REMOVED = 0;

    /** The version of {@link #erased}: nothing of the key is kept, and versions start anew. */
    public static final long ERASED = -1;

    public Consent {
        requireNonNull(bankId, "bankId");
        requireNonNull(subjectRef, "subjectRef");
        requireNonNull(purpose, "purpose");
        requireNonNull(channel, "channel");
        requireNonNull(status, "status");
        switch (status) {
            case GRANTED -> {
                requireNonNull(address, "address");
                requireNonNull(locale, "locale");
                requireNonNull(timeZone, "timeZone");
                requireNonNull(detail, "detail");
                requireNonNull(minSeverity, "minSeverity");
                requireNonNull(grantedAt, "grantedAt");
                requireNonNull(evidence, "evidence");
                if (version < 1) {
                    throw new IllegalArgumentException("a grant's version is 1 or more");
                }
            }
            case WITHDRAWN -> {
                if (version < ERASED) {
                    throw new IllegalArgumentException("a version is not negative");
                }
                address = null;
                locale = null;
                timeZone = null;
                detail = DetailLevel.MINIMAL;
                minSeverity = Severity.CRITICAL;
                quietHours = null;
                grantedAt = null;
                expiresAt = null;
                evidence = null;
            }
        }
    }

    /** The scrubbed record of an opt-out. */
    public static Consent withdrawn(ConsentKey key, long version) {
        return new Consent(
                key.bankId(),
                key.subjectRef(),
                key.purpose(),
                key.channel(),
                ConsentStatus.WITHDRAWN,
                version,
                null,
                null,
                null,
                DetailLevel.MINIMAL,
                Severity.CRITICAL,
                null,
                null,
                null,
                null);
    }

    /** What a tombstone (a key without a value) means: withdrawn, whatever the version. */
    public static Consent removed(ConsentKey key) {
        return withdrawn(key, REMOVED);
    }

    /** What a tombstone that an erasure wrote means: forget that the key ever was. */
    public static Consent erased(ConsentKey key) {
        return withdrawn(key, ERASED);
    }

    /** Whether the key is to be forgotten. */
    public boolean isErased() {
        return version == ERASED;
    }

    /** The consent's key on the topic. */
    public ConsentKey key() {
        return new ConsentKey(bankId, subjectRef, purpose, channel);
    }

    @Override
    public String toString() {
        return "Consent[redacted, " + status + ", version " + version + "]";
    }
}
