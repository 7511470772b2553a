package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.RuleFile.RuleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rule file with the numbers in it that tuning may set anew: one number in every ordering
 * comparison of a condition, the scores that are plain numbers, and the alerting threshold. Knows
 * where each stands, so that everything else of the file stays as it is.
 */
public final class TunableRules {
    private final CompiledRules compiled;
    private final List<TunableRule> rules;
    private final FileToken threshold;
    private final @Nullable FileToken version;

    private TunableRules(
            CompiledRules compiled,
            List<TunableRule> rules,
            FileToken threshold,
            @Nullable FileToken version) {
        this.compiled = compiled;
        this.rules = List.copyOf(rules);
        this.threshold = threshold;
        this.version = version;
    }

    /**
     * Looks for what can be tuned in a file.
     *
     * @param fileName what messages call the file
     * @throws RuleFileException with everything that is wrong with the file, if anything is
     */
    public static TunableRules of(String fileName, String text) throws RuleFileException {
        CompiledRules compiled = RuleCompiler.compile(fileName, text);
        RuleFile file = requireNonNull(RuleFileParser.parse(text, new Problems(fileName)));
        RuleText places = new RuleText(text);
        List<TunableRule> rules =
                IntStream.range(0, file.rules().size())
                        .mapToObj(rule -> rule(rule, file.rules().get(rule), compiled, places))
                        .toList();
        return new TunableRules(
                compiled,
                rules,
                requireNonNull(places.number(requireNonNull(file.alerting()).thresholdAt())),
                places.scalar(requireNonNull(file.version())));
    }

    /** The rules as they stand. */
    public CompiledRules compiled() {
        return compiled;
    }

    /** All rules, in the file's order. */
    public List<TunableRule> rules() {
        return rules;
    }

    /** The alerting threshold. */
    public FileToken threshold() {
        return threshold;
    }

    /** The version with its quotes; null where it is written with escapes. */
    public @Nullable FileToken version() {
        return version;
    }

    private static TunableRule rule(
            int number, RuleEntry entry, CompiledRules compiled, RuleText places) {
        YamlNode.Scalar when = requireNonNull(entry.when());
        YamlNode.Scalar score = requireNonNull(entry.score());
        RuleTerms terms = ((GeneratedRules) compiled).terms(number);
        List<Feature> features = compiled.ruleSet().features();
        FileToken id = places.scalar(requireNonNull(entry.id()));
        return new TunableRule(
                number,
                requireNonNull(entry.id()).value(),
                entry.mode(),
                TunableCondition.of(
                        terms.when(), comparison -> limits(comparison, when, features, places)),
                new TunableRule.Score(terms.score(), places.number(score.at(0))),
                off(entry, id, places));
    }

    private static @Nullable FileEdit off(
            RuleEntry entry, @Nullable FileToken id, RuleText places) {
        String off = RuleMode.OFF.keyword();
        if (entry.modeText() != null) {
            FileToken mode = places.scalar(entry.modeText());
            return mode == null ? null : mode.with(off);
        }
        return id == null ? null : places.insert(entry.at(), id, "mode", off);
    }

    /** The number nearest to the comparison itself, of several the first. */
    private static @Nullable Limits limits(
            Term.Comparison comparison,
            YamlNode.Scalar when,
            List<Feature> features,
            RuleText places) {
        Comparator comparator = comparison.comparator();
        if (comparator == Comparator.EQUAL
                || comparator == Comparator.UNEQUAL
                || comparison.left().type() != ValueType.NUMBER) {
            return null;
        }
        Deque<Place> open = new ArrayDeque<>();
        boolean rightIsGreater = comparator == Comparator.LESS || comparator == Comparator.AT_MOST;
        open.add(new Place(comparison.left(), !rightIsGreater));
        open.add(new Place(comparison.right(), rightIsGreater));
        while (!open.isEmpty()) {
            Place place = open.remove();
            if (place.term instanceof Term.NumberConstant constant) {
                FileToken token = places.number(when.at(constant.at()));
                if (token != null && Double.parseDouble(token.text()) == constant.value()) {
                    boolean whole = isWhole(constant, comparison, features);
                    return new Limits(
                            comparison,
                            constant,
                            new TunableNumber(token, constant.value(), whole, !place.helps));
                }
            }
            open.addAll(place.parts());
        }
        return null;
    }

    /**
     * A part of a comparison.
     *
     * @param helps whether a greater value, as far as signs can be told, makes it hold rather
     */
    private record Place(Term term, boolean helps) {
        /** The parts of arithmetic that keep order. */
        List<Place> parts() {
            List<Place> parts = new ArrayList<>();
            if (term instanceof Term.Negation negation) {
                parts.add(new Place(negation.operand(), !helps));
            } else if (term instanceof Term.Arithmetic arithmetic) {
                parts.add(new Place(arithmetic.left(), helps));
                // A divisor that passes zero turns the comparison twice.
                if (arithmetic.operator() != Operator.DIVIDED) {
                    boolean falling = arithmetic.operator() == Operator.MINUS;
                    parts.add(new Place(arithmetic.right(), falling ? !helps : helps));
                }
            } else if (term instanceof Term.Call call && call.function() != NumberFunction.ABS) {
                call.arguments().forEach(argument -> parts.add(new Place(argument, helps)));
            }
            return parts;
        }
    }

    private static boolean isWhole(
            Term.NumberConstant constant, Term.Comparison comparison, List<Feature> features) {
        Term other =
                comparison.left() == constant
                        ? comparison.right()
                        : comparison.right() == constant ? comparison.left() : constant;
        boolean counted =
                other instanceof Term.FeatureValue feature
                        && (features.get(feature.slot()).aggregate() == Aggregate.COUNT
                                || features.get(feature.slot()).aggregate() == Aggregate.DISTINCT);
        boolean ofTheClock =
                other instanceof Term.Field field
                        && (field.field() == EventField.LOCAL_HOUR
                                || field.field() == EventField.LOCAL_WEEKDAY);
        return (counted || ofTheClock) && constant.value() == Math.rint(constant.value());
    }
}
