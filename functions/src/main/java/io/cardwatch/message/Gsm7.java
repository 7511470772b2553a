package io.cardwatch.message;

import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The alphabet of text messages, 3GPP TS 23.038: one character takes one septet, those of the
 * extension table take two. A text with any other character is sent in UCS-2, where less than half
 * as much fits.
 */
public final class Gsm7 {
    /** The default alphabet; the escape to the extension table (0x1B) is no character. */
    private static final String DEFAULT =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };

    /** Says that the next code is of the extension table; it stands between Ξ and Æ. */
    private static final int ESCAPE = 0x1B;

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

    /**
     * The text's codes, one septet in a byte.
     *
     * @throws IllegalArgumentException where the text holds any other character; it is not quoted
     */
    public static byte[] encode(String text) {
        ByteArrayOutputStream codes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            int plain = DEFAULT.indexOf(text.charAt(i));
            int extended = EXTENSION.indexOf(text.charAt(i));
            if (plain >= 0) {
                codes.write(plain < ESCAPE ? plain : plain + 1);
            } else if (extended >= 0) {
                codes.write(ESCAPE);
                codes.write(EXTENSION_CODES[extended]);
            } else {
                throw new IllegalArgumentException("a character that GSM-7 does not have");
            }
        }
        return codes.toByteArray();
    }

    /** The text of codes, one septet in a byte; what the extension lacks reads as without it. */
    public static String decode(byte[] codes) {
        StringBuilder text = new StringBuilder(codes.length);
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i] & 0x7F;
            if (code != ESCAPE) {
                text.append(DEFAULT.charAt(code < ESCAPE ? code : code - 1));
            } else if (i + 1 < codes.length) {
                int extended = Bytes.indexOf(EXTENSION_CODES, codes[i + 1]);
                if (extended >= 0) {
                    text.append(EXTENSION.charAt(extended));
                    i++;
                }
            }
        }
        return text.toString();
    }

    /** Whether the text can be written in it. */
    public static boolean covers(String text) {
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
