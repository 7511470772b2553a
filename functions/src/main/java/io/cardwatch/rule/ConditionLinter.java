package io.cardwatch.rule;

import io.cardwatch.rule.Range.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that no event can change: those that are always or never true, given what values
 * features and fields can have at all.
 *
 * <p>A part that is never true is an error. One that is always true is an error where it names
 * nothing or is the whole condition, and otherwise a warning, since a missing value still makes a
 * difference there.
 */
final class ConditionLinter {
    private static final String DEPENDENT = "a condition that depends on the event";

    private final List<Range> slots;
    private final Problems problems;
    private @Nullable Term whole;

    /**
     * @param slots the values that each feature can have
     */
    ConditionLinter(List<Range> slots, Problems problems) {
        this.slots = List.copyOf(slots);
        this.problems = problems;
    }

    /** The values that a feature can have when it is there. */
    static Range rangeOf(@Nullable Feature feature) {
        if (feature == null) {
            return Range.ANY;
        }
        return switch (feature.aggregate()) {
            case COUNT, DISTINCT -> Range.between(0.0, mostEntries(feature));
            case SUM, MEAN, SPEED -> Range.between(0.0, Double.POSITIVE_INFINITY);
            case ELAPSED -> Range.between(0.0, (double) feature.over().toSeconds());
            case FIRST_SEEN, FRAUD_RATE, SEQUENCE -> Range.between(0.0, 1.0);
            case STDDEV, MIN, MAX, LAST, QUANTILE -> Range.between(0.0, Double.POSITIVE_INFINITY);
        };
    }

    /** The values that a numeric field can have when it is there. */
    static Range rangeOf(EventField field) {
        return Range.between(field.least(), field.most());
    }

    private static double mostEntries(Feature feature) {
        return feature.newest() == 0 ? Double.POSITIVE_INFINITY : feature.newest();
    }

    /** Reports what is constant in a condition. */
    void lint(Term condition, YamlNode.Scalar source) {
        whole = condition;
        check(condition, source);
    }

    /** The values that a numeric term can have. */
    Range range(Term term) {
        if (term instanceof Term.NumberConstant number) {
            return Range.of(number.value());
        } else if (term instanceof Term.FeatureValue feature) {
            return slots.get(feature.slot());
        } else if (term instanceof Term.Field field) {
            return rangeOf(field.field());
        } else if (term instanceof Term.Negation negation) {
            return range(negation.operand()).negated();
        } else if (term instanceof Term.Arithmetic arithmetic) {
            return range(arithmetic.left()).apply(arithmetic.operator(), range(arithmetic.right()));
        } else if (term instanceof Term.Call call) {
            Range first = range(call.arguments().get(0));
            Range last = range(call.arguments().get(call.arguments().size() - 1));
            return first.apply(call.function(), last);
        } else if (term instanceof Term.Choice choice) {
            return range(choice.then()).union(range(choice.otherwise()));
        }
        throw new IllegalArgumentException("not a number: " + term.getClass().getSimpleName());
    }

    /** Reports the innermost constant parts; what is built on them is not reported again. */
    private Truth check(Term term, YamlNode.Scalar source) {
        if (term instanceof Term.Not not) {
            return check(not.operand(), source).negated();
        } else if (term instanceof Term.And || term instanceof Term.Or) {
            checkTogether(term, source);
            return Truth.DEPENDS;
        } else if (term instanceof Term.Choice choice) {
            check(choice.condition(), source);
            return Truth.DEPENDS;
        }
        FieldValues.Impossible impossible = FieldValues.find(term);
        if (impossible != null) {
            report(impossible, term, source);
            return Truth.NEVER;
        }
        Truth truth = truth(term);
        report(truth, term, source);
        return namesNothing(term) && truth == Truth.DEPENDS ? Truth.NEVER : truth;
    }

