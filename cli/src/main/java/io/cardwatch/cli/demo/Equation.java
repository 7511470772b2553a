package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Two numbers that must be equal once everything is accounted for.
 *
 * @param left what the first number is
 * @param leftValue the first number
 * @param right what the second number is
 * @param rightValue the second number
 */
record Equation(String left, long leftValue, String right, long rightValue) {
    Equation {
        requireNonNull(left, "left");
        requireNonNull(right, "right");
    }

    boolean holds() {
        return leftValue == rightValue;
    }

    /** Both sides with their numbers, in words. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%s (%,d) %s %s (%,d)",
                left,
                leftValue,
                holds() ? "=" : "is not",
                right,
                rightValue);
    }
}
