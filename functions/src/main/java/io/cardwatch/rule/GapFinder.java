package io.cardwatch.rule;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds how far a comparison of numbers is from coming out as wanted.
 *
 * <p>One feature or field moves where one stands alone on a side, the left one first, or is the
 * only one; otherwise a side moves as a whole, the left one unless it names nothing. Where the
 * value moves both sides, or stands within an expression, the place is searched for and tried.
 */
final class GapFinder {
    /** How often the search for a value on the other side doubles its step. */
    private static final int MOST_STEPS = 64;

    /** Beyond it doubles have no next whole number. */
    private static final double MOST_WHOLE = 0x1p53;

    /** The first step of a search that nothing guides, beside the value. */
    private static final double SMALL = 1.0 / 1024.0;

    private final List<Feature> features;
    private final TermText text;
    private final TermValues values;

    GapFinder(List<Feature> features, TermText text, TermValues values) {
        this.features = List.copyOf(features);
        this.text = text;
        this.values = values;
    }

    /** The gap of a test that is known and did not come out as wanted; null where there is none. */
    @Nullable Gap find(Term test, boolean wanted) {
        if (values.flag(test) != (wanted ? EventField.FALSE : EventField.TRUE)) {
            return null;
        } else if (test instanceof Term.NumberIn in) {
            return wanted ? toNearest(in) : null;
        } else if (test instanceof Term.Comparison comparison
                && comparison.left().type() == ValueType.NUMBER) {
            return of(comparison, wanted);
        }
        return null;
    }

    private @Nullable Gap of(Term.Comparison comparison, boolean wanted) {
        Comparator comparator =
                wanted ? comparison.comparator() : comparison.comparator().negated();
        Term variable = moving(comparison);
        if (variable != null) {
            return ofVariable(comparison, comparator, wanted, variable);
        }
        return comparator.isOrdering() ? ofSide(comparison, comparator) : null;
    }

    private @Nullable Gap toNearest(Term.NumberIn in) {
        double value = values.number(in.operand());
        double nearest = Double.NaN;
        for (double each : in.values()) {
            if (!(Math.abs(each - value) >= Math.abs(nearest - value))) {
                nearest = each;
            }
        }
        Gap gap = gap(in.operand(), value, nearest, false, nearest > value);
        return gap != null && gap.target() == nearest ? gap : null;
    }

    private @Nullable Gap ofSide(Term.Comparison comparison, Comparator comparator) {
        if (ConditionLinter.namesNothing(comparison)) {
            return null;
        }
        boolean leftMoves = !ConditionLinter.namesNothing(comparison.left());
        return leftMoves
                ? to(comparison.left(), comparator, values.number(comparison.right()))
                : to(comparison.right(), comparator.mirrored(), values.number(comparison.left()));
    }

    /** The gap of something that has to compare with a bound that stays. */
    private @Nullable Gap to(Term moving, Comparator comparator, double bound) {
        double value = values.number(moving);
        return switch (comparator) {
            case AT_LEAST -> gap(moving, value, bound, false, true);
            case GREATER -> gap(moving, value, bound, true, true);
            case AT_MOST -> gap(moving, value, bound, false, false);
            case LESS -> gap(moving, value, bound, true, false);
            case EQUAL -> gap(moving, value, bound, false, bound > value);
            case UNEQUAL -> null;
        };
    }

    private @Nullable Gap gap(Term moving, double value, double limit, boolean beyond, boolean up) {
        if (!Double.isFinite(value) || !Double.isFinite(limit)) {
            return null;
        }
        if (!isWhole(moving) || Math.max(Math.abs(value), Math.abs(limit)) >= MOST_WHOLE) {
            return new Gap(text.of(moving), value, limit, beyond, up, false);
        }
        double stop = up ? Math.ceil(limit) : Math.floor(limit);
        if (beyond && stop == limit) {
            stop += up ? 1.0 : -1.0;
        }
        return new Gap(text.of(moving), value, stop, false, up, true);
    }

    /** Whether a value counts something, so that there is nothing between two whole numbers. */
    private boolean isWhole(Term term) {
        if (term instanceof Term.FeatureValue feature) {
            Aggregate aggregate = features.get(feature.slot()).aggregate();
            return aggregate == Aggregate.COUNT || aggregate == Aggregate.DISTINCT;
        }
        return term instanceof Term.Field field
                && (field.field() == EventField.LOCAL_HOUR
                        || field.field() == EventField.LOCAL_WEEKDAY);
    }

