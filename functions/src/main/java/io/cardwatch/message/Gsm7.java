package io.cardwatch.message;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The alphabet of text messages, 3GPP TS 23.038: one character takes one septet, those of the
 * extension table take two. A text with any other character is sent in UCS-2, where less than half
 * as much fits.
 */
final class Gsm7 {
    /** The default alphabet; the escape to the extension table (0x1B) is no character. */
    private static final String DEFAULT =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** Letters and signs that Unicode does not take apart itself. */
    private static final Map<Integer, String> LOOKS_LIKE = lookalikes();

    private Gsm7() {}

    /** Septets of a character: 1, 2, or 0 where the alphabet does not have it. */
    static int septets(int codePoint) {
        if (DEFAULT.indexOf(codePoint) >= 0) {
            return 1;
        }
        return EXTENSION.indexOf(codePoint) >= 0 ? 2 : 0;
    }

    /** Whether the text can be written in it. */
    static boolean covers(String text) {
        return text.codePoints().allMatch(codePoint -> septets(codePoint) > 0);
    }

    /**
     * The text in this alphabet alone: accents are left off where the alphabet lacks the letter,
     * digits become 0 to 9, and what has no likeness is left out.
     */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> fold(codePoint, folded));
        return folded.toString();
    }

    private static void fold(int codePoint, StringBuilder folded) {
        if (septets(codePoint) > 0) {
            folded.appendCodePoint(codePoint);
        } else if (LOOKS_LIKE.containsKey(codePoint)) {
            folded.append(LOOKS_LIKE.get(codePoint));
        } else if (Character.isDigit(codePoint)) {
            folded.append(Character.digit(codePoint, 10));
        } else {
            Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                    .codePoints()
                    .filter(part -> septets(part) > 0)
                    .forEach(folded::appendCodePoint);
        }
    }

    private static Map<Integer, String> lookalikes() {
        Map<Integer, String> lookalikes = new HashMap<>();
        String[] pairs = {
            "‘'", "’'", "‚'", "“\"", "”\"", "„\"", "«\"", "»\"", "–-", "—-", "−-", "‑-", "ŁL", "łl",
            "ĐD", "đd", "ıi", "ŒOE", "œoe", "þth", "ÞTh", "ðd", "ÐD", "ħh", "ĦH"
        };
        for (String pair : pairs) {
            lookalikes.put(pair.codePointAt(0), pair.substring(1));
        }
        return lookalikes;
    }
}
