package io.cardwatch.channel.alexa;

import io.cardwatch.alert.Severity;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proactive event {@code AMAZON.MessageAlert.Activated}: that there is a message, and from
 * which bank. Its form has no room for more: whoever stands beside the device hears it.
 *
 * @param timestamp when it was made
 * @param referenceId what Amazon recognises a repeat by
 * @param expiryTime until when the user is told
 * @param localizedAttributes none: a bank's name is the same in every language
 */
record AlexaEvent(
        Instant timestamp,
        String referenceId,
        Instant expiryTime,
        Event event,
        List<String> localizedAttributes,
        Audience relevantAudience) {
    record Event(String name, Payload payload) {}

    record Payload(State state, MessageGroup messageGroup) {}

    record State(String status, String freshness) {}

    record MessageGroup(Creator creator, int count, @Nullable String urgency) {}

    record Creator(String name) {}

    record Audience(String type, User payload) {}

    record User(String user) {
        @Override
        public String toString() {
            return "User[redacted]";
        }
    }

    static AlexaEvent of(
            SendPermit permit, OutboundMessage message, Instant now, Duration validity) {
        boolean urgent = message.severity().isAtLeast(Severity.HIGH);
        return new AlexaEvent(
                now,
                message.messageId(),
                now.plus(validity),
                new Event(
                        "AMAZON.MessageAlert.Activated",
                        new Payload(
                                new State("UNREAD", "NEW"),
                                new MessageGroup(
                                        new Creator(message.bankName()),
                                        permit.alertIds().size(),
                                        urgent ? "URGENT" : null))),
                List.of(),
                new Audience("Unicast", new User(permit.address())));
    }
}