    private @Nullable Gap ofVariable(
            Term.Comparison comparison, Comparator comparator, boolean wanted, Term variable) {
        boolean left = isVariable(comparison.left(), variable);
        Term other = left ? comparison.right() : comparison.left();
        boolean alone = left || isVariable(comparison.right(), variable);
        DoublePredicate comesOut =
                value ->
                        values.with(variable, value).flag(comparison)
                                == (wanted ? EventField.TRUE : EventField.FALSE);
        if (!alone || numbers(other).contains(variable)) {
            return comparator.isOrdering()
                    ? search(comparison, comparator, variable, comesOut)
                    : null;
        }
        Comparator own = left ? comparator : comparator.mirrored();
        Gap gap = to(variable, own, values.number(other));
        return gap != null && comesOut.test(gap.target()) ? gap : null;
    }

    /** The feature or field that moves, without its place; null where a side does as a whole. */
    private static @Nullable Term moving(Term.Comparison comparison) {
        Set<Term> numbers = numbers(comparison);
        for (Term side : List.of(comparison.left(), comparison.right())) {
            Term value = TermNames.withoutPlace(side);
            if (value != null && numbers.contains(value)) {
                return value;
            }
        }
        return numbers.size() == 1 ? numbers.iterator().next() : null;
    }

    private static boolean isVariable(Term side, Term variable) {
        return variable.equals(TermNames.withoutPlace(side));
    }

    private static Set<Term> numbers(Term term) {
        return TermNames.values(term).stream()
                .filter(value -> value.type() == ValueType.NUMBER)
                .collect(toSet());
    }

    /** First where a straight line between the sides would meet, and beyond; then the other way. */
    private @Nullable Gap search(
            Term.Comparison comparison,
            Comparator comparator,
            Term variable,
            DoublePredicate comesOut) {
        double value = values.number(variable);
        double apart = difference(comparison, variable, value);
        double slope = difference(comparison, variable, value + 1.0) - apart;
        double guess = -apart / slope;
        double small = Math.max(Math.abs(value), 1.0) * SMALL;
        boolean straight = Double.isFinite(guess) && guess != 0.0;
        double first = straight ? guess : small;
        double[] steps = {first, -Math.copySign(small, first)};
        for (double step : steps) {
            Double target = search(value, step, range(variable), comesOut);
            if (target != null) {
                return searched(variable, value, target, isStrict(comparator), comesOut);
            }
        }
        return null;
    }

    private double difference(Term.Comparison comparison, Term variable, double value) {
        TermValues moved = values.with(variable, value);
        return moved.number(comparison.left()) - moved.number(comparison.right());
    }

    private static boolean isStrict(Comparator comparator) {
        return comparator == Comparator.LESS || comparator == Comparator.GREATER;
    }

    private Range range(Term variable) {
        return variable instanceof Term.FeatureValue feature
                ? ConditionLinter.rangeOf(features.get(feature.slot()))
                : ConditionLinter.rangeOf(((Term.Field) variable).field());
    }

    /** The nearest value in that direction that does, of two neighbours of which one does not. */
    private static @Nullable Double search(
            double from, double firstStep, Range range, DoublePredicate comesOut) {
        double not = from;
        double step = firstStep;
        for (int i = 0; i < MOST_STEPS; i++) {
            double does = Math.max(range.low(), Math.min(range.high(), from + step));
            if (!Double.isFinite(does)) {
                return null;
            } else if (comesOut.test(does)) {
                return between(not, does, comesOut);
            }
            not = does;
            step *= 2.0;
        }
        return null;
    }

    private static double between(double not, double does, DoublePredicate comesOut) {
        double low = not;
        double high = does;
        while (Math.nextAfter(low, high) != high) {
            double middle = low / 2.0 + high / 2.0;
            if (middle == low || middle == high) {
                middle = Math.nextAfter(low, high);
            }
            if (comesOut.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private @Nullable Gap searched(
            Term variable, double value, double target, boolean strict, DoublePredicate comesOut) {
        boolean up = target > value;
        if (isWhole(variable) && Math.max(Math.abs(value), Math.abs(target)) < MOST_WHOLE) {
            double whole = up ? Math.ceil(target) : Math.floor(target);
            double before = whole + (up ? -1.0 : 1.0);
            return comesOut.test(whole) && !comesOut.test(before)
                    ? new Gap(text.of(variable), value, whole, false, up, true)
                    : null;
        }
        double before = Math.nextAfter(target, value);
        Gap beyond = new Gap(text.of(variable), value, before, true, up, false);
        // Beyond the number before zero lies -0.0, which does not do where it is divided by.
        return strict && comesOut.test(beyond.target())
                ? beyond
                : new Gap(text.of(variable), value, target, false, up, false);
    }
}
