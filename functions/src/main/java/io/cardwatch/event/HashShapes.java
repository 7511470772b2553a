package io.cardwatch.event;

/** Recognises UUIDs and hexadecimal hashes, whose digits are no card number. */
final class HashShapes {
    private static final int UUID_LENGTH = 36;

    /** The shortest token that is taken for a hash: 64 bits. */
    private static final int SHORTEST_HASH = 16;

    /** How far a token is read on either side; it bounds the work for one candidate. */
    private static final int REACH = 64;

    private HashShapes() {}

    /** Whether the digits of {@code [start, end)} are part of a UUID or of a hash. */
    static boolean enclose(String text, int start, int end) {
        for (int origin = end - UUID_LENGTH; origin <= start; origin++) {
            if (isUuid(text, origin)) {
                return true;
            }
        }
        return isInHash(text, start, end);
    }

    private static boolean isUuid(String text, int origin) {
        int end = origin + UUID_LENGTH;
        if (origin < 0 || end > text.length()) {
            return false;
        }
        if (isAlphanumericAt(text, origin - 1) || isAlphanumericAt(text, end)) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(origin + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Letters before or after digits alone make a prefix or a unit, as in {@code c4242...}, not a
     * hash: in a hash the letters and digits take turns.
     */
    private static boolean isInHash(String text, int start, int end) {
        int first = start;
        boolean lettersOnlyBefore = true;
        while (start - first < REACH && isAlphanumericAt(text, first - 1)) {
            first--;
            if (!isHex(text.charAt(first))) {
                return false;
            }
            lettersOnlyBefore &= Character.isLetter(text.charAt(first));
        }
        int last = end;
        boolean lettersOnlyAfter = true;
        while (last - end < REACH && isAlphanumericAt(text, last)) {
            if (!isHex(text.charAt(last))) {
                return false;
            }
            lettersOnlyAfter &= Character.isLetter(text.charAt(last));
            last++;
        }
        boolean affixOnly =
                (first == start && lettersOnlyAfter) || (last == end && lettersOnlyBefore);
        return last - first >= SHORTEST_HASH && !affixOnly;
    }

    private static boolean isAlphanumericAt(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
