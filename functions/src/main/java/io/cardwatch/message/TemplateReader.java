package io.cardwatch.message;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.message.Placeholder.Place;
import io.cardwatch.reply.Answer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one template file, or one {@code bank.yaml}, and collects everything that is wrong with it.
 */
final class TemplateReader {
    private static final Set<String> MESSAGE_KEYS =
            Set.of("channel", "severity", "several", "detail", "title", "text", "template");
    private static final Set<String> ANSWER_KEYS = Set.of("channel", "title", "text");
    private static final Set<String> ANSWERED =
            Set.of(Answer.LEGITIMATE.wireName(), Answer.CONFIRMED_FRAUD.wireName());
    private static final Set<String> TEMPLATE_KEYS = Set.of("name", "language", "parameters");
    private static final Set<String> BANK_KEYS = Set.of("name", "phone", "fallback", "links");
    private static final Set<String> ANSWERS =
            Stream.of(Answer.values()).map(Answer::wireName).collect(Collectors.toSet());

    /** What the narrowest provider shows on a button. */
    private static final int LONGEST_REPLY = 20;

    private final TemplateYaml yaml;

    /**
     * A reader of one file.
     *
     * @param file how faults name it
     * @param faults where they are collected
     */
    TemplateReader(String file, List<String> faults) {
        yaml = new TemplateYaml(file, faults);
    }

    /** What a bank's {@code bank.yaml} says. */
    BankProfile bank(String source) {
        Node root = yaml.compose(source);
        if (root == null) {
            return BankProfile.UNKNOWN;
        }
        Map<String, Node> fields = yaml.mapping(root, BANK_KEYS);
        boolean links = yaml.flag(fields.get("links"), "links");
        Node nameNode = fields.get("name");
        String name = null;
        if (nameNode == null) {
            yaml.fault(root, "name is missing: the bank's own name, as its customers know it");
        } else {
            name = yaml.line(nameNode, "name");
            new WordingReader(yaml, links).refuseLink(nameNode, "name", name);
        }
        Node fallback = fields.get("fallback");
        return new BankProfile(
                name,
                fields.get("phone") == null ? null : yaml.line(fields.get("phone"), "phone"),
                fallback == null
                        ? BankProfile.UNKNOWN.fallback()
                        : yaml.line(fallback, "fallback").toLowerCase(Locale.ROOT),
                links);
    }

    /**
     * The words of a language's file.
     *
     * @param links whether they may hold links
     */
    LanguageTemplates language(String source, boolean links) {
        Node root = yaml.compose(source);
        if (root == null) {
            return new LanguageTemplates(List.of(), null, null);
        }
        Map<String, Node> top = yaml.mapping(root, Set.of("messages", "replies", "answers"));
        Node replies = top.get("replies");
        Node answers = top.get("answers");
        WordingReader wordings = new WordingReader(yaml, links);
        return new LanguageTemplates(
                messages(root, top.get("messages"), wordings),
                replies == null ? null : replies(replies),
                answers == null ? null : answers(answers, wordings));
    }

    private List<Template> messages(Node root, @Nullable Node messages, WordingReader wordings) {
        List<Template> templates = new ArrayList<>();
        if (!(messages instanceof SequenceNode list)) {
            yaml.fault(root, "a template file has a list named messages");
            return templates;
        }
        int before = yaml.faults();
        for (Node item : list.getValue()) {
            Template template = message(item, MESSAGE_KEYS, wordings);
            if (template != null) {
                if (templates.stream().anyMatch(earlier -> hides(earlier, template))) {
                    yaml.fault(
                            item,
                            "an earlier message for the same case is always used before this");
                }
                templates.add(template);
            }
        }
        if (yaml.faults() == before) {
            refuseWithoutCatchAll(root, templates);
        }
        return templates;
    }

    private void refuseWithoutCatchAll(Node root, List<Template> templates) {
        if (templates.stream().noneMatch(t -> t.isCatchAll() && !t.several())) {
            yaml.fault(
                    root,
                    "one message must fit every case: without channel, severity and detail, and"
                            + " without {phone}");
        }
        if (templates.stream().noneMatch(t -> t.isCatchAll() && t.several())) {
            yaml.fault(
                    root,
                    "one message must fit every case where several alerts come together: add one"
                            + " with several: true, without channel and severity, and without"
                            + " {phone}, as in \"{bank}: {count} unusual uses of your card since"
                            + " {since}.\"");
        }
    }

    private static boolean hides(Template earlier, Template later) {
        return earlier.isForTheSameAs(later)
                && later.placeholders().containsAll(earlier.placeholders());
    }

