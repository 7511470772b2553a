package io.cardwatch.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is an address of one mailbox, in the form that every mail server takes.
 *
 * <p>No names, comments, groups, quoted local parts, address literals or domains without a dot: no
 * customer has one, and each has been a way to smuggle something in. A domain in another script is
 * taken by its ASCII form; a local part in another script would need SMTPUTF8, which few servers
 * speak, and is refused.
 */
final class Mailboxes {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

    private Mailboxes() {}

    /** The mailbox, or null where the text is none. */
    static @Nullable InternetAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART || text.length() > LONGEST) {
            return null;
        }
        String localPart = text.substring(0, at);
        if (!LOCAL_PART.matcher(localPart).matches()) {
            return null;
        }
        try {
            String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            String address = localPart + '@' + domain;
            return domain.indexOf('.') > 0 && address.length() <= LONGEST
                    ? new InternetAddress(address, true)
                    : null;
        } catch (IllegalArgumentException | AddressException e) {
            return null;
        }
    }
}
