package io.cardwatch.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the chain has come. Noted somewhere else, it is an anchor: whoever shortens or rewrites
 * the chain later cannot make it lead there.
 *
 * @param seq the last record's number, 0 where there is none
 * @param hash the last record's hash, 64 hexadecimal digits
 */
public record ChainHead(long seq, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /** Where the chain begins. */
    public static final ChainHead START = new ChainHead(0, "0".repeat(64));

    public ChainHead {
        if (seq < 0 || !isHash(hash)) {
            throw new IllegalArgumentException("a head has a number and a hash");
        }
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** The head in the form {@code SEQ:HASH}, or null where the text is not of that form. */
    public static @Nullable ChainHead parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new ChainHead(Long.parseLong(form.group(1)), form.group(2)) : null;
    }

    /** The head as it is noted, {@code SEQ:HASH}. */
    public String format() {
        return seq + ":" + hash;
    }
}
