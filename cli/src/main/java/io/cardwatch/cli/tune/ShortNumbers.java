package io.cardwatch.cli.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people write them in rules: few digits, no exponent. */
final class ShortNumbers {
    private ShortNumbers() {}

    /** The greatest number of so many digits that is not above a value that is not below zero. */
    static double down(double value, int digits) {
        return round(value, digits, RoundingMode.FLOOR);
    }

    /** The least number of so many digits that is not below a value that is not below zero. */
    static double up(double value, int digits) {
        return round(value, digits, RoundingMode.CEILING);
    }

    /** The nearest number of so many digits. */
    static double near(double value, int digits) {
        return round(value, digits, RoundingMode.HALF_EVEN);
    }

    private static double round(double value, int digits, RoundingMode mode) {
        return BigDecimal.valueOf(value).round(new MathContext(digits, mode)).doubleValue();
    }

    /** How many digits it takes to write a number. */
    static int digits(double value) {
        return value == 0.0 ? 1 : BigDecimal.valueOf(value).stripTrailingZeros().precision();
    }

    /** A number written in the manner of another: with a decimal point where that one has it. */
    static String text(double value, String like) {
        String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        boolean pointed = like.contains(".") && !plain.contains(".");
        return pointed ? plain + ".0" : plain;
    }
}
