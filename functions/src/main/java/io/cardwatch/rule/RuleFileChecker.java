package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.RuleFile.FeatureEntry;
import io.cardwatch.rule.RuleFile.RuleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a rule file's expressions mean, and compiles the file if nothing is wrong with it.
 */
final class RuleFileChecker {
    private final RuleFile file;
    private final Problems problems;
    private final Map<String, ValueType> types = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final ConditionLinter linter;
    private final Set<Integer> used = new HashSet<>();

    RuleFileChecker(RuleFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        List<Range> ranges = new ArrayList<>();
        for (int slot = 0; slot < file.features().size(); slot++) {
            FeatureEntry entry = file.features().get(slot);
            ranges.add(ConditionLinter.rangeOf(entry.feature()));
            if (Names.isFeatureName(entry.name().value())
                    && !Names.isReserved(entry.name().value())) {
                types.putIfAbsent(entry.name().value(), entry.type());
                slots.putIfAbsent(entry.name().value(), slot);
            }
        }
        this.linter = new ConditionLinter(ranges, problems);
    }

    /** A rule whose expressions could be checked. */
    private record CheckedRule(
            RuleEntry entry,
            @Nullable Term when,
            @Nullable Term score,
            @Nullable ReasonTemplate reason) {}

    /** The compiled rules, or null where the file has errors, which are reported. */
    @Nullable CompiledRules compile() {
        List<@Nullable Term> where = checkWhere();
        List<CheckedRule> rules = checkRules();
        warnOfUnusedFeatures();
        checkThreshold(rules);
        return problems.hasErrors() ? null : generate(where, rules);
    }

    private List<@Nullable Term> checkWhere() {
        Map<String, String> elsewhere = new HashMap<>();
        types.keySet()
                .forEach(
                        name ->
                                elsewhere.put(
                                        name,
                                        "a 'where' sees the event, not the feature '"
                                                + name
                                                + "'"));
        ExpressionChecker checker = new ExpressionChecker(Map.of(), Map.of(), elsewhere, problems);
        List<@Nullable Term> terms = new ArrayList<>();
        for (FeatureEntry entry : file.features()) {
            Term term = entry.where() == null ? null : checker.check(entry.where(), ValueType.FLAG);
            if (term != null) {
                linter.lint(term, requireNonNull(entry.where()));
            }
            terms.add(term);
        }
        return terms;
    }

    private List<CheckedRule> checkRules() {
        ExpressionChecker checker = new ExpressionChecker(types, slots, Map.of(), problems);
        Set<String> ids = new HashSet<>();
        List<CheckedRule> checked = new ArrayList<>();
        for (RuleEntry entry : file.rules()) {
            YamlNode.Scalar id = entry.id();
            if (id != null && !ids.add(id.value())) {
                problems.error(
                        id.at(),
                        "the rule " + Problems.quote(id.value()) + " is defined twice",
                        null);
            }
            checked.add(checkRule(entry, checker));
        }
        return checked;
    }

    private CheckedRule checkRule(RuleEntry entry, ExpressionChecker checker) {
        YamlNode.Scalar condition = entry.when();
        Term when = condition == null ? null : checker.check(condition, ValueType.FLAG);
        if (condition != null && when != null) {
            linter.lint(when, condition);
            TermNames.collect(when, used, new HashSet<>());
        }
        Term score = entry.score() == null ? null : checker.check(entry.score(), ValueType.NUMBER);
        if (score != null) {
            checkScore(score, requireNonNull(entry.score()));
            TermNames.collect(score, used, new HashSet<>());
        }
        ReasonTemplate reason =
                entry.reason() == null
                        ? null
                        : ReasonTemplate.parse(entry.reason(), types, slots, problems);
        if (reason != null) {
            reason.collectSlots(used);
        }
        return new CheckedRule(entry, when, score, reason);
    }

    private void checkScore(Term score, YamlNode.Scalar source) {
        Range range = linter.range(score);
        if (range.isConstant() && !Double.isFinite(range.high())) {
            problems.error(source.at(), "a score that is not finite", "a finite number");
        } else if (range.isConstant() && range.high() == 0.0) {
            problems.warning(source.at(), "a score of zero never counts", "another number");
        }
    }

    private void warnOfUnusedFeatures() {
        // With rules that could not be read, a feature may well be used in what was not understood.
        if (problems.hasErrors()) {
            return;
        }
        for (FeatureEntry entry : file.features()) {
            String name = entry.name().value();
            if (!used.contains(slots.get(name))) {
                problems.warning(
                        entry.name().at(),
                        "no rule uses the feature " + Problems.quote(name),
                        "features that a condition, score or reason names");
            }
        }
    }

    private void checkThreshold(List<CheckedRule> rules) {
        if (file.alerting() == null || file.rules().isEmpty()) {
            return;
        }
        double most = 0.0;
        boolean anyLive = false;
        for (CheckedRule rule : rules) {
            if (rule.entry.mode() == RuleMode.LIVE) {
                if (rule.score == null) {
                    return;
                }
                anyLive = true;
                Range range = linter.range(rule.score);
                most += Math.max(0.0, range.high());
            }
        }
        if (!anyLive) {
            problems.warning(
                    file.thresholdAt(),
                    "no rule is live, so nothing alerts",
                    "a rule with mode: live");
        } else if (most < file.alerting().threshold()) {
            problems.error(
                    file.thresholdAt(),
                    "the scores of all live rules add up to "
                            + Problems.number(most)
                            + " at most, which never reaches the threshold",
                    "a threshold of at most " + Problems.number(most) + ", or higher scores");
        }
    }

    private CompiledRules generate(List<@Nullable Term> where, List<CheckedRule> checked) {
        ConditionCompiler compiler = new ConditionCompiler();
        List<@Nullable Integer> predicates = new ArrayList<>();
        List<Feature> features = new ArrayList<>();
        for (int slot = 0; slot < where.size(); slot++) {
            Feature feature = requireNonNull(file.features().get(slot).feature());
            Term term = where.get(slot);
            features.add(feature);
            predicates.add(
                    term == null
                            ? null
                            : compiler.addPredicate(requireNonNull(feature.where()), term));
        }
        List<Rule> rules = new ArrayList<>();
        List<ReasonTemplate> reasons = new ArrayList<>();
        for (CheckedRule rule : checked) {
            if (rule.entry.mode() != RuleMode.OFF) {
                compiler.addRule(
                        rules.size(), requireNonNull(rule.when), requireNonNull(rule.score));
            }
            rules.add(rule(rule.entry));
            reasons.add(requireNonNull(rule.reason));
        }
        RuleSet set =
                new RuleSet(
                        requireNonNull(file.name()).value(),
                        requireNonNull(file.version()).value(),
                        features,
                        rules,
                        requireNonNull(file.alerting()));
        return ConditionCompiler.rules(set, compiler.compile(), predicates, reasons);
    }

    private static Rule rule(RuleEntry entry) {
        return new Rule(
                requireNonNull(entry.id()).value(),
                requireNonNull(entry.when()).value(),
                requireNonNull(entry.score()).value(),
                requireNonNull(entry.reason()).value(),
                entry.mode());
    }
}
