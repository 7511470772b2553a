package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.FeatureEntry;
import io.cardwatch.rule.RuleFile.StepEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checked conditions inside one feature: which events count, and the steps of a sequence. */
record FeatureConditions(@Nullable Term where, List<@Nullable Term> steps) {
    /** The terms that could be checked. */
    Stream<Term> terms() {
        return Stream.concat(Stream.ofNullable(where), steps.stream().flatMap(Stream::ofNullable));
    }

    /** Checks the conditions of every feature; what is wrong is reported. */
    static List<FeatureConditions> check(
            List<FeatureEntry> features,
            ExpressionChecker checker,
            ConditionLinter linter,
            CurrencyLinter currencies,
            Problems problems) {
        List<FeatureConditions> checked = new ArrayList<>();
        for (FeatureEntry entry : features) {
            YamlNode.Scalar where = entry.where();
            List<@Nullable Term> steps = new ArrayList<>();
            for (StepEntry step : entry.steps()) {
                steps.add(check(step.where(), checker, linter, currencies));
            }
            checked.add(
                    new FeatureConditions(
                            where == null ? null : check(where, checker, linter, currencies),
                            steps));
        }
        countByKey(features, problems);
        return checked;
    }

    private static @Nullable Term check(
            YamlNode.Scalar source,
            ExpressionChecker checker,
            ConditionLinter linter,
            CurrencyLinter currencies) {
        Term term = checker.check(source, ValueType.FLAG);
        if (term != null) {
            linter.lint(term, source);
            currencies.lint(term, source);
        }
        return term;
    }

    private static void countByKey(List<FeatureEntry> features, Problems problems) {
        Map<KeyDimension, Set<String>> conditions = new EnumMap<>(KeyDimension.class);
        for (FeatureEntry entry : features) {
            Feature feature = entry.feature();
            if (feature == null) {
                continue;
            }
            Set<String> ofKey = conditions.computeIfAbsent(feature.by(), unused -> new HashSet<>());
            int before = ofKey.size();
            feature.conditions().forEach(ofKey::add);
            if (before <= KeyDimension.MOST_CONDITIONS
                    && ofKey.size() > KeyDimension.MOST_CONDITIONS) {
                problems.error(
                        entry.name().at(),
                        "more than "
                                + KeyDimension.MOST_CONDITIONS
                                + " different conditions in the features by '"
                                + feature.by().keyword()
                                + "'",
                        "at most "
                                + KeyDimension.MOST_CONDITIONS
                                + "; features with equal text share one");
            }
        }
    }
}
