package io.cardwatch.reply;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a cardholder answered to an alert: a record of the replies topic, its key the alert's id. It
 * holds no address and no text, and names the cardholder only by the keyed hash that their state is
 * under.
 *
 * @param replyId the same for the same answer, however often its provider brings it
 * @param alertId the alert
 * @param channel where the answer came from
 * @param subject keyed hash of bank and cardholder, 32 hexadecimal digits
 * @param answer what was said
 * @param at when the gateway took it, by its clock
 */
public record Reply(
        String replyId, String alertId, String channel, String subject, Answer answer, Instant at) {
    public Reply {
        requireNonNull(replyId, "replyId");
        requireNonNull(alertId, "alertId");
        requireNonNull(channel, "channel");
        requireNonNull(subject, "subject");
        requireNonNull(answer, "answer");
        requireNonNull(at, "at");
    }
}
