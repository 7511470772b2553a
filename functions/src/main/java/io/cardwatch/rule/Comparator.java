package io.cardwatch.rule;

import org.jspecify.annotations.Nullable;

/** The comparisons of the rule language, which CEL and Java write alike. */
enum Comparator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** The same comparison with its sides swapped. */
    Comparator mirrored() {
        return switch (this) {
            case EQUAL, UNEQUAL -> this;
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    /** The comparison that CEL calls by that name, such as {@code _<_}, or null. */
    static @Nullable Comparator ofCel(String function) {
        for (Comparator comparator : values()) {
            if (function.equals("_" + comparator.symbol + "_")) {
                return comparator;
            }
        }
        return null;
    }

    /** The comparison that holds where this one does not, between numbers that are there. */
    Comparator negated() {
        return switch (this) {
            case LESS -> AT_LEAST;
            case AT_MOST -> GREATER;
            case GREATER -> AT_MOST;
            case AT_LEAST -> LESS;
            case EQUAL -> UNEQUAL;
            case UNEQUAL -> EQUAL;
        };
    }

    /** Whether it asks which of two is greater. */
    boolean isOrdering() {
        return this != EQUAL && this != UNEQUAL;
    }

    /** Whether it holds between two numbers; between NaN and anything only {@code !=} does. */
    boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case UNEQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    /** Whether it holds between a value and itself. */
    boolean holdsForEquals() {
        return switch (this) {
            case AT_MOST, AT_LEAST, EQUAL -> true;
            case LESS, GREATER, UNEQUAL -> false;
        };
    }
}
