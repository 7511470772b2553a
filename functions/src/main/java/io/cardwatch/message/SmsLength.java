package io.cardwatch.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much room a text takes as text messages (SMS).
 *
 * @param compact whether it keeps to the compact alphabet, GSM-7
 * @param units septets where compact, else UTF-16 units
 * @param segments how many text messages are sent and paid for
 * @param foreign the characters that are not in the compact alphabet, each once
 */
public record SmsLength(boolean compact, int units, int segments, String foreign) {
    /** The channel name that is taken to be text messages, by convention. */
    public static final String CHANNEL = "sms";

    private static final int COMPACT_ALONE = 160;
    private static final int COMPACT_OF_SEVERAL = 153;
    private static final int WIDE_ALONE = 70;
    private static final int WIDE_OF_SEVERAL = 67;

    /** The length of that text. */
    public static SmsLength of(String text) {
        String foreign =
                text.codePoints()
                        .filter(codePoint -> Gsm7.septets(codePoint) == 0)
                        .distinct()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        boolean compact = foreign.isEmpty();
        List<String> parts = split(text, compact);
        return new SmsLength(compact, units(text, compact), parts.size(), foreign);
    }

    /**
     * The text cut as it is sent: one part where that is enough, else parts of a long text.
     *
     * @param compact whether in the compact alphabet, which has to cover it, or in UCS-2
     */
    public static List<String> split(String text, boolean compact) {
        if (units(text, compact) <= (compact ? COMPACT_ALONE : WIDE_ALONE)) {
            return List.of(text);
        }
        int room = compact ? COMPACT_OF_SEVERAL : WIDE_OF_SEVERAL;
        List<String> parts = new ArrayList<>();
        int from = 0;
        int used = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int size = units(text.codePointAt(at), compact);
            // A character of two units is never split over two messages.
            if (used + size > room) {
                parts.add(text.substring(from, at));
                from = at;
                used = 0;
            }
            used += size;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** How much fits into a single one. */
    public int most() {
        return compact ? COMPACT_ALONE : WIDE_ALONE;
    }

    /** Whether one text message is enough. */
    public boolean fits() {
        return segments <= 1;
    }

    /** For example {@code 142 of 160 septets, 1 text message}. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d of %d %s, %d text message%s",
                units,
                most(),
                compact ? "septets" : "UCS-2 units",
                segments,
                segments == 1 ? "" : "s");
    }

    private static int units(String text, boolean compact) {
        return text.codePoints().map(codePoint -> units(codePoint, compact)).sum();
    }

    private static int units(int codePoint, boolean compact) {
        return compact ? Gsm7.septets(codePoint) : Character.charCount(codePoint);
    }
}
