package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.ConditionCompiler.FeaturePredicates;
import io.cardwatch.rule.RuleFile.FeatureEntry;
import io.cardwatch.rule.RuleFile.RuleEntry;
import io.cardwatch.rule.RuleFile.StepEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a rule file's expressions mean, and compiles the file if nothing is wrong with it.
 */
final class RuleFileChecker {
    private final RuleFile file;
    private final Problems problems;
    private final Map<String, NamedList> lists = new HashMap<>();
    private final Map<String, ValueType> types = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final ConditionLinter linter;
    private final CurrencyLinter currencies;
    private final UsageLinter usage;

    RuleFileChecker(RuleFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        file.lists().forEach(entry -> lists.putIfAbsent(entry.list().name(), entry.list()));
        List<Range> ranges = new ArrayList<>();
        List<Boolean> amounts = new ArrayList<>();
        for (int slot = 0; slot < file.features().size(); slot++) {
            FeatureEntry entry = file.features().get(slot);
            Feature feature = entry.feature();
            ranges.add(ConditionLinter.rangeOf(feature));
            amounts.add(
                    feature != null && feature.aggregate().operand() == Aggregate.Operand.AMOUNT);
            if (Names.isFeatureName(entry.name().value())
                    && !Names.isReserved(entry.name().value())) {
                types.putIfAbsent(entry.name().value(), entry.type());
                slots.putIfAbsent(entry.name().value(), slot);
            }
        }
        this.linter = new ConditionLinter(ranges, problems);
        this.currencies = new CurrencyLinter(amounts, problems);
        this.usage = new UsageLinter(problems);
    }

