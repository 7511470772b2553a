package io.cardwatch.message;

import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.reply.Answer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rendered messages for channels to send. */
public final class TestingMessages {
    private TestingMessages() {}

    /** A message of text alone. */
    public static OutboundMessage text(String text, @Nullable String title) {
        return message(text, title, null, List.of());
    }

    /** A message with an approved template and three buttons, as a bank would set it up. */
    public static OutboundMessage withTemplateAndReplies() {
        return message(
                "North Bank: did you pay USD 812.40 at Corner Shop? Reply YES or NO.",
                "North Bank: please check your card",
                new ProviderTemplate(
                        "fraud_alert_v1", "en_US", List.of("North Bank", "USD 812.40")),
                List.of(
                        new ReplyOption(Answer.LEGITIMATE, "Yes", "c1.AL9.l.x.sig-yes"),
                        new ReplyOption(Answer.CONFIRMED_FRAUD, "No", "c1.AL9.c.x.sig-no"),
                        new ReplyOption(Answer.STOP, "Stop", "c1.AL9.s.x.sig-stop")));
    }

    /** A text that follows on what its user has just written. */
    public static OutboundMessage followUp(String text) {
        return new OutboundMessage(
                TestingAlerts.ID,
                "northbank",
                "North Bank",
                Severity.HIGH,
                TestingAlerts.EVENT_TIME,
                Locale.forLanguageTag("en-US"),
                text,
                "North Bank: thank you",
                null,
                List.of(),
                true);
    }

    /** A message with these parts. */
    public static OutboundMessage message(
            String text,
            @Nullable String title,
            @Nullable ProviderTemplate template,
            List<ReplyOption> replies) {
        return new OutboundMessage(
                TestingAlerts.ID,
                "northbank",
                "North Bank",
                Severity.HIGH,
                TestingAlerts.EVENT_TIME,
                Locale.forLanguageTag("en-US"),
                text,
                title,
                template,
                replies);
    }
}
