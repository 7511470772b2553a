package io.cardwatch.gateway.inbound;

import io.cardwatch.channel.SendOutcome.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that a provider brought, proven to be the provider's. */
public sealed interface News {
    /**
     * A user pressed a button of a message.
     *
     * @param sender who, or null where the provider does not say
     * @param payload what the button sends back
     * @param id the provider's own id of this, or null
     * @param subjectRef the cardholder that the payload was found to be for, or null
     */
    record Pressed(
            @Nullable Sender sender,
            String payload,
            @Nullable String id,
            @Nullable String subjectRef)
            implements News {
        @Override
        public String toString() {
            return "Pressed[redacted]";
        }
    }

    /**
     * A user wrote a text.
     *
     * @param at when, by the provider's clock
     */
    record Said(Sender sender, String text, String id, Instant at) implements News {
        @Override
        public String toString() {
            return "Said[redacted]";
        }
    }

    /** The provider took a text for an opt-out by its own rules. */
    record Stopped(Sender sender, String id) implements News {}

    /**
     * The provider reports what became of a message.
     *
     * @param messageId the provider's id of it
     * @param outcome what became of it
     * @param code the provider's own code, or null
     */
    record Reported(String messageId, Kind outcome, @Nullable String code) implements News {}

    /** All messages to a user up to that time were delivered, or read. */
    record SeenUntil(Sender sender, Kind outcome, Instant until) implements News {}

    /**
     * A user linked their account at the bank to the one at the provider.
     *
     * @param code what the bank's page handed over
     * @param at when, by the provider's clock
     */
    record Linked(Sender sender, String code, Instant at) implements News {
        @Override
        public String toString() {
            return "Linked[redacted]";
        }
    }

    /** A user undid that. */
    record Unlinked(Sender sender) implements News {}
}
