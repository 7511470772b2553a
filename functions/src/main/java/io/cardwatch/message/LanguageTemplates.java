package io.cardwatch.message;

import io.cardwatch.reply.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language's file.
 *
 * @param messages in the file's order
 * @param replies what stands on the buttons, in the order they are shown; null where the file says
 *     nothing of them
 * @param inGsm7 whether the words of text messages keep to their compact alphabet
 */
record LanguageTemplates(
        List<Template> messages, @Nullable Map<Answer, String> replies, boolean inGsm7) {
    LanguageTemplates {
        messages = List.copyOf(messages);
        replies = replies == null ? null : new LinkedHashMap<>(replies);
    }

    LanguageTemplates(List<Template> messages, @Nullable Map<Answer, String> replies) {
        this(messages, replies, areInGsm7(messages));
    }

    private static boolean areInGsm7(List<Template> messages) {
        return messages.stream()
                .filter(t -> t.channel() == null || t.channel().equals(SmsLength.CHANNEL))
                .allMatch(t -> Gsm7.covers(t.text().withoutPlaceholders()));
    }

    /**
     * The messages made most closely for a case, in the file's order; at least one, since a file
     * has messages that fit every case.
     */
    List<Template> closest(MessageCase wanted, Map<Placeholder, String> values) {
        List<Template> closest = new ArrayList<>();
        for (Template template : messages) {
            if (template.fits(wanted, values)) {
                if (!closest.isEmpty() && template.rank() > closest.get(0).rank()) {
                    closest.clear();
                }
                if (closest.isEmpty() || template.rank() == closest.get(0).rank()) {
                    closest.add(template);
                }
            }
        }
        if (closest.isEmpty()) {
            throw new IllegalStateException("every template file has one message for all cases");
        }
        return closest;
    }

    LanguageTemplates withReplies(Map<Answer, String> others) {
        return replies == null ? new LanguageTemplates(messages, others) : this;
    }
}
