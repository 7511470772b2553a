package io.cardwatch.cli.phone;

import static java.util.Objects.requireNonNull;

import io.cardwatch.reply.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Cardwatch posts to the hub, as far as the hub shows it; after {@code
 * io/cardwatch/schema/webhook-message.schema.json}.
 */
record HubMessage(String type, Data data) {
    HubMessage {
        requireNonNull(type, "type");
        requireNonNull(data, "data");
    }

    /** The message; {@code recipient} is the address in the cardholder's consent. */
    record Data(
            String messageId,
            String bankId,
            String recipient,
            String locale,
            @Nullable String title,
            String text,
            Instant eventTime,
            List<Reply> replies) {
        Data {
            requireNonNull(messageId, "messageId");
            requireNonNull(bankId, "bankId");
            requireNonNull(recipient, "recipient");
            requireNonNull(locale, "locale");
            requireNonNull(text, "text");
            requireNonNull(eventTime, "eventTime");
            replies = List.copyOf(replies);
        }

        @Override
        public String toString() {
            return "Data[redacted, " + messageId + "]";
        }
    }

    /** An answer to offer. */
    record Reply(Answer answer, String title, String payload) {
        Reply {
            requireNonNull(answer, "answer");
            requireNonNull(title, "title");
            requireNonNull(payload, "payload");
        }

        @Override
        public String toString() {
            return "Reply[redacted, " + answer + "]";
        }
    }
}
