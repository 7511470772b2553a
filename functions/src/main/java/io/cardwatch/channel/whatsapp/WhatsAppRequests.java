package io.cardwatch.channel.whatsapp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.channel.meta.GraphTemplate;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import java.util.ArrayList;
import java.util.List;

/** The bodies of requests to the Cloud API. */
final class WhatsAppRequests {
    private WhatsAppRequests() {}

    /** An approved template, which may be sent at any time. */
    static ObjectNode template(
            WhatsAppAddress to, OutboundMessage message, ProviderTemplate template) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("messaging_product", "whatsapp");
        request.put(to.field(), to.value());
        request.put("type", "template");
        request.set(
                "template",
                GraphTemplate.filled(template, buttons(GraphTemplate.buttonPayloads(message))));
        return request;
    }

    /** As free text, which is taken for 24 hours after the user wrote. */
    static ObjectNode text(WhatsAppAddress to, OutboundMessage message) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("messaging_product", "whatsapp");
        request.put(to.field(), to.value());
        request.put("type", "text");
        request.putObject("text").put("preview_url", false).put("body", message.text());
        return request;
    }

    private static List<ObjectNode> buttons(List<String> payloads) {
        List<ObjectNode> buttons = new ArrayList<>();
        for (int index = 0; index < payloads.size(); index++) {
            ObjectNode button = JsonNodeFactory.instance.objectNode();
            button.put("type", "button");
            button.put("sub_type", "quick_reply");
            button.put("index", Integer.toString(index));
            button.putArray("parameters")
                    .addObject()
                    .put("type", "payload")
                    .put("payload", payloads.get(index));
            buttons.add(button);
        }
        return buttons;
    }
}
