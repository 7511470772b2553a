package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import io.cardwatch.consent.SendPermit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt: a record of the receipts topic. It holds no address and nothing of
 * the message, and names the cardholder only through the alert.
 *
 * @param alertId the alert
 * @param channel the channel
 * @param consentVersion the consent that the attempt rested on
 * @param attempt counted from 1, per alert and channel
 * @param outcome what became of it
 * @param at when it was known, by the job's clock
 * @param providerMessageId the provider's id of the message, or null
 */
public record Receipt(
        String alertId,
        String channel,
        long consentVersion,
        int attempt,
        SendOutcome.Kind outcome,
        Instant at,
        @Nullable String providerMessageId) {
    public Receipt {
        requireNonNull(alertId, "alertId");
        requireNonNull(channel, "channel");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
    }

    /** The receipt of an attempt that was made under this permit. */
    public static Receipt of(SendPermit permit, int attempt, SendOutcome outcome, Instant at) {
        return new Receipt(
                permit.alertId(),
                permit.channel(),
                permit.consentVersion(),
                attempt,
                outcome.kind(),
                at,
                outcome.providerMessageId());
    }
}
