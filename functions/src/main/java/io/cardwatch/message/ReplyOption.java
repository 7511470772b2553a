package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import io.cardwatch.reply.Answer;

/**
 * An answer that a message offers as a button.
 *
 * @param answer what it means
 * @param title what stands on it, in the user's language; at most 20 characters
 * @param payload what comes back when it is pressed, see {@link io.cardwatch.reply.ReplyPayloads}
 */
public record ReplyOption(Answer answer, String title, String payload) {
    public ReplyOption {
        requireNonNull(answer, "answer");
        requireNonNull(title, "title");
        requireNonNull(payload, "payload");
    }

    @Override
    public String toString() {
        return "ReplyOption[redacted, " + answer + "]";
    }
}
