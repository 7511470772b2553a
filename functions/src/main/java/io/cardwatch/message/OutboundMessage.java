package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rendered message: what the user will read. It lives from the rendering to the end of the
 * attempt, never in state.
 *
 * @param messageId the same for every attempt at the same message; channels use it as their
 *     idempotency key. It is the id of the first alert that the message tells of
 * @param bankId the bank that speaks
 * @param bankName the bank's own name
 * @param severity the most urgent of the alerts
 * @param eventTime when the transaction happened, the latest where there are several
 * @param locale the language that the message is in
 * @param text the message
 * @param title a heading for channels that show one, such as a subject or a push title; it never
 *     holds an amount or a merchant. Null where the template has none
 * @param template the same as an approved template of the provider, or null where the bank's
 *     templates name none
 * @param replies the answers it offers; empty where it tells of several alerts
 * @param followsUp whether it follows on what the user has just written on this channel, so that
 *     providers which take free text only then take it
 */
public record OutboundMessage(
        String messageId,
        String bankId,
        String bankName,
        Severity severity,
        Instant eventTime,
        Locale locale,
        String text,
        @Nullable String title,
        @Nullable ProviderTemplate template,
        List<ReplyOption> replies,
        boolean followsUp) {
    public OutboundMessage {
        requireNonNull(messageId, "messageId");
        requireNonNull(bankId, "bankId");
        requireNonNull(bankName, "bankName");
        requireNonNull(severity, "severity");
        requireNonNull(eventTime, "eventTime");
        requireNonNull(locale, "locale");
        requireNonNull(text, "text");
        replies = List.copyOf(replies);
    }

    /** A message that its user does not expect. */
    public OutboundMessage(
            String messageId,
            String bankId,
            String bankName,
            Severity severity,
            Instant eventTime,
            Locale locale,
            String text,
            @Nullable String title,
            @Nullable ProviderTemplate template,
            List<ReplyOption> replies) {
        this(
                messageId, bankId, bankName, severity, eventTime, locale, text, title, template,
                replies, false);
    }

    @Override
    public String toString() {
        return "OutboundMessage[redacted, " + messageId + "]";
    }
}
