package io.cardwatch.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a merchant's name something that can only be read. Whoever accepts cards chooses it, a
 * fraudster too.
 */
final class MerchantName {
    /** With fewer characters left, a name says too little to be worth its place. */
    static final int SHORTEST_CUT = 8;

    private static final int LONGEST = 40;

    private MerchantName() {}

    /**
     * The name without control or direction characters, without signs that could make it a link or
     * a line of its own, without anything to dial, and with dots within words ({@code
     * shop.example}) broken up, since phones turn those into links. Null where nothing is left.
     */
    static @Nullable String readable(String name) {
        String readable =
                name.replaceAll("\\.(?=\\S)", " ")
                        .replaceAll("[^\\p{L}\\p{M}\\p{N} .,&'*#+-]", " ")
                        .replaceAll("\\+?\\p{Nd}(?:[ +.-]*\\p{Nd}){6,}", " ")
                        .replaceAll(" +", " ")
                        .strip();
        return readable.codePoints().anyMatch(Character::isLetterOrDigit)
                ? cut(readable, LONGEST)
                : null;
    }

    /** That name at most so long, in characters. */
    static String cut(String name, int length) {
        int characters = name.codePointCount(0, name.length());
        return characters <= length
                ? name
                : name.substring(0, name.offsetByCodePoints(0, length)).strip();
    }

    /** The values for the compact alphabet of text messages; a name may vanish there. */
    static void fold(Map<Placeholder, String> values) {
        String name = values.remove(Placeholder.MERCHANT);
        String folded = name == null ? null : readable(Gsm7.fold(name));
        if (folded != null) {
            values.put(Placeholder.MERCHANT, folded);
        }
    }
}
