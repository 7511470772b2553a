package io.cardwatch.channel.webhook;

import io.cardwatch.alert.Severity;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.reply.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to the hub. Nothing in it tells one attempt from another: a repeated message is
 * the same to the byte, as long as the user's consent names the same address.
 *
 * @param type always {@code fraud.alert}
 * @param timestamp the event's time
 * @param data the message
 */
record WebhookMessage(String type, Instant timestamp, Data data) {
    /**
     * The message.
     *
     * @param messageId what the hub recognises a repeated message by
     * @param alertIds the alerts it tells of
     * @param bankId the bank that speaks
     * @param recipient the consent's address: the id that the hub knows the user by
     * @param channel the name that consents use
     * @param severity the most urgent of the alerts
     * @param locale the text's language, as a BCP 47 tag
     * @param title a heading without amount or merchant, or null
     * @param text what the user reads
     * @param eventTime when the transaction happened
     * @param replies the answers to offer
     */
    record Data(
            String messageId,
            List<String> alertIds,
            String bankId,
            String recipient,
            String channel,
            Severity severity,
            String locale,
            @Nullable String title,
            String text,
            Instant eventTime,
            List<Reply> replies) {
        @Override
        public String toString() {
            return "Data[redacted, " + messageId + "]";
        }
    }

    /**
     * An answer to offer.
     *
     * @param answer what it means
     * @param title what stands on its button
     * @param payload what comes back when it is pressed
     */
    record Reply(Answer answer, String title, String payload) {
        @Override
        public String toString() {
            return "Reply[redacted, " + answer + "]";
        }
    }

    static WebhookMessage of(SendPermit permit, OutboundMessage message) {
        return new WebhookMessage(
                "fraud.alert",
                message.eventTime(),
                new Data(
                        message.messageId(),
                        permit.alertIds(),
                        message.bankId(),
                        permit.address(),
                        permit.channel(),
                        message.severity(),
                        message.locale().toLanguageTag(),
                        message.title(),
                        message.text(),
                        message.eventTime(),
                        message.replies().stream()
                                .map(r -> new Reply(r.answer(), r.title(), r.payload()))
                                .toList()));
    }
}
