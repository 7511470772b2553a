package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.RuleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the structure of a rule file; what its expressions mean is checked afterwards. */
final class RuleFileParser {
    /** The sections of a file, for messages. */
    static final String SECTIONS = "the keys ruleset, version, lists, features, rules, alerting";

    static final int MOST_LISTS = 200;
    static final int MOST_RULES = 5_000;
    static final int MOST_FEATURES = 1_000;

    private static final List<String> FILE_KEYS =
            List.of("ruleset", "version", "lists", "features", "rules", "alerting");
    private static final List<String> RULE_KEYS = List.of("id", "when", "score", "reason", "mode");
    private static final List<String> MODES =
            Arrays.stream(RuleMode.values()).map(RuleMode::keyword).toList();
    private static final String RULE_FORM = "a list of rules, each with id, when, score and reason";

    private static final String FEATURES_FORM =
            "features by name, e.g. tx_10m: { by: card, count: true, over: 10m }";
    private static final String LISTS_FORM =
            "lists by name, e.g. high-risk-mcc: { kind: watch, values: [\"7995\"] }";

    private final Problems problems;

    private RuleFileParser(Problems problems) {
        this.problems = problems;
    }

    /** The file's content, or null where there is no structure to work with. */
    static @Nullable RuleFile parse(String text, Problems problems) {
        YamlNode root = YamlReader.read(text, problems);
        return root == null ? null : new RuleFileParser(problems).file(root);
    }

    private @Nullable RuleFile file(YamlNode root) {
        Section file = Section.open(root, "the file", FILE_KEYS, problems);
        if (file == null) {
            return null;
        }
        YamlNode.Scalar name = file.requiredText("ruleset", "the set's name, e.g. card-default");
        if (name != null && !Names.isRuleId(name.value())) {
            problems.error(
                    name.at(), "the name " + Problems.quote(name.value()), Names.RULE_ID_FORM);
        }
        YamlNode.Scalar version =
                file.requiredText("version", "the set's version, e.g. \"2026-11-20.1\"");
        if (version != null && !Names.isRuleId(version.value())) {
            problems.error(
                    version.at(),
                    "the version " + Problems.quote(version.value()),
                    "a letter or digit, then letters, digits, '-', '_' or '.', at most 64"
                            + " characters, e.g. \"2026-11-20.1\"");
        }
        ListParser lists = new ListParser(problems);
        FeatureParser features = new FeatureParser(problems);
        return new RuleFile(
                name,
                version,
                entries(file, "lists", MOST_LISTS, LISTS_FORM).stream().map(lists::parse).toList(),
                entries(file, "features", MOST_FEATURES, FEATURES_FORM).stream()
                        .map(features::parse)
                        .toList(),
                rules(file),
                new AlertingParser(problems).parse(file));
    }

    /** The entries of a section that may be left out, by their names. */
    private List<YamlNode.Entry> entries(Section file, String key, int most, String form) {
        YamlNode node = file.optional(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            problems.error(file.at(key), "'" + key + "' is " + node.kind(), form);
            return List.of();
        }
        if (mapping.entries().size() > most) {
            problems.error(mapping.at(), mapping.entries().size() + " " + key, "at most " + most);
            return List.of();
        }
        return mapping.entries();
    }

    private List<RuleEntry> rules(Section file) {
        YamlNode node = file.required("rules", RULE_FORM);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
            boolean empty = node instanceof YamlNode.Sequence;
            problems.error(
                    file.at("rules"),
                    "'rules' is " + (empty ? "an empty list" : node.kind()),
                    RULE_FORM);
            return List.of();
        }
        if (sequence.items().size() > MOST_RULES) {
            problems.error(
                    sequence.at(), sequence.items().size() + " rules", "at most " + MOST_RULES);
            return List.of();
        }
        List<RuleEntry> rules = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Section section = Section.open(item, "a rule", RULE_KEYS, problems);
            if (section != null) {
                rules.add(rule(section));
            }
        }
        return rules;
    }

    private RuleEntry rule(Section section) {
        YamlNode.Scalar id = section.requiredText("id", "the rule's name, e.g. velocity-burst");
        if (id != null && !Names.isRuleId(id.value())) {
            problems.error(id.at(), "the id " + Problems.quote(id.value()), Names.RULE_ID_FORM);
        }
        YamlNode.Scalar when =
                section.requiredText("when", "a condition, e.g. tx_10m >= 6 && event.approved");
        YamlNode.Scalar score =
                section.requiredText(
                        "score", "a number or an expression, e.g. 20 * min(spend_1h / 500, 3)");
        YamlNode.Scalar reason =
                section.requiredText("reason", "a text, e.g. \"{tx_10m} payments in 10 minutes\"");
        YamlNode.Scalar mode = section.optionalText("mode", String.join(", ", MODES));
        return new RuleEntry(section.at(), id, when, score, reason, mode, mode(mode));
    }

    private RuleMode mode(YamlNode.@Nullable Scalar mode) {
        if (mode == null) {
            return RuleMode.LIVE;
        }
        for (RuleMode known : RuleMode.values()) {
            if (known.keyword().equals(mode.value())) {
                return known;
            }
        }
        problems.unknown(mode.at(), "no mode " + Problems.quote(mode.value()), mode.value(), MODES);
        return RuleMode.LIVE;
    }
}
