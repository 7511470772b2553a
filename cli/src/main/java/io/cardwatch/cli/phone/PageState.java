package io.cardwatch.cli.phone;

import io.cardwatch.reply.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows, as it is told the browser. No payload is in it: these stay with the hub.
 *
 * @param revision another one whenever something has changed
 * @param stage how far the demo is, in words
 * @param phones those that got a message, in the order of their first
 * @param alerts the newest first
 * @param counts of all alerts by outcome, of alerts and of stopped consents
 */
record PageState(
        long revision,
        String stage,
        List<Phone> phones,
        List<AlertRow> alerts,
        Map<String, Long> counts) {

    /** A phone; {@code stopped} where its consent was withdrawn. */
    record Phone(
            String id,
            String owner,
            String bank,
            String zone,
            boolean stopped,
            List<Message> messages) {}

    /**
     * A message.
     *
     * @param number rises with every message of all phones
     * @param answered what was answered and taken by the gateway, or null
     * @param stopped whether its STOP was taken by the gateway
     */
    record Message(
            String id,
            long number,
            Instant time,
            @Nullable String title,
            String text,
            String locale,
            List<Button> replies,
            @Nullable Answer answered,
            boolean stopped) {}

    /** An answer to offer. */
    record Button(Answer answer, String title) {}

    /**
     * An alert as the bank knows it.
     *
     * @param phone the phone of its cardholder, or null where it is not known
     * @param card the end of the card's token
     * @param outcome an outcome's wire name, or {@code waiting}
     * @param label what its answer made known, or null
     * @param withdrawn whether its cardholder's consent is withdrawn now
     */
    record AlertRow(
            String id,
            @Nullable String phone,
            String owner,
            String bank,
            String card,
            Instant time,
            String severity,
            String reasons,
            List<String> rules,
            String outcome,
            @Nullable Boolean label,
            @Nullable Instant snoozedUntil,
            boolean withdrawn) {}
}
