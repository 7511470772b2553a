package io.cardwatch.channel;

import java.util.regex.Pattern;

/** The form in which consents hold telephone numbers: E.164, as in {@code +15555550123}. */
public final class PhoneNumber {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private PhoneNumber() {}

    /** Whether the text is a number in that form. */
    public static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }
}