    private @Nullable Template message(Node item, Set<String> keys, WordingReader wordings) {
        int before = yaml.faults();
        Map<String, Node> fields = yaml.mapping(item, keys);
        Node text = fields.get("text");
        if (text == null) {
            yaml.fault(item, "text is missing: the message");
            return null;
        }
        boolean several = yaml.flag(fields.get("several"), "several");
        Severity severity = severity(fields.get("severity"));
        DetailLevel detail = detail(fields.get("detail"), several);
        Place place =
                several
                        ? Place.TEXT_OF_SEVERAL
                        : detail == DetailLevel.DETAILED ? Place.DETAILED_TEXT : Place.TEXT;
        Node channel = fields.get("channel");
        Node title = fields.get("title");
        Node provider = fields.get("template");
        Template template =
                new Template(
                        yaml.at(text),
                        channel == null ? null : yaml.text(channel, "channel"),
                        severity,
                        several,
                        detail,
                        title == null
                                ? null
                                : wordings.line(
                                        title,
                                        "title",
                                        several ? Place.TITLE_OF_SEVERAL : Place.TITLE),
                        wordings.text(text, "text", place),
                        provider == null ? null : provider(provider, wordings, place));
        return yaml.faults() == before ? template : null;
    }

    private @Nullable Severity severity(@Nullable Node node) {
        Severity severity =
                node == null ? null : Severity.fromWireName(yaml.text(node, "severity"));
        if (node != null && severity == null) {
            yaml.fault(node, "severity is low, medium, high or critical");
        }
        return severity;
    }

    private DetailLevel detail(@Nullable Node node, boolean several) {
        if (node == null) {
            return DetailLevel.MINIMAL;
        }
        DetailLevel detail = DetailLevel.fromWireName(yaml.text(node, "detail"));
        if (detail == null) {
            yaml.fault(node, "detail is minimal or detailed");
        } else if (several && detail == DetailLevel.DETAILED) {
            yaml.fault(node, "a message of several alerts has no details: they differ");
        }
        return detail == null ? DetailLevel.MINIMAL : detail;
    }

    private ProviderWording provider(Node node, WordingReader wordings, Place place) {
        Map<String, Node> fields = yaml.mapping(node, TEMPLATE_KEYS);
        List<Wording> parameters = new ArrayList<>();
        Node given = fields.get("parameters");
        if (given instanceof SequenceNode list) {
            list.getValue()
                    .forEach(item -> parameters.add(wordings.line(item, "a parameter", place)));
        } else if (given != null) {
            yaml.fault(given, "parameters is a list of texts");
        }
        return new ProviderWording(
                named(node, fields, "name", "[A-Za-z0-9_]{1,512}", "fraud_alert_v1"),
                named(node, fields, "language", "[a-z]{2,3}(_[A-Za-z0-9]{2,4})*", "en_US"),
                parameters);
    }

    private String named(
            Node node, Map<String, Node> fields, String key, String form, String example) {
        Node given = fields.get(key);
        String name = given == null ? "" : yaml.text(given, key);
        if (!name.matches(form)) {
            yaml.fault(
                    given == null ? node : given,
                    key + " is what the provider calls it, as in " + example);
        }
        return name;
    }

    private Map<Answer, List<Template>> answers(Node node, WordingReader wordings) {
        Map<Answer, List<Template>> answers = new EnumMap<>(Answer.class);
        Map<String, Node> fields = yaml.mapping(node, ANSWERED);
        for (Answer answer : List.of(Answer.LEGITIMATE, Answer.CONFIRMED_FRAUD)) {
            if (fields.get(answer.wireName()) instanceof SequenceNode list) {
                answers.put(answer, answer(list, wordings));
            } else {
                yaml.fault(node, "answers has a list of messages named " + answer.wireName());
            }
        }
        return answers;
    }

    private List<Template> answer(SequenceNode list, WordingReader wordings) {
        List<Template> templates = new ArrayList<>();
        int before = yaml.faults();
        for (Node item : list.getValue()) {
            Template template = message(item, ANSWER_KEYS, wordings);
            if (template != null) {
                templates.add(template);
            }
        }
        if (yaml.faults() == before && templates.stream().noneMatch(Template::isCatchAll)) {
            yaml.fault(list, "one message must fit every case: without channel and {phone}");
        }
        return templates;
    }

    private Map<Answer, String> replies(Node node) {
        Map<Answer, String> replies = new EnumMap<>(Answer.class);
        Map<String, Node> fields = yaml.mapping(node, ANSWERS);
        for (Answer answer : Answer.values()) {
            Node given = fields.get(answer.wireName());
            if (given != null) {
                replies.put(answer, title(given, answer.wireName()));
            }
        }
        if (!fields.isEmpty()
                && !replies.keySet()
                        .containsAll(Set.of(Answer.LEGITIMATE, Answer.CONFIRMED_FRAUD))) {
            yaml.fault(node, "replies has legitimate and confirmed-fraud, or nothing at all");
        }
        if (new HashSet<>(replies.values()).size() < replies.size()) {
            yaml.fault(node, "two replies read the same");
        }
        return replies;
    }

    private String title(Node node, String key) {
        String title = yaml.line(node, key);
        if (title.codePointCount(0, title.length()) > LONGEST_REPLY
                || title.contains("{")
                || title.contains("}")) {
            yaml.fault(
                    node,
                    key + " has at most " + LONGEST_REPLY + " characters, and no placeholder");
        }
        return title;
    }
}
