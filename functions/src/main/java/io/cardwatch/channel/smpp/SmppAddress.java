package io.cardwatch.channel.smpp;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a text message is from or for.
 *
 * @param ton the type of number: 0 unknown, 1 international, 3 of the network, 5 a name
 * @param npi the numbering plan: 0 unknown, 1 E.164
 * @param value digits, or a name
 */
record SmppAddress(byte ton, byte npi, String value) {
    private static final byte UNKNOWN = 0;
    private static final byte INTERNATIONAL = 1;
    private static final byte OF_NETWORK = 3;
    private static final byte NAME = 5;
    private static final byte TELEPHONE = 1;

    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");
    private static final Pattern NAMES = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");

    /** Digits that are too many for a short code or a number without its country. */
    private static final Pattern WITH_COUNTRY = Pattern.compile("[1-9][0-9]{10,14}");

    /** A number in E.164, as {@code +15555550123}. */
    static SmppAddress ofNumber(String e164) {
        return new SmppAddress(INTERNATIONAL, TELEPHONE, e164.substring(1));
    }

    /** A short code or a name, or null where it is neither. */
    static @Nullable SmppAddress ofCodeOrName(String text) {
        if (SHORT_CODE.matcher(text).matches()) {
            return new SmppAddress(OF_NETWORK, UNKNOWN, text);
        }
        return NAMES.matcher(text).matches() ? new SmppAddress(NAME, UNKNOWN, text) : null;
    }

    /** As consents write it: E.164 where it is a number with its country. */
    String written() {
        boolean bare = !value.startsWith("+");
        boolean withCountry =
                ton == INTERNATIONAL || (ton == UNKNOWN && WITH_COUNTRY.matcher(value).matches());
        return bare && withCountry ? "+" + value : value;
    }

    @Override
    public String toString() {
        return "SmppAddress[redacted]";
    }
}
