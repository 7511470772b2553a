package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.FeatureEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one feature after the other; the enums say which aggregates and keys there are. */
final class FeatureParser {
    static final Duration LONGEST_WINDOW = Duration.ofDays(400);

    private static final List<String> AGGREGATES =
            Arrays.stream(Aggregate.values()).map(Aggregate::keyword).toList();
    private static final List<String> DIMENSIONS =
            Arrays.stream(KeyDimension.values()).map(KeyDimension::keyword).toList();
    private static final List<String> KEYS =
            Stream.of(List.of("by"), AGGREGATES, List.of("over", "where", "excluding"))
                    .flatMap(List::stream)
                    .toList();

    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    FeatureParser(Problems problems) {
        this.problems = problems;
    }

    FeatureEntry parse(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        boolean named = checkName(name);
        String called = "the feature " + Problems.quote(name.value());
        Section section = Section.open(entry.value(), called, KEYS, problems);
        if (section == null) {
            return new FeatureEntry(name, ValueType.NUMBER, null, null);
        }
        KeyDimension by = by(section);
        Aggregate aggregate = aggregate(section, called);
        YamlNode.Scalar where = section.optionalText("where", "a condition, e.g. event.approved");
        if (aggregate == null) {
            return new FeatureEntry(name, ValueType.NUMBER, null, where);
        }
        String operand = operand(section, aggregate);
        Duration over = over(section, aggregate);
        Boolean excluding = excludingCurrent(section, aggregate);
        Feature feature = null;
        if (named && by != null && operand != null && over != null && excluding != null) {
            String field = aggregate.operand() == Aggregate.Operand.NONE ? null : operand;
            String counts = where == null ? null : where.value();
            feature = new Feature(name.value(), by, aggregate, field, over, counts, excluding);
        }
        return new FeatureEntry(name, aggregate.type(), feature, where);
    }

    private boolean checkName(YamlNode.Scalar name) {
        String shown = Problems.quote(name.value());
        if (!Names.isFeatureName(name.value())) {
            problems.error(name.at(), "the feature name " + shown, Names.FEATURE_FORM);
        } else if (Names.isReserved(name.value())) {
            problems.error(
                    name.at(),
                    "the feature name " + shown + " means something else in conditions",
                    "another name");
        } else if (!names.add(name.value())) {
            problems.error(name.at(), "the feature " + shown + " is defined twice", null);
        } else {
            return true;
        }
        return false;
    }

    private @Nullable KeyDimension by(Section section) {
        YamlNode.Scalar by = section.requiredText("by", String.join(", ", DIMENSIONS));
        if (by == null) {
            return null;
        }
        for (KeyDimension dimension : KeyDimension.values()) {
            if (dimension.keyword().equals(by.value())) {
                return dimension;
            }
        }
        problems.unknown(by.at(), "no key " + Problems.quote(by.value()), by.value(), DIMENSIONS);
        return null;
    }

    private @Nullable Aggregate aggregate(Section section, String called) {
        List<Aggregate> named = new ArrayList<>();
        for (String keyword : AGGREGATES) {
            if (section.has(keyword)) {
                named.add(Objects.requireNonNull(Aggregate.named(keyword)));
            }
        }
        if (named.isEmpty()) {
            problems.error(
                    section.at(),
                    called + " computes nothing",
                    "one of " + String.join(", ", AGGREGATES));
            return null;
        }
        if (named.size() > 1) {
            problems.error(
                    section.at(named.get(1).keyword()),
                    called
                            + " computes both "
                            + named.get(0).keyword()
                            + " and "
                            + named.get(1).keyword(),
                    "one aggregate per feature");
        }
        return named.get(0);
    }

    private @Nullable String operand(Section section, Aggregate aggregate) {
        List<String> accepted = aggregate.operand().accepted();
        YamlNode.Scalar operand =
                section.requiredText(aggregate.keyword(), String.join(", ", accepted));
        if (operand == null) {
            return null;
        }
        if (accepted.contains(operand.value())) {
            return operand.value();
        }
        problems.unknown(
                operand.at(),
                "'" + aggregate.keyword() + "' does not take " + Problems.quote(operand.value()),
                operand.value(),
                accepted);
        return null;
    }

    private @Nullable Duration over(Section section, Aggregate aggregate) {
        if (!section.has("over") && aggregate.defaultOver() != null) {
            return aggregate.defaultOver();
        }
        YamlNode.Scalar text = section.requiredText("over", Durations.FORM);
        if (text == null) {
            return null;
        }
        Duration over = Durations.parse(text.value());
        if (over == null) {
            problems.error(
                    text.at(),
                    "no length of time: " + Problems.quote(text.value()),
                    Durations.FORM);
        } else if (over.isZero()) {
            problems.error(text.at(), "a window of no length", Durations.FORM);
        } else if (over.compareTo(LONGEST_WINDOW) > 0) {
            problems.error(
                    text.at(),
                    "a window of " + Problems.quote(text.value()),
                    "at most " + LONGEST_WINDOW.toDays() + "d");
        } else {
            return over;
        }
        return null;
    }

    /** Null where the key's value is bad. */
    private @Nullable Boolean excludingCurrent(Section section, Aggregate aggregate) {
        if (!section.has("excluding")) {
            return false;
        }
        YamlNode.Scalar excluding = section.optionalText("excluding", "current");
        if (excluding == null) {
            return null;
        }
        if (!excluding.value().equals("current")) {
            problems.unknown(
                    excluding.at(),
                    "'excluding' does not take " + Problems.quote(excluding.value()),
                    excluding.value(),
                    List.of("current"));
            return null;
        }
        if (!aggregate.includesCurrent()) {
            problems.error(
                    section.at("excluding"),
                    "'" + aggregate.keyword() + "' compares the event with those before it already",
                    "the feature without 'excluding'");
            return null;
        }
        return true;
    }
}
