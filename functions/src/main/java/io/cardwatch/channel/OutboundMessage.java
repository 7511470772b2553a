package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A rendered message: what the user will read. It lives from the rendering to the end of the
 * attempt, never in state.
 *
 * @param alertId the alert; channels derive their idempotency key from it
 * @param text the message
 * @param title a heading for channels that show one, such as a subject or a push title; it never
 *     holds an amount or a merchant. Null where the template has none
 */
public record OutboundMessage(String alertId, String text, @Nullable String title) {
    public OutboundMessage {
        requireNonNull(alertId, "alertId");
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "OutboundMessage[redacted, alert " + alertId + "]";
    }
}
