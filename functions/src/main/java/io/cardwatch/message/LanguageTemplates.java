package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

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
 * @param answers what follows on answers, of each at least one; null where the file says nothing of
 *     them
 * @param inGsm7 whether the words of text messages keep to their compact alphabet
 */
record LanguageTemplates(
        List<Template> messages,
        @Nullable Map<Answer, String> replies,
        @Nullable Map<Answer, List<Template>> answers,
        boolean inGsm7) {
    LanguageTemplates {
        messages = List.copyOf(messages);
        replies = replies == null ? null : new LinkedHashMap<>(replies);
        answers = answers == null ? null : Map.copyOf(answers);
    }

    LanguageTemplates(
            List<Template> messages,
            @Nullable Map<Answer, String> replies,
            @Nullable Map<Answer, List<Template>> answers) {
        this(messages, replies, answers, areInGsm7(messages));
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
        for (Template template : of(wanted.answered())) {
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

    private List<Template> of(@Nullable Answer answered) {
        return answered == null
                ? messages
                : requireNonNull(requireNonNull(answers).get(answered), "no answer to STOP");
    }

    LanguageTemplates withReplies(Map<Answer, String> others) {
        return replies == null ? new LanguageTemplates(messages, others, answers) : this;
    }

    LanguageTemplates withAnswers(Map<Answer, List<Template>> others) {
        return answers == null ? new LanguageTemplates(messages, replies, others) : this;
    }
}
