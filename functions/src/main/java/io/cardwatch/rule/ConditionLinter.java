package io.cardwatch.rule;

import io.cardwatch.rule.Range.Truth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that no event can change: those that are always or never true, given what values
 * features and fields can have at all.
 *
 * <p>A part that is never true is an error; one that is always true is an error where it names
 * nothing, and a warning where it does, since a missing value still makes a difference there.
 */
final class ConditionLinter {
    private static final String DEPENDENT = "a condition that depends on the event";

    private final List<Range> slots;
    private final Problems problems;

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
            case COUNT, SUM, MEAN, DISTINCT, SPEED -> Range.between(0.0, Double.POSITIVE_INFINITY);
            case ELAPSED -> Range.between(0.0, (double) feature.over().toSeconds());
            case FIRST_SEEN -> Range.between(0.0, 1.0);
        };
    }

    /** Reports what is constant in a condition. */
    void lint(Term condition, YamlNode.Scalar source) {
        check(condition, source);
    }

    /** The values that a numeric term can have. */
    Range range(Term term) {
        if (term instanceof Term.NumberConstant number) {
            return Range.of(number.value());
        } else if (term instanceof Term.FeatureValue feature) {
            return slots.get(feature.slot());
        } else if (term instanceof Term.Field field) {
            return Range.between(field.field().least(), field.field().most());
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
        } else if (term instanceof Term.And and) {
            Truth left = check(and.left(), source);
            Truth right = check(and.right(), source);
            if (left != Truth.DEPENDS || right != Truth.DEPENDS) {
                return Truth.DEPENDS;
            }
            Contradictions contradictions = new Contradictions();
            int at = contradictions.find(and);
            if (at >= 0) {
                problems.error(
                        source.at(at), "this excludes what stands before it", "one or the other");
            }
            return Truth.DEPENDS;
        } else if (term instanceof Term.Or or) {
            check(or.left(), source);
            check(or.right(), source);
            return Truth.DEPENDS;
        } else if (term instanceof Term.Choice choice) {
            check(choice.condition(), source);
            return Truth.DEPENDS;
        }
        Truth truth = truth(term);
        report(truth, term, source);
        return truth;
    }

    private Truth truth(Term term) {
        if (term instanceof Term.FlagConstant flag) {
            return Truth.of(flag.value(), !flag.value());
        } else if (term instanceof Term.Comparison comparison
                && comparison.left().type() == ValueType.NUMBER) {
            return range(comparison.left())
                    .compare(comparison.comparator(), range(comparison.right()));
        } else if (term instanceof Term.Comparison comparison) {
            return bothConstant(comparison) ? Truth.NEVER : Truth.DEPENDS;
        } else if (term instanceof Term.NumberIn in) {
            Range operand = range(in.operand());
            boolean possible =
                    in.values().stream()
                            .anyMatch(value -> operand.low() <= value && value <= operand.high());
            return Truth.of(false, !possible);
        }
        return Truth.DEPENDS;
    }

    /** Two constants of one kind side by side: whichever way that comes out, it is a mistake. */
    private static boolean bothConstant(Term.Comparison comparison) {
        return (comparison.left() instanceof Term.TextConstant
                        || comparison.left() instanceof Term.FlagConstant)
                && (comparison.right() instanceof Term.TextConstant
                        || comparison.right() instanceof Term.FlagConstant);
    }

    private void report(Truth truth, Term term, YamlNode.Scalar source) {
        Position at = source.at(term.at());
        switch (truth) {
            case DEPENDS -> {}
            case NEVER -> problems.error(at, "this can never be true", DEPENDENT);
            case ALWAYS -> {
                if (namesNothing(term)) {
                    problems.error(at, "this is always true", DEPENDENT);
                } else {
                    problems.warning(at, "this is true whenever its value is there", DEPENDENT);
                }
            }
        }
    }

    private static boolean namesNothing(Term term) {
        Set<Integer> features = new HashSet<>();
        Set<EventField> fields = new HashSet<>();
        TermNames.collect(term, features, fields);
        return features.isEmpty() && fields.isEmpty();
    }

    /** What the parts of a conjunction leave over for each name. */
    private static final class Contradictions {
        private final Map<Term, double[]> numbers = new HashMap<>();
        private final Map<Term, Set<String>> texts = new HashMap<>();

        /** Where the first part stands that excludes those before it, or -1. */
        int find(Term term) {
            if (term instanceof Term.And and) {
                int left = find(and.left());
                return left >= 0 ? left : find(and.right());
            }
            return excludes(term) ? term.at() : -1;
        }

        private boolean excludes(Term term) {
            if (term instanceof Term.TextIn in) {
                return !narrow(in.operand(), Set.copyOf(in.values()));
            }
            if (!(term instanceof Term.Comparison comparison)) {
                return false;
            }
            Term left = comparison.left();
            Term right = comparison.right();
            if (right instanceof Term.NumberConstant bound) {
                return !narrow(left, comparison.comparator(), bound.value());
            } else if (left instanceof Term.NumberConstant bound) {
                return !narrow(right, comparison.comparator().mirrored(), bound.value());
            } else if (comparison.comparator() != Comparator.EQUAL) {
                return false;
            } else if (right instanceof Term.TextConstant text) {
                return !narrow(left, Set.of(text.value()));
            } else if (left instanceof Term.TextConstant text) {
                return !narrow(right, Set.of(text.value()));
            }
            return false;
        }

        private boolean narrow(Term name, Comparator comparator, double bound) {
            Term key = TermNames.withoutPlace(name);
            if (key == null) {
                return true;
            }
            double[] range =
                    numbers.computeIfAbsent(
                            key,
                            unused ->
                                    new double[] {
                                        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
                                    });
            switch (comparator) {
                case LESS -> range[1] = Math.min(range[1], Math.nextDown(bound));
                case AT_MOST -> range[1] = Math.min(range[1], bound);
                case GREATER -> range[0] = Math.max(range[0], Math.nextUp(bound));
                case AT_LEAST -> range[0] = Math.max(range[0], bound);
                case EQUAL -> {
                    range[0] = Math.max(range[0], bound);
                    range[1] = Math.min(range[1], bound);
                }
                case UNEQUAL -> {}
            }
            return range[0] <= range[1];
        }

        private boolean narrow(Term name, Set<String> allowed) {
            Term key = TermNames.withoutPlace(name);
            if (key == null) {
                return true;
            }
            Set<String> left = texts.computeIfAbsent(key, unused -> new HashSet<>(allowed));
            left.retainAll(allowed);
            return !left.isEmpty();
        }
    }
}
