package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.FeatureEntry;
import io.cardwatch.rule.RuleFile.StepEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Reads one feature after the other; the enums say which aggregates and keys there are. */
final class FeatureParser {
    private static final List<String> AGGREGATES =
            Arrays.stream(Aggregate.values()).map(Aggregate::keyword).toList();
    private static final List<String> KEYS =
            Stream.of(
                            List.of("by"),
                            AGGREGATES,
                            List.of("over", "where", "excluding", "same", "newest", "at", "delay"))
                    .flatMap(List::stream)
                    .toList();
    private static final String WHERE_FORM = "a condition, e.g. event.approved";

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
            return new FeatureEntry(name, ValueType.NUMBER, null, null, List.of());
        }
        Aggregate aggregate = aggregate(section, called);
        YamlNode.Scalar where = section.optionalText("where", WHERE_FORM);
        FeatureKeyParser.Keys keys = new FeatureKeyParser(section, problems).parse(aggregate);
        if (aggregate == null) {
            return new FeatureEntry(name, ValueType.NUMBER, null, where, List.of());
        }
        boolean takesWhere = checkWhere(section, aggregate);
        boolean sequence = aggregate.operand() == Aggregate.Operand.STEPS;
        List<StepEntry> steps =
                sequence ? new StepParser(problems).parse(section, aggregate) : List.of();
        String operand = sequence ? "" : operand(section, aggregate);
        FeatureWindowParser.Window window =
                new FeatureWindowParser(section, aggregate, problems).parse();
        Feature feature = null;
        if (named
                && takesWhere
                && keys != null
                && steps != null
                && operand != null
                && window != null) {
            feature =
                    Feature.of(name.value(), keys.by(), aggregate, window.over())
                            .field(readsField(aggregate) ? operand : null)
                            .where(where == null ? null : where.value())
                            .excludingCurrent(window.excludingCurrent())
                            .same(keys.same())
                            .newest(window.newest())
                            .quantile(window.quantile())
                            .delay(window.delay())
                            .steps(sources(steps))
                            .build();
        }
        return new FeatureEntry(
                name, aggregate.type(), feature, where, steps == null ? List.of() : steps);
    }

    private static boolean readsField(Aggregate aggregate) {
        return switch (aggregate.operand()) {
            case NONE, STEPS -> false;
            case AMOUNT, TEXT_FIELD, LOCATION -> true;
        };
    }

    /** A step that is repeated stands as often in the feature. */
    private static List<String> sources(List<StepEntry> steps) {
        return steps.stream()
                .flatMap(step -> Collections.nCopies(step.times(), step.where().value()).stream())
                .toList();
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

    private boolean checkWhere(Section section, Aggregate aggregate) {
        if (!section.has("where") || aggregate.takesWhere()) {
            return true;
        }
        problems.error(
                section.at("where"),
                "'" + aggregate.keyword() + "' counts all events of its key",
                "the feature without 'where'");
        return false;
    }

    private @Nullable String operand(Section section, Aggregate aggregate) {
        List<String> accepted = aggregate.operand().accepted();
        YamlNode.Scalar operand =
                section.requiredText(aggregate.keyword(), String.join(", ", accepted));
        if (operand == null) {
            return null;
        }
        if (accepted.contains(operand.value())) {
            boolean word = aggregate.operand() != Aggregate.Operand.NONE;
            if (word || operand.style() == ScalarStyle.PLAIN) {
                return operand.value();
            }
            problems.error(
                    operand.at(),
                    "'" + aggregate.keyword() + "' is text: " + Problems.quote(operand.value()),
                    "true, without quotes");
            return null;
        }
        String keyword = "'" + aggregate.keyword() + "'";
        if (aggregate.operand() == Aggregate.Operand.AMOUNT
                && operand.value().equals(EventField.TRANSACTION_AMOUNT.keyword())) {
            problems.error(
                    operand.at(),
                    keyword + " of mixed currencies: 'transactionAmount' is in that of each event",
                    EventField.AMOUNT.keyword() + ", which is in the bank's base currency");
        } else {
            problems.unknown(
                    operand.at(),
                    keyword + " does not take " + Problems.quote(operand.value()),
                    operand.value(),
                    accepted);
        }
        return null;
    }
}
