package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt: a record of the receipts topic. It holds no address and nothing of
 * the message, and names the cardholder only by the keyed hash that their state is under.
 *
 * @param alertId the alert
 * @param channel the channel
 * @param subject keyed hash of bank and cardholder, 32 hexadecimal digits
 * @param reportedBy who says so
 * @param consentVersion the consent that the attempt rested on
 * @param attempt counted from 1, per alert and channel
 * @param outcome what became of it
 * @param at when it was known, by the job's clock
 * @param providerMessageId the provider's id of the message, or null
 * @param code the provider's own code of what went wrong, or null
 */
public record Receipt(
        String alertId,
        String channel,
        String subject,
        Reporter reportedBy,
        long consentVersion,
        int attempt,
        SendOutcome.Kind outcome,
        Instant at,
        @Nullable String providerMessageId,
        @Nullable String code) {
    /** Where the news of an attempt comes from. */
    public enum Reporter {
        /** The answer to the attempt itself. */
        ATTEMPT,
        /** What the provider reported later, of a message it had taken over. */
        PROVIDER;

        /** The word used on the wire, for example {@code attempt}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Receipt {
        requireNonNull(alertId, "alertId");
        requireNonNull(channel, "channel");
        requireNonNull(subject, "subject");
        requireNonNull(reportedBy, "reportedBy");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
    }
}
