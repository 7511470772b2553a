package io.cardwatch.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions over numbers, which behave as those of {@link Math} with the same name. */
enum NumberFunction {
    MIN(2),
    MAX(2),
    ABS(1);

    private final int arity;

    NumberFunction(int arity) {
        this.arity = arity;
    }

    int arity() {
        return arity;
    }

    /** The value; of a function of one argument both are that. */
    double apply(double first, double last) {
        return switch (this) {
            case MIN -> Math.min(first, last);
            case MAX -> Math.max(first, last);
            case ABS -> Math.abs(first);
        };
    }

    /** The name in the rule language and in {@link Math}. */
    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What CEL calls the function's one form. */
    String overloadId() {
        return keyword() + "_double".repeat(arity);
    }

    static @Nullable NumberFunction named(String keyword) {
        for (NumberFunction function : values()) {
            if (function.keyword().equals(keyword)) {
                return function;
            }
        }
        return null;
    }
}
