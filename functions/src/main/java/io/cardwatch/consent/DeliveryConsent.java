package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The consent as the delivery job keeps it: with the address and all that shapes a message, without
 * the evidence.
 *
 * @param bankId the bank it was given to
 * @param purpose what for
 * @param channel the message channel
 * @param status whether it stands
 * @param version the version this is
 * @param address where the channel reaches the user; null when withdrawn
 * @param detail what messages may show
 * @param minSeverity the least severity the user wants
 * @param quietHours when the user wants no message, or null
 * @param grantedAt from when on it holds; null when withdrawn
 * @param expiresAt from when on it no longer holds, or null
 * @param timeZone the user's zone; null when withdrawn
 * @param locale the user's language; null when withdrawn
 */
public record DeliveryConsent(
        String bankId,
        String purpose,
        String channel,
        ConsentStatus status,
        long version,
        @Nullable String address,
        DetailLevel detail,
        Severity minSeverity,
        @Nullable QuietHours quietHours,
        @Nullable Instant grantedAt,
        @Nullable Instant expiresAt,
        @Nullable String timeZone,
        @Nullable String locale)
        implements StoredConsent {
    public DeliveryConsent {
        requireNonNull(bankId, "bankId");
        requireNonNull(purpose, "purpose");
        requireNonNull(channel, "channel");
        requireNonNull(status, "status");
        requireNonNull(detail, "detail");
        requireNonNull(minSeverity, "minSeverity");
    }

    static DeliveryConsent of(Consent consent, long version) {
        return new DeliveryConsent(
                consent.bankId(),
                consent.purpose(),
                consent.channel(),
                consent.status(),
                version,
                consent.address(),
                consent.detail(),
                consent.minSeverity(),
                consent.quietHours(),
                consent.grantedAt(),
                consent.expiresAt(),
                consent.timeZone(),
                consent.locale());
    }

    @Override
    public String toString() {
        return "DeliveryConsent[redacted, " + status + ", version " + version + "]";
    }
}
