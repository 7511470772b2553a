package io.cardwatch.event;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Finds card numbers in text: 13 to 19 digits that pass the Luhn check and have the prefix and the
 * length of a card network, wherever they stand.
 *
 * <p>Digits may be grouped by up to three spaces, dashes or invisible characters, and may be those
 * of any script. A candidate starts and ends where a group of digits does.
 *
 * <p>What is deliberately not taken for a card number:
 *
 * <ul>
 *   <li>a part of a longer run of digits: a 24-digit identifier has dozens of parts, and one in ten
 *       passes Luhn, so that nearly every such identifier would be refused;
 *   <li>a UUID, and digits amid the letters of a hexadecimal hash, for the same reason: these are
 *       what cards and events are rightly named by;
 *   <li>the fraction of a decimal number: the digits of 0.4532015112830366.
 * </ul>
 *
 * <p>A numeric identifier that meets all three conditions by chance, about one in thirty random
 * 16-digit ones, is refused: it cannot be told from a card number.
 *
 * <p>The work is linear in the text's length: each group of digits is read on for 19 digits at
 * most.
 */
public final class CardNumberGuard {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int PREFIX_DIGITS = 6;
    private static final int MOST_SEPARATORS = 3;
    private static final int NONE = -1;

    private CardNumberGuard() {}

    /** Whether a card number stands in the text. */
    public static boolean finds(String text) {
        int length = text.length();
        int at = 0;
        while (length - at >= SHORTEST) {
            if (digitAt(text, at) < 0) {
                at++;
                continue;
            }
            int end = isFraction(text, at) ? NONE : endOfCardNumber(text, at);
            if (end != NONE && !HashShapes.enclose(text, at, end)) {
                return true;
            }
            while (digitAt(text, at) >= 0) {
                at++;
            }
        }
        return false;
    }

    /**
     * Whether a number in JSON's notation is a card number, also as {@code 4.2e15} or with a zero
     * fraction.
     */
    static boolean findsInNumber(String number) {
        if (number.length() < SHORTEST) {
            return false;
        }
        if (number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return finds(number);
        }
        BigDecimal value;
        try {
            value = new BigDecimal(number).abs().stripTrailingZeros();
        } catch (NumberFormatException | ArithmeticException beyondAnyCardNumber) {
            return false;
        }
        long wholeDigits = (long) value.precision() - value.scale();
        if (value.scale() > 0 || wholeDigits > LONGEST) {
            return false;
        }
        BigInteger whole = value.toBigIntegerExact();
        return finds(whole.toString());
    }

    /** Where the card number ends whose first digit stands at {@code start}, or {@link #NONE}. */
    private static int endOfCardNumber(String text, int start) {
        // The parity of the length decides which digits Luhn doubles: both sums are kept.
        int evenDoubled = 0;
        int oddDoubled = 0;
        int prefix = 0;
        int count = 0;
        int at = start;
        while (true) {
            int digit = digitAt(text, at);
            if (digit >= 0) {
                if (count == LONGEST) {
                    return NONE;
                }
                int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
                boolean even = (count & 1) == 0;
                evenDoubled += even ? doubled : digit;
                oddDoubled += even ? digit : doubled;
                // No network in the table starts with these; most groups of digits end here.
                if (count == 0 && (digit < 2 || digit == 7)) {
                    return NONE;
                }
                if (count < PREFIX_DIGITS) {
                    prefix = 10 * prefix + digit;
                }
                count++;
                at++;
                continue;
            }
            int luhn = (count & 1) == 0 ? evenDoubled : oddDoubled;
            if (count >= SHORTEST && luhn % 10 == 0 && CardNetworks.issue(prefix, count)) {
                return at;
            }
            int next = nextGroup(text, at);
            if (next == NONE) {
                return NONE;
            }
            at = next;
        }
    }

    private static int nextGroup(String text, int gap) {
        int at = gap;
        while (at - gap < MOST_SEPARATORS && at < text.length() && separates(text.charAt(at))) {
            at++;
        }
        return at > gap && digitAt(text, at) >= 0 ? at : NONE;
    }

    private static boolean isFraction(String text, int at) {
        return at >= 2 && text.charAt(at - 1) == '.' && digitAt(text, at - 2) >= 0;
    }

    private static int digitAt(String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        char c = text.charAt(at);
        if (c < 128) {
            return c >= '0' && c <= '9' ? c - '0' : -1;
        }
        return Character.digit(c, 10);
    }

    private static boolean separates(char c) {
        if (c < 128) {
            return c == ' ' || c == '-' || c == '\t';
        }
        int type = Character.getType(c);
        return type == Character.SPACE_SEPARATOR
                || type == Character.DASH_PUNCTUATION
                || type == Character.FORMAT;
    }
}