    /** A rule whose expressions could be checked. */
    private record CheckedRule(
            RuleEntry entry,
            @Nullable Term when,
            @Nullable Term score,
            @Nullable ReasonTemplate reason) {
        RuleTerms terms() {
            return new RuleTerms(requireNonNull(when), requireNonNull(score));
        }

        /** The features that the rule names, in the order of naming. */
        int[] slots() {
            Set<Integer> named = new LinkedHashSet<>();
            TermNames.collect(requireNonNull(when), named, new HashSet<>());
            TermNames.collect(requireNonNull(score), named, new HashSet<>());
            requireNonNull(reason).collectSlots(named);
            return named.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The compiled rules, or null where the file has errors, which are reported. */
    @Nullable CompiledRules compile() {
        List<FeatureConditions> conditions = checkFeatures();
        List<CheckedRule> rules = checkRules();
        usage.warnOfUnused(file, slots);
        checkThreshold(rules);
        return problems.hasErrors() ? null : generate(conditions, rules);
    }

    private List<FeatureConditions> checkFeatures() {
        Map<String, String> elsewhere = new HashMap<>();
        for (String name : types.keySet()) {
            elsewhere.put(
                    name,
                    "a condition in a feature sees the event, not the feature '" + name + "'");
        }
        ExpressionChecker checker =
                new ExpressionChecker(Map.of(), Map.of(), lists, elsewhere, problems);
        List<FeatureConditions> checked =
                FeatureConditions.check(file.features(), checker, linter, currencies, problems);
        checked.stream().flatMap(FeatureConditions::terms).forEach(usage::use);
        return checked;
    }

    private List<CheckedRule> checkRules() {
        ExpressionChecker checker = new ExpressionChecker(types, slots, lists, Map.of(), problems);
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
            currencies.lint(when, condition);
            usage.use(when);
        }
        Term score = entry.score() == null ? null : checker.check(entry.score(), ValueType.NUMBER);
        if (score != null) {
            checkScore(score, requireNonNull(entry.score()));
            usage.use(score);
        }
        if (condition != null && when != null && score != null) {
            currencies.lintScore(score, when, requireNonNull(entry.score()));
            usage.lintAllowList(when, linter.range(score), condition);
        }
        ReasonTemplate reason =
                entry.reason() == null
                        ? null
                        : ReasonTemplate.parse(entry.reason(), types, slots, problems);
        if (reason != null) {
            usage.use(reason);
        }
        return new CheckedRule(entry, when, score, reason);
    }

    private void checkScore(Term score, YamlNode.Scalar source) {
        Range range = linter.range(score);
        boolean constant = range.isConstant() || ConditionLinter.namesNothing(score);
        if (constant && !Double.isFinite(range.high())) {
            problems.error(source.at(), "a score that is not finite", "a finite number");
        } else if (range.isConstant() && range.high() == 0.0) {
            problems.warning(source.at(), "a score of zero never counts", "another number");
        }
    }

    private void checkThreshold(List<CheckedRule> rules) {
        List<Range> scores = new ArrayList<>();
        for (CheckedRule rule : rules) {
            if (rule.entry.mode() == RuleMode.LIVE) {
                if (rule.score == null) {
                    return;
                }
                scores.add(linter.range(rule.score));
            }
        }
        if (file.alerting() != null && !file.rules().isEmpty()) {
            new ThresholdLinter(problems).lint(file.alerting(), scores);
        }
    }

    private CompiledRules generate(
            List<FeatureConditions> conditions, List<CheckedRule> checkedRules) {
        ConditionCompiler compiler = new ConditionCompiler();
        List<Feature> features = new ArrayList<>();
        List<FeaturePredicates> predicates = new ArrayList<>();
        for (int slot = 0; slot < conditions.size(); slot++) {
            FeatureEntry entry = file.features().get(slot);
            features.add(requireNonNull(entry.feature()));
            predicates.add(predicates(entry, conditions.get(slot), compiler));
        }
        List<Rule> rules = new ArrayList<>();
        List<RuleTerms> terms = new ArrayList<>();
        List<ReasonTemplate> reasons = new ArrayList<>();
        List<int[]> named = new ArrayList<>();
        for (CheckedRule rule : checkedRules) {
            if (rule.entry.mode() != RuleMode.OFF) {
                compiler.addRule(
                        rules.size(), requireNonNull(rule.when), requireNonNull(rule.score));
            }
            rules.add(rule(rule.entry));
            terms.add(rule.terms());
            reasons.add(requireNonNull(rule.reason));
            named.add(rule.slots());
        }
        RuleSet set =
                new RuleSet(
                        requireNonNull(file.name()).value(),
                        requireNonNull(file.version()).value(),
                        features,
                        rules,
                        requireNonNull(file.alerting()).alerting());
        return ConditionCompiler.rules(
                set,
                compiler.compile(),
                predicates,
                terms,
                reasons,
                named,
                fields(conditions, features, checkedRules));
    }

    private static Set<EventField> fields(
            List<FeatureConditions> conditions, List<Feature> features, List<CheckedRule> rules) {
        // What reasons may show of an event, its amount, is part of it in any case.
        Set<EventField> fields = EnumSet.of(EventField.AMOUNT);
        Stream.concat(
                        conditions.stream().flatMap(FeatureConditions::terms),
                        rules.stream()
                                .map(CheckedRule::terms)
                                .flatMap(terms -> Stream.of(terms.when(), terms.score())))
                .forEach(term -> TermNames.collect(term, new HashSet<>(), fields));
        features.forEach(feature -> fields.addAll(feature.fields()));
        return fields;
    }

    private static FeaturePredicates predicates(
            FeatureEntry entry, FeatureConditions conditions, ConditionCompiler compiler) {
        YamlNode.Scalar where = entry.where();
        Integer number =
                where == null
                        ? null
                        : compiler.addPredicate(where.value(), requireNonNull(conditions.where()));
        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < entry.steps().size(); step++) {
            StepEntry each = entry.steps().get(step);
            Term term = requireNonNull(conditions.steps().get(step));
            int predicate = compiler.addPredicate(each.where().value(), term);
            steps.addAll(Collections.nCopies(each.times(), predicate));
        }
        return new FeaturePredicates(number, steps);
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
