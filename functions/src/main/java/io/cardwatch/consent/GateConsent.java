package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The consent as the alert job keeps it: without an address, since that job sends nothing.
 *
 * @param bankId the bank it was given to
 * @param purpose what for
 * @param channel the message channel
 * @param status whether it stands
 * @param version the version this is
 * @param detail what messages may show
 * @param minSeverity the least severity the user wants
 * @param grantedAt from when on it holds; null when withdrawn
 * @param expiresAt from when on it no longer holds, or null
 * @param timeZone the user's zone, for budgets; null when withdrawn
 */
public record GateConsent(
        String bankId,
        String purpose,
        String channel,
        ConsentStatus status,
        long version,
        DetailLevel detail,
        Severity minSeverity,
        @Nullable Instant grantedAt,
        @Nullable Instant expiresAt,
        @Nullable String timeZone)
        implements StoredConsent {
    public GateConsent {
        requireNonNull(bankId, "bankId");
        requireNonNull(purpose, "purpose");
        requireNonNull(channel, "channel");
        requireNonNull(status, "status");
        requireNonNull(detail, "detail");
        requireNonNull(minSeverity, "minSeverity");
    }

    static GateConsent of(Consent consent, long version) {
        return new GateConsent(
                consent.bankId(),
                consent.purpose(),
                consent.channel(),
                consent.status(),
                version,
                consent.detail(),
                consent.minSeverity(),
                consent.grantedAt(),
                consent.expiresAt(),
                consent.timeZone());
    }

    @Override
    public String toString() {
        return "GateConsent[redacted, " + status + ", version " + version + "]";
    }
}
