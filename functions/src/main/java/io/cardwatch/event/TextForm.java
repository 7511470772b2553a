package io.cardwatch.event;

import com.google.common.net.InetAddresses;
import com.google.errorprone.annotations.Immutable;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The declared form of a text field.
 *
 * @param open whether the form leaves room for a card number, so that the guard has to look
 * @param check what is wrong with a value, or null
 */
@Immutable
record TextForm(boolean open, Check check) {

    /** Any text: what counts is whether it is the bank that the feed's profile names. */
    static final TextForm BANK_ID = new TextForm(false, value -> null);

    static final TextForm MESSAGE_TYPE =
            new TextForm(
                    false,
                    value ->
                            MessageType.fromWireName(value) == null
                                    ? RejectionReason.UNKNOWN_MESSAGE_TYPE
                                    : null);

    static final TextForm CURRENCY =
            new TextForm(
                    false,
                    value ->
                            IsoCodes.currencyExponent(value) == null
                                    ? RejectionReason.UNKNOWN_CURRENCY
                                    : null);

    static final TextForm COUNTRY =
            new TextForm(
                    false,
                    value -> IsoCodes.isCountry(value) ? null : RejectionReason.UNKNOWN_COUNTRY);

    /** IPv4 or IPv6 in text form, without a zone. */
    static final TextForm IP_ADDRESS =
            new TextForm(
                    false,
                    value ->
                            value.length() <= 45
                                            && everyCharacter(value, TextForm::isIpCharacter)
                                            && InetAddresses.isInetAddress(value)
                                    ? null
                                    : RejectionReason.BAD_FORMAT);

    /** A name of the bank's making: printable ASCII without spaces. */
    static TextForm reference(int longest) {
        return new TextForm(
                true,
                value -> {
                    if (!hasLength(value, longest)) {
                        return RejectionReason.BAD_LENGTH;
                    }
                    return everyCharacter(value, c -> c > ' ' && c <= '~')
                            ? null
                            : RejectionReason.BAD_FORMAT;
                });
    }

    /** Any text without control characters; its length counts code points, as JSON Schema does. */
    static TextForm open(int longest) {
        return new TextForm(
                true,
                value -> {
                    if (!hasLength(value, longest)) {
                        return RejectionReason.BAD_LENGTH;
                    }
                    return isWellFormed(value) ? null : RejectionReason.BAD_FORMAT;
                });
    }

    /** Decimal digits, of one of two lengths. */
    static TextForm digits(int length, int otherLength) {
        return new TextForm(
                false,
                value ->
                        (value.length() == length || value.length() == otherLength)
                                        && everyCharacter(value, TextForm::isDigit)
                                ? null
                                : RejectionReason.BAD_FORMAT);
    }

    /** Hexadecimal digits in lower case, so many. */
    static TextForm hash(int length) {
        return new TextForm(
                false,
                value ->
                        value.length() == length && everyCharacter(value, TextForm::isHashDigit)
                                ? null
                                : RejectionReason.BAD_FORMAT);
    }

    /** ASCII letters and digits. */
    static TextForm alphanumeric(int shortest, int longest) {
        return new TextForm(
                false,
                value ->
                        value.length() >= shortest
                                        && value.length() <= longest
                                        && everyCharacter(value, TextForm::isAlphanumeric)
                                ? null
                                : RejectionReason.BAD_FORMAT);
    }

    private static boolean hasLength(String value, int longest) {
        return !value.isEmpty()
                && (value.length() <= longest
                        || value.codePointCount(0, value.length()) <= longest);
    }

    private static boolean isWellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < value.length()
                                && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean everyCharacter(String value, IntPredicate allowed) {
        for (int i = 0; i < value.length(); i++) {
            if (!allowed.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHashDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isIpCharacter(int c) {
        return isDigit(c)
                || (c >= 'a' && c <= 'f')
                || (c >= 'A' && c <= 'F')
                || c == ':'
                || c == '.';
    }

    /** Judges one value. */
    @Immutable
    @FunctionalInterface
    interface Check {
        /** Why the value is refused, or null. */
        @Nullable RejectionReason fault(String value);
    }
}
