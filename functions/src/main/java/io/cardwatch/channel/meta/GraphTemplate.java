package io.cardwatch.channel.meta;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.event.CardNumberGuard;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import io.cardwatch.message.ReplyOption;
import io.cardwatch.reply.Answer;
import java.util.List;

/**
 * A template that Meta approved, filled: the part of a request that Messenger and WhatsApp share.
 * How buttons are written differs, and is theirs.
 */
public final class GraphTemplate {
    /** The buttons that a template has, in the order it has to have them. */
    private static final List<Answer> BUTTONS = List.of(Answer.LEGITIMATE, Answer.CONFIRMED_FRAUD);

    private GraphTemplate() {}

    /**
     * The template with its body filled; without a body component where it has no places to fill.
     *
     * @param buttons the components of its buttons
     */
    public static ObjectNode filled(ProviderTemplate template, List<ObjectNode> buttons) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        filled.put("name", template.name());
        filled.putObject("language").put("code", template.language());
        ArrayNode components = filled.putArray("components");
        if (!template.parameters().isEmpty()) {
            ArrayNode parameters =
                    components.addObject().put("type", "body").putArray("parameters");
            for (String parameter : template.parameters()) {
                parameters.addObject().put("type", "text").put("text", plain(parameter));
            }
        }
        components.addAll(buttons);
        return filled;
    }

    /** What the template's buttons send back, in their order: it was me, it was not me. */
    public static List<String> buttonPayloads(OutboundMessage message) {
        return BUTTONS.stream()
                .flatMap(answer -> message.replies().stream().filter(r -> r.answer() == answer))
                .map(ReplyOption::payload)
                .toList();
    }

    /** Whether a card number stands anywhere in it, which Meta forbids as much as we do. */
    public static boolean holdsCardNumber(OutboundMessage message) {
        ProviderTemplate template = message.template();
        return CardNumberGuard.finds(message.text())
                || (template != null
                        && template.parameters().stream().anyMatch(CardNumberGuard::finds));
    }

    /** On one line and without runs of spaces, both of which Meta refuses. */
    private static String plain(String parameter) {
        return parameter.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
    }
}
