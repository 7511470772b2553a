package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.FeatureEntry;
import io.cardwatch.rule.RuleFile.RuleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the structure of a rule file; what its expressions mean is checked afterwards. */
final class RuleFileParser {
    /** The sections of a file, for messages. */
    static final String SECTIONS = "the keys ruleset, version, features, rules, alerting";

    static final int MOST_RULES = 5_000;
    static final int MOST_FEATURES = 1_000;

    private static final List<String> FILE_KEYS =
            List.of("ruleset", "version", "features", "rules", "alerting");
    private static final List<String> RULE_KEYS = List.of("id", "when", "score", "reason", "mode");
    private static final List<String> MODES =
            Arrays.stream(RuleMode.values()).map(RuleMode::keyword).toList();
    private static final String RULE_FORM = "a list of rules, each with id, when, score and reason";

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
        List<FeatureEntry> features = features(file);
        List<RuleEntry> rules = rules(file);
        AlertingParser alerting = new AlertingParser(problems);
        return new RuleFile(
                name, version, features, rules, alerting.parse(file), alerting.thresholdAt());
    }

    private List<FeatureEntry> features(Section file) {
        if (!file.has("features")) {
            // A set may judge events by their own fields alone.
            return List.of();
        }
        YamlNode node = file.required("features", "");
        if (!(node instanceof YamlNode.Mapping mapping)) {
            problems.error(
                    file.at("features"),
                    "'features' is " + (node == null ? "nothing" : node.kind()),
                    "features by name, e.g. tx_10m: { by: card, count: true, over: 10m }");
            return List.of();
        }
        if (mapping.entries().size() > MOST_FEATURES) {
            problems.error(
                    mapping.at(),
                    mapping.entries().size() + " features",
                    "at most " + MOST_FEATURES);
            return List.of();
        }
        FeatureParser parser = new FeatureParser(problems);
        return mapping.entries().stream().map(parser::parse).toList();
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
        return new RuleEntry(id, when, score, reason, mode(section));
    }

    private RuleMode mode(Section section) {
        YamlNode.Scalar mode = section.optionalText("mode", String.join(", ", MODES));
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
