package io.cardwatch.channel.email;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server answered, without its words: those may quote address or message.
 *
 * @param code the reply code, for example 550
 * @param subject the second number of the enhanced status code (RFC 3463), 1 in {@code 5.1.10}; -1
 *     where the server gave none
 * @param detail the third, 10 in {@code 5.1.10}; -1 where the server gave none
 */
record SmtpReply(int code, int subject, int detail) {
    private static final Pattern ENHANCED =
            Pattern.compile("\\d{3}[ -][245]\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

    /** Reads the enhanced code from the first line that has one. */
    static SmtpReply of(int code, String text) {
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find()
                ? new SmtpReply(
                        code,
                        Integer.parseInt(enhanced.group(1)),
                        Integer.parseInt(enhanced.group(2)))
                : new SmtpReply(code, -1, -1);
    }

    /** Whether the server says no, for now or for good. */
    boolean refuses() {
        return code >= 400 && code <= 599;
    }

    boolean isPassing() {
        return code < 500;
    }

    /** Whether the enhanced code is of this kind, for example 1 and 7 for {@code x.1.7}. */
    boolean is(int subject, int detail) {
        return this.subject == subject && this.detail == detail;
    }

    /** For receipts, for example {@code 550 5.1.1} or {@code 421}. */
    String shown() {
        return subject < 0
                ? String.valueOf(code)
                : code + " " + code / 100 + "." + subject + "." + detail;
    }
}