    /** Looks at the parts of a conjunction or disjunction one by one, then at all of them. */
    private void checkTogether(Term together, YamlNode.Scalar source) {
        boolean all = together instanceof Term.And;
        List<Term> parts = new ArrayList<>();
        collectParts(together, all, parts);
        boolean depend = true;
        for (Term part : parts) {
            depend &= check(part, source) == Truth.DEPENDS;
        }
        Term excluded = depend ? Contradictions.find(parts, all) : null;
        if (excluded == null) {
            return;
        }
        Position at = source.at(excluded.at());
        if (all) {
            problems.error(at, "this excludes what stands before it", "one or the other");
        } else {
            constant(together, at, "this or what stands before it is always true");
        }
    }

    private void constant(Term term, Position at, String what) {
        if (term == whole) {
            problems.error(at, what, DEPENDENT);
        } else {
            problems.warning(at, what, DEPENDENT);
        }
    }

    private static void collectParts(Term term, boolean all, List<Term> parts) {
        boolean same = all ? term instanceof Term.And : term instanceof Term.Or;
        if (same) {
            TermNames.parts(term).forEach(part -> collectParts(part, all, parts));
        } else {
            parts.add(term);
        }
    }

    private Truth truth(Term term) {
        if (term instanceof Term.FlagConstant flag) {
            return Truth.of(flag.value(), !flag.value());
        } else if (term instanceof Term.Comparison comparison
                && comparison.left().type() == ValueType.NUMBER) {
            return isWithItself(comparison)
                    ? Truth.of(comparison.comparator().holdsForEquals(), true)
                    : range(comparison.left())
                            .compare(comparison.comparator(), range(comparison.right()));
        } else if (term instanceof Term.Comparison comparison) {
            return isWithItself(comparison)
                    ? Truth.of(comparison.comparator().holdsForEquals(), true)
                    : bothConstant(comparison) ? Truth.NEVER : Truth.DEPENDS;
        } else if (term instanceof Term.NumberIn in) {
            Range operand = range(in.operand());
            boolean possible =
                    in.values().stream()
                            .anyMatch(value -> operand.low() <= value && value <= operand.high());
            return Truth.of(false, !possible);
        }
        return Truth.DEPENDS;
    }

    private static boolean isWithItself(Term.Comparison comparison) {
        Term left = TermNames.withoutPlace(comparison.left());
        return left != null && left.equals(TermNames.withoutPlace(comparison.right()));
    }

    /** Two constants of one kind side by side: whichever way that comes out, it is a mistake. */
    private static boolean bothConstant(Term.Comparison comparison) {
        return (comparison.left() instanceof Term.TextConstant
                        || comparison.left() instanceof Term.FlagConstant)
                && (comparison.right() instanceof Term.TextConstant
                        || comparison.right() instanceof Term.FlagConstant);
    }

    /** Where one value of several can never be, that is a slip as well, and not a weaker one. */
    private void report(FieldValues.Impossible impossible, Term term, YamlNode.Scalar source) {
        boolean unequal =
                term instanceof Term.Comparison comparison
                        && comparison.comparator() == Comparator.UNEQUAL;
        String outcome = unequal ? "this can never be false: " : "this can never be true: ";
        boolean oneOfSeveral = term instanceof Term.TextIn in && in.values().size() > 1;
        problems.error(
                source.at(impossible.at()),
                (oneOfSeveral ? "a value that can never match: " : outcome) + impossible.message(),
                impossible.accepted(),
                impossible.nearest());
    }

    private void report(Truth truth, Term term, YamlNode.Scalar source) {
        Position at = source.at(term.at());
        switch (truth) {
            case DEPENDS -> {
                if (namesNothing(term)) {
                    problems.error(at, "this names nothing of the event", DEPENDENT);
                }
            }
            case NEVER -> problems.error(at, "this can never be true", DEPENDENT);
            case ALWAYS -> {
                if (namesNothing(term)) {
                    problems.error(at, "this is always true", DEPENDENT);
                } else {
                    constant(term, at, "this is true whenever its value is there");
                }
            }
        }
    }

    static boolean namesNothing(Term term) {
        Set<Integer> features = new HashSet<>();
        Set<EventField> fields = new HashSet<>();
        TermNames.collect(term, features, fields);
        return features.isEmpty() && fields.isEmpty();
    }
}
