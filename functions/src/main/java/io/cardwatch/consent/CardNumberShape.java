package io.cardwatch.consent;

import io.cardwatch.event.CardNumberGuard;
import java.util.regex.Pattern;

/**
 * Tells whether an address holds what looks like a card number.
 *
 * <p>Addresses in a declared form are not looked into, since phone numbers and platform ids have as
 * many digits as card numbers: {@code +} and up to 15 digits (E.164), or a platform's prefix and
 * its id, as in {@code psid:1234567890123456} or {@code wa:US.13491208655302741918}.
 */
final class CardNumberShape {
    private static final Pattern DECLARED =
            Pattern.compile("\\+[1-9]\\d{6,14}|(psid|wa):\\d+|wa:[A-Z]{2}(\\.[A-Za-z0-9]+){1,2}");

    private CardNumberShape() {}

    static boolean isIn(String text) {
        return !DECLARED.matcher(text).matches() && CardNumberGuard.finds(text);
    }
}
