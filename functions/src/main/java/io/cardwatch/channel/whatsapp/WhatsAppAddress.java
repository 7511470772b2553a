package io.cardwatch.channel.whatsapp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message goes to: a phone number, or the business-scoped id that stands in for it where the
 * user hides their number behind a username.
 *
 * @param field the request's field for it
 * @param value what stands there
 */
record WhatsAppAddress(String field, String value) {
    /** A phone number in international form, as {@code +15551234567}. */
    private static final Pattern PHONE = Pattern.compile("\\+?([1-9]\\d{6,14})");

    /** A country and an id, as {@code US.13491208655302741918}; a parent id has a part more. */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}(\\.[A-Za-z0-9]{1,128}){1,2}");

    /** What consents may put before an id, so that it is not taken for a card number. */
    private static final String PREFIX = "wa:";

    /** The address of a consent, or null where it is neither. */
    static @Nullable WhatsAppAddress of(String address) {
        String bare = address.startsWith(PREFIX) ? address.substring(PREFIX.length()) : address;
        Matcher phone = PHONE.matcher(bare);
        if (phone.matches()) {
            return new WhatsAppAddress("to", phone.group(1));
        }
        return USER_ID.matcher(bare).matches() ? new WhatsAppAddress("recipient", bare) : null;
    }

    @Override
    public String toString() {
        return "WhatsAppAddress[redacted]";
    }
}
