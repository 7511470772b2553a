package io.cardwatch.gateway.state;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one form of an address by which a consent's and a provider's are compared: without the
 * prefixes of consents and without a plus sign, since providers name the same number with and
 * without one.
 */
public final class Addresses {
    private static final Pattern DECORATION = Pattern.compile("^(psid:|wa:)?\\+?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private Addresses() {}

    static String canonical(String address) {
        return DECORATION.matcher(address.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Whether it is a number: such a one cannot be compared with another kind of id. */
    public static boolean isNumber(String address) {
        return DIGITS.matcher(canonical(address)).matches();
    }
}
