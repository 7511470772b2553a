package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt, in the words that every channel's own error codes map to.
 *
 * @param kind what happened, and so what to do next
 * @param providerMessageId the provider's id of the message, or null where it gave none
 * @param code the provider's own code, for receipts and operators, for example {@code 30003} or
 *     {@code http 503}; never a text of the provider's, which may quote the message. Null for none
 * @param retryAfter how long the provider asks to wait, or null where it does not say
 */
public record SendOutcome(
        Kind kind,
        @Nullable String providerMessageId,
        @Nullable String code,
        @Nullable Duration retryAfter) {
    /** What happened, and so what to do next. */
    public enum Kind {
        /** The user read it. */
        READ(true),
        /** The user's device has it. */
        DELIVERED(true),
        /** The provider has taken it over. */
        ACCEPTED(true),
        /** A passing failure, and surely nothing was sent: try again after the usual backoff. */
        RETRY(false),
        /** A limit was hit, and surely nothing was sent: try again after a long pause. */
        RETRY_LATER(false),
        /** The provider took it over and could not bring it to the user. */
        UNDELIVERED(false),
        /** The address reaches nobody: stop using it. */
        DEAD_ADDRESS(false),
        /** The provider says that the user opted out: a withdrawal of the consent. */
        WITHDRAWN(false),
        /** The bank's own access is refused: stop the channel and raise an alarm. */
        CHANNEL_DOWN(false),
        /** The request was wrong; sending it again cannot help. */
        OUR_BUG(false),
        /**
         * Nobody knows whether it was sent, as after a time-out: only a channel with idempotency
         * keys may try again.
         */
        UNKNOWN(false);

        private final boolean sent;

        Kind(boolean sent) {
            this.sent = sent;
        }

        /** Whether the message is on its way or there. */
        public boolean isSent() {
            return sent;
        }

        /** The word used on the wire and in metrics, for example {@code dead_address}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SendOutcome {
        requireNonNull(kind, "kind");
    }

    /** An outcome to which the provider gave no id and no code. */
    public static SendOutcome of(Kind kind) {
        return new SendOutcome(kind, null, null, null);
    }

    /** The provider has taken the message over under that id. */
    public static SendOutcome accepted(@Nullable String providerMessageId) {
        return new SendOutcome(Kind.ACCEPTED, providerMessageId, null, null);
    }

    /** An outcome with the provider's own code. */
    public static SendOutcome of(Kind kind, String code) {
        return new SendOutcome(kind, null, code, null);
    }

    /** The same, to be tried again after that time. */
    public SendOutcome after(@Nullable Duration wait) {
        return new SendOutcome(kind, providerMessageId, code, wait);
    }
}
