package io.cardwatch.cli.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import io.cardwatch.message.SmsLength;
import java.util.List;

/** Previews for a program to read. */
final class PreviewJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PreviewJson() {}

    static String of(List<Preview> previews, List<String> warnings) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode messages = root.putArray("messages");
        previews.forEach(preview -> put(messages.addObject(), preview));
        ArrayNode lines = root.putArray("warnings");
        warnings.forEach(lines::add);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable", e);
        }
    }

    private static void put(ObjectNode node, Preview preview) {
        OutboundMessage message = preview.message();
        node.put("bankId", message.bankId());
        node.put("channel", preview.channel());
        node.put("locale", preview.locale().toLanguageTag());
        node.put("detail", preview.detail().wireName());
        ArrayNode severities = node.putArray("severities");
        preview.severities().forEach(severity -> severities.add(severity.wireName()));
        node.put("alerts", preview.count());
        node.put("title", message.title());
        node.put("text", message.text());
        ProviderTemplate template = message.template();
        if (template != null) {
            ObjectNode approved = node.putObject("template");
            approved.put("name", template.name());
            approved.put("language", template.language());
            ArrayNode parameters = approved.putArray("parameters");
            template.parameters().forEach(parameters::add);
        }
        ArrayNode replies = node.putArray("replies");
        message.replies()
                .forEach(
                        reply ->
                                replies.addObject()
                                        .put("answer", reply.answer().wireName())
                                        .put("title", reply.title()));
        SmsLength length = preview.smsLength();
        if (length != null) {
            node.putObject("sms")
                    .put("gsm7", length.compact())
                    .put("units", length.units())
                    .put("segments", length.segments())
                    .put("foreign", length.foreign());
        }
    }
}
