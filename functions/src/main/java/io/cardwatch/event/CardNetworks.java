package io.cardwatch.event;

/**
 * Which issuer identification numbers belong to a card network, and how long its card numbers are.
 *
 * <p>The ranges are those the networks publish for merchants and acquirers (issuer identification
 * numbers after ISO/IEC 7812-1). Networks whose range would take in a large share of ordinary
 * numbers are left out: UATP, which is every 15-digit number that starts with 1. Maestro owns 50
 * and 56 to 69 at 12 to 19 digits; under 16 digits only the prefixes it still issues are taken,
 * because 15-digit merchant numbers are common.
 */
final class CardNetworks {
    private static final int PREFIX_DIGITS = 6;

    /** First and last six-digit prefix, and the lengths as bits, of each range. */
    private static final int[][] RANGES = {
        range("4", "4", 13, 13), // Visa
        range("4", "4", 16, 16),
        range("4", "4", 19, 19),
        range("51", "55", 16, 16), // Mastercard
        range("2221", "2720", 16, 16),
        range("34", "34", 15, 15), // American Express
        range("37", "37", 15, 15),
        range("300", "305", 14, 19), // Diners Club
        range("3095", "3095", 14, 19),
        range("36", "36", 14, 19),
        range("38", "39", 14, 19),
        range("3528", "3589", 16, 19), // JCB
        range("50", "50", 16, 19), // Maestro, RuPay, Verve
        range("56", "58", 16, 19), // Maestro
        range("60", "69", 16, 19), // Discover, UnionPay, Maestro, RuPay, Troy
        range("5018", "5018", 13, 15), // Maestro
        range("5020", "5020", 13, 15),
        range("5038", "5038", 13, 15),
        range("5893", "5893", 13, 15),
        range("6304", "6304", 13, 15),
        range("6759", "6759", 13, 15),
        range("6761", "6763", 13, 15),
        range("81", "82", 16, 19), // UnionPay, RuPay
        range("2200", "2204", 16, 19), // Mir
        range("9792", "9792", 16, 16), // Troy
    };

    private CardNetworks() {}

    /**
     * Whether a network issues numbers of this length under this prefix.
     *
     * @param prefix the number's first six digits
     * @param length how many digits the number has
     */
    static boolean issue(int prefix, int length) {
        for (int[] range : RANGES) {
            if (prefix >= range[0] && prefix <= range[1] && (range[2] & 1 << length) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int[] range(String first, String last, int shortest, int longest) {
        int lengths = 0;
        for (int length = shortest; length <= longest; length++) {
            lengths |= 1 << length;
        }
        return new int[] {
            Integer.parseInt(first + "0".repeat(PREFIX_DIGITS - first.length())),
            Integer.parseInt(last + "9".repeat(PREFIX_DIGITS - last.length())),
            lengths
        };
    }
}
