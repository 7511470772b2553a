package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;

/**
 * A comparison with a number that can be tuned: to which value of the number, or from which on, the
 * comparison holds on an event. Exact to the last bit, so that a threshold chosen by limits decides
 * as the compiled condition does.
 *
 * <p>What a comparison does with its number keeps order (sums, products, dividends, min, max), so
 * on one event it changes at one value only. A divisor does not, and is never such a number.
 */
final class Limits {
    /** Relative distance within which a limit found by arithmetic is trusted to lie. */
    private static final double NEAR = 1e-9;

    private final Term.Comparison comparison;
    private final Term.NumberConstant constant;
    private final TunableNumber number;

    Limits(Term.Comparison comparison, Term.NumberConstant constant, TunableNumber number) {
        this.comparison = comparison;
        this.constant = constant;
        this.number = number;
    }

    TunableNumber number() {
        return number;
    }

    /**
     * The limit on an event: infinite where the comparison comes out the same for every value, NaN
     * where something is missing. Where it turns the other way round on an event (a factor is below
     * zero), the limit keeps the outcome that the number in the file has.
     */
    double of(CardEvent event, double[] features, TermValues terms) {
        if (comparison.right() == constant) {
            return direct(comparison.left(), comparison.comparator(), event, features, terms);
        } else if (comparison.left() == constant) {
            Comparator mirrored = comparison.comparator().mirrored();
            return direct(comparison.right(), mirrored, event, features, terms);
        }
        if (terms.flag(comparison) == EventField.MISSING) {
            return Double.NaN;
        }
        boolean atLeast = holds(terms, 0.0);
        boolean atMost = holds(terms, TunableNumber.MOST);
        if (atLeast == atMost) {
            return always(atLeast);
        } else if (atLeast != number.upTo()) {
            return always(holds(terms, number.value()));
        }
        return search(terms);
    }

    private double direct(
            Term value,
            Comparator comparator,
            CardEvent event,
            double[] features,
            TermValues terms) {
        double left;
        if (value instanceof Term.FeatureValue feature) {
            left = features[feature.slot()];
        } else if (value instanceof Term.Field field) {
            left = field.field().number(event);
        } else if (terms.isPresent(value)) {
            left = terms.number(value);
            if (Double.isNaN(left)) {
                return always(false);
            }
        } else {
            return Double.NaN;
        }
        return switch (comparator) {
            case AT_LEAST, AT_MOST -> left;
            case GREATER -> Math.nextDown(left);
            case LESS -> Math.nextUp(left);
            case EQUAL, UNEQUAL -> throw new IllegalStateException("not an order");
        };
    }

    private double always(boolean holds) {
        return holds == number.upTo() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private boolean holds(TermValues terms, double value) {
        return terms.with(constant, value).flag(comparison) == EventField.TRUE;
    }

    /** Between two values of which only one makes the comparison hold. */
    private double search(TermValues terms) {
        double low = 0.0;
        double high = TunableNumber.MOST;
        double guess = linear(terms);
        if (guess > low && guess < high) {
            double below = guess * (1.0 - NEAR);
            double above = guess * (1.0 + NEAR);
            if (holds(terms, below) == number.upTo()) {
                low = below;
            }
            if (above < high && holds(terms, above) != number.upTo()) {
                high = above;
            }
        }
        // Doubles that are not negative are ordered as their bits are.
        long first = Double.doubleToRawLongBits(low);
        long last = Double.doubleToRawLongBits(high);
        while (last - first > 1) {
            long middle = first + (last - first) / 2;
            if (holds(terms, Double.longBitsToDouble(middle)) == number.upTo()) {
                first = middle;
            } else {
                last = middle;
            }
        }
        return Double.longBitsToDouble(number.upTo() ? first : last);
    }

    /** Where the sides are equal if they are linear in the number, as they mostly are. */
    private double linear(TermValues terms) {
        double atZero = difference(terms.with(constant, 0.0));
        double atOne = difference(terms.with(constant, 1.0));
        return atZero / (atZero - atOne);
    }

    private double difference(TermValues terms) {
        return terms.number(comparison.left()) - terms.number(comparison.right());
    }
}
