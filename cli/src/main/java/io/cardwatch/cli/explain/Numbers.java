package io.cardwatch.cli.explain;

import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.Gap;
import io.cardwatch.rule.TracedValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes values as people read them: amounts to the cent, counts as whole numbers. */
final class Numbers {
    private static final int FINE = 4;
    private static final int PLACES = 2;
    private static final double SMALL = 10.0;
    private static final double LARGE = 1e15;

    private final Set<String> amounts =
            new HashSet<>(Set.of("event.amount", "event.transactionAmount"));

    Numbers(List<Feature> features) {
        features.stream()
                .filter(feature -> isAmount(feature.aggregate()))
                .map(Feature::name)
                .forEach(amounts::add);
    }

    private static boolean isAmount(Aggregate aggregate) {
        return switch (aggregate) {
            case SUM, MEAN, STDDEV, MIN, MAX, LAST, QUANTILE -> true;
            case COUNT, DISTINCT, ELAPSED, FIRST_SEEN, SPEED, FRAUD_RATE, SEQUENCE -> false;
        };
    }

    /** A value as a test compares it. */
    String of(TracedValue value) {
        if (value.missing()) {
            return "missing";
        }
        return switch (value.type()) {
            case TEXT -> "'" + value.text() + "'";
            case FLAG -> value.number() == 0.0 ? "false" : "true";
            case NUMBER -> number(value.name(), value.number());
        };
    }

    /** A number that a feature, a field or an expression of that text came to. */
    String number(String name, double value) {
        if (Double.isNaN(value)) {
            return "not a number";
        } else if (Double.isInfinite(value) || Math.abs(value) >= LARGE) {
            return Double.toString(value);
        }
        return isAmount(name) ? places(value, PLACES) : plain(value);
    }

    /** How much a gap is, without its sign. */
    String by(Gap gap) {
        double by = Math.abs(gap.by());
        String shown = number(gap.of(), by);
        boolean vanishes = by != 0.0 && new BigDecimal(shown).signum() == 0;
        return vanishes ? new BigDecimal(by).round(new MathContext(1)).toPlainString() : shown;
    }

    /** A score, or another number without a name. */
    static String plain(double value) {
        if (value == Math.rint(value)) {
            return new BigDecimal(value).toPlainString();
        }
        BigDecimal rounded =
                new BigDecimal(value)
                        .setScale(Math.abs(value) < SMALL ? FINE : PLACES, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String places(double value, int places) {
        return new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    /** Sums and multiples of amounts are amounts; ratios of them are not. */
    private boolean isAmount(String expression) {
        return !expression.contains("/")
                && Arrays.stream(expression.split("[^A-Za-z0-9_.]+", -1))
                        .anyMatch(amounts::contains);
    }
}
