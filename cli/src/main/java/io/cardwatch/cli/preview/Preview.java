package io.cardwatch.cli.preview;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.SmsLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message, and whom it is for.
 *
 * @param locale the user's own
 * @param severities for which it reads the same
 * @param count how many alerts it tells of
 */
record Preview(
        String channel,
        Locale locale,
        DetailLevel detail,
        List<Severity> severities,
        int count,
        OutboundMessage message) {
    /** Channels that say that there is a message, and from which bank, and no more. */
    private static final Set<String> CONTENT_FREE = Set.of("alexa");

    Preview {
        severities = List.copyOf(severities);
        message = CONTENT_FREE.contains(channel) ? notice(message) : message;
    }

    private static OutboundMessage notice(OutboundMessage message) {
        return new OutboundMessage(
                message.messageId(),
                message.bankId(),
                message.bankName(),
                message.severity(),
                message.eventTime(),
                message.locale(),
                "A message from " + message.bankName(),
                null,
                null,
                List.of());
    }

    /** The room it takes as a text message, or null on other channels. */
    @Nullable SmsLength smsLength() {
        return channel.equals(SmsLength.CHANNEL) ? SmsLength.of(message.text()) : null;
    }

    boolean fits() {
        SmsLength length = smsLength();
        return length == null || length.fits();
    }

    /** Whether the user would see no difference, the rest being the same. */
    boolean readsLike(Preview other) {
        return message.text().equals(other.message.text())
                && Objects.equals(message.title(), other.message.title())
                && Objects.equals(message.template(), other.message.template());
    }

    Preview alsoFor(Severity severity) {
        List<Severity> more = new ArrayList<>(severities);
        more.add(severity);
        return new Preview(channel, locale, detail, more, count, message);
    }
}
