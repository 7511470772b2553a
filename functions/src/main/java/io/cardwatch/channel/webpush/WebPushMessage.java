package io.cardwatch.channel.webpush;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page's service worker is handed: the two arguments of {@code showNotification}. It shows
 * on locked screens, so it never says an amount or a merchant.
 *
 * @param title the heading, which never holds them
 * @param options the rest
 */
record WebPushMessage(String title, Options options) {
    /**
     * The rest of a notification.
     *
     * @param body the text, where the user's consent keeps details out of it; else null
     * @param tag what a notification has in common with one that takes its place
     * @param lang the text's language, as a BCP 47 tag
     * @param timestamp when the transaction happened, in milliseconds since 1970
     * @param requireInteraction whether it stays until it is looked at
     * @param actions the answers to offer
     */
    record Options(
            @Nullable String body,
            String tag,
            String lang,
            long timestamp,
            boolean requireInteraction,
            List<Action> actions) {
        @Override
        public String toString() {
            return "Options[redacted, " + tag + "]";
        }
    }

    /**
     * An answer to offer.
     *
     * @param action what to hand to the bank's gateway when it is chosen
     * @param title what stands on its button
     */
    record Action(String action, String title) {
        @Override
        public String toString() {
            return "Action[redacted]";
        }
    }

    static WebPushMessage of(SendPermit permit, OutboundMessage message) {
        // Words for everybody hold no amount and no merchant, the detailed ones may.
        boolean sayable = permit.detail() == DetailLevel.MINIMAL;
        return new WebPushMessage(
                message.title() == null ? message.bankName() : message.title(),
                new Options(
                        sayable ? message.text() : null,
                        message.messageId(),
                        message.locale().toLanguageTag(),
                        message.eventTime().toEpochMilli(),
                        message.severity().isAtLeast(Severity.HIGH),
                        message.replies().stream()
                                .map(reply -> new Action(reply.payload(), reply.title()))
                                .toList()));
    }

    @Override
    public String toString() {
        return "WebPushMessage[redacted, " + options.tag() + "]";
    }
}
