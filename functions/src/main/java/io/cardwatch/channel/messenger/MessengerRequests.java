package io.cardwatch.channel.messenger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.channel.meta.GraphTemplate;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import io.cardwatch.message.ReplyOption;
import java.util.List;

/** The bodies of requests to the Send API. */
final class MessengerRequests {
    /** Texts have to stay below this many characters. */
    private static final int TEXT_LIMIT = 2_000;

    private static final int TITLE_LIMIT = 20;

    private MessengerRequests() {}

    /** Whether the message can be sent as a text. */
    static boolean fitsText(OutboundMessage message) {
        return message.text().length() < TEXT_LIMIT;
    }

    /** As an approved template, which may be sent at any time. */
    static ObjectNode utility(String psid, OutboundMessage message, ProviderTemplate template) {
        ObjectNode request = to(psid, "UTILITY");
        List<String> payloads = GraphTemplate.buttonPayloads(message);
        request.putObject("message")
                .set(
                        "template",
                        GraphTemplate.filled(
                                template,
                                payloads.isEmpty() ? List.of() : List.of(buttons(payloads))));
        return request;
    }

    /** As a text with quick replies, which may be sent for 24 hours after the user wrote. */
    static ObjectNode response(String psid, OutboundMessage message) {
        ObjectNode request = to(psid, "RESPONSE");
        ObjectNode content = request.putObject("message").put("text", message.text());
        if (!message.replies().isEmpty()) {
            ArrayNode replies = content.putArray("quick_replies");
            for (ReplyOption reply : message.replies()) {
                replies.addObject()
                        .put("content_type", "text")
                        .put("title", shortened(reply.title()))
                        .put("payload", reply.payload());
            }
        }
        return request;
    }

    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= TITLE_LIMIT
                ? title
                : title.substring(0, title.offsetByCodePoints(0, TITLE_LIMIT));
    }

    private static ObjectNode to(String psid, String messagingType) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("recipient").put("id", psid);
        return request.put("messaging_type", messagingType);
    }

    private static ObjectNode buttons(List<String> payloads) {
        ObjectNode buttons = JsonNodeFactory.instance.objectNode().put("type", "buttons");
        ArrayNode parameters = buttons.putArray("parameters");
        for (String payload : payloads) {
            parameters.addObject().put("type", "POSTBACK").put("payload", payload);
        }
        return buttons;
    }
}
