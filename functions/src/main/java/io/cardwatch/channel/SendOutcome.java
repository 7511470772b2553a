package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt, in the words that every channel's own error codes map to.
 *
 * @param kind what happened, and so what to do next
 * @param providerMessageId the provider's id of the message, or null where it gave none
 */
public record SendOutcome(Kind kind, @Nullable String providerMessageId) {
    /** What happened, and so what to do next. */
    public enum Kind {
        /** The user's device has it. */
        DELIVERED(true),
        /** The provider has taken it over. */
        ACCEPTED(true),
        /** A passing failure, and surely nothing was sent: try again after the usual backoff. */
        RETRY(false),
        /** A limit was hit, and surely nothing was sent: try again after a long pause. */
        RETRY_LATER(false),
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

    /** An outcome to which the provider gave no id. */
    public static SendOutcome of(Kind kind) {
        return new SendOutcome(kind, null);
    }
}
