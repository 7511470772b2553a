package io.cardwatch.rule;

/**
 * The values a number can have, when it is there: from {@code low} to {@code high}, both included,
 * and NaN where {@code nan} says so. Wider than the truth where that is hard to know.
 */
record Range(double low, double high, boolean nan) {
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);

    static Range of(double value) {
        return Double.isNaN(value) ? ANY : new Range(value, value, false);
    }

    static Range between(double low, double high) {
        return new Range(low, high, false);
    }

    boolean isConstant() {
        return low == high && !nan;
    }

    Range negated() {
        return new Range(-high, -low, nan);
    }

    Range union(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high), nan || other.nan);
    }

    Range apply(Operator operator, Range other) {
        boolean dividesByZero =
                operator == Operator.DIVIDED && other.low <= 0.0 && other.high >= 0.0;
        if (dividesByZero && !(isConstant() && other.isConstant())) {
            return ANY;
        }
        double a = operator.apply(low, other.low);
        double b = operator.apply(low, other.high);
        double c = operator.apply(high, other.low);
        double d = operator.apply(high, other.high);
        double least = Math.min(Math.min(a, b), Math.min(c, d));
        double most = Math.max(Math.max(a, b), Math.max(c, d));
        if (Double.isNaN(least)) {
            return ANY;
        }
        // Two numbers without bounds may both overflow, and then their difference or ratio is NaN.
        boolean overflows = isUnbounded() && other.isUnbounded();
        return new Range(least, most, nan || other.nan || overflows);
    }

    Range apply(NumberFunction function, Range other) {
        return switch (function) {
            case MIN ->
                    new Range(
                            Math.min(low, other.low), Math.min(high, other.high), nan || other.nan);
            case MAX ->
                    new Range(
                            Math.max(low, other.low), Math.max(high, other.high), nan || other.nan);
            case ABS -> {
                double most = Math.max(Math.abs(low), Math.abs(high));
                boolean spansZero = low <= 0.0 && high >= 0.0;
                double least = spansZero ? 0.0 : Math.min(Math.abs(low), Math.abs(high));
                yield new Range(least, most, nan);
            }
        };
    }

    /** How a comparison of any two such values comes out. */
    Truth compare(Comparator comparator, Range other) {
        boolean anyNan = nan || other.nan;
        return switch (comparator) {
            case LESS -> Truth.of(high < other.low && !anyNan, low >= other.high);
            case AT_MOST -> Truth.of(high <= other.low && !anyNan, low > other.high);
            case GREATER, AT_LEAST -> other.compare(comparator.mirrored(), this);
            case EQUAL ->
                    Truth.of(
                            isConstant() && other.isConstant() && low == other.low,
                            high < other.low || low > other.high);
            case UNEQUAL -> compare(Comparator.EQUAL, other).negated();
        };
    }

    private boolean isUnbounded() {
        return Double.isInfinite(low) || Double.isInfinite(high);
    }

    /** What is known of a condition before any event is seen, if nothing in it is missing. */
    enum Truth {
        ALWAYS,
        NEVER,
        DEPENDS;

        static Truth of(boolean always, boolean never) {
            return always ? ALWAYS : never ? NEVER : DEPENDS;
        }

        Truth negated() {
            return switch (this) {
                case ALWAYS -> NEVER;
                case NEVER -> ALWAYS;
                case DEPENDS -> DEPENDS;
            };
        }
    }
}
