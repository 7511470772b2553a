package io.cardwatch.rule;

import org.jspecify.annotations.Nullable;

/** The arithmetic of the rule language, which CEL and Java write alike. */
enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED("/");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    double apply(double left, double right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED -> left / right;
        };
    }

    /** The operation that CEL calls by that name, such as {@code _+_}, or null. */
    static @Nullable Operator ofCel(String function) {
        for (Operator operator : values()) {
            if (function.equals("_" + operator.symbol + "_")) {
                return operator;
            }
        }
        return null;
    }
}
