package io.cardwatch.message;

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
        int[] sizes =
                text.codePoints()
                        .map(c -> compact ? Gsm7.septets(c) : Character.charCount(c))
                        .toArray();
        return new SmsLength(compact, sum(sizes), segments(sizes, compact), foreign);
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

    /** A character of two units is never split over two messages. */
    private static int segments(int[] sizes, boolean compact) {
        if (sum(sizes) <= (compact ? COMPACT_ALONE : WIDE_ALONE)) {
            return 1;
        }
        int room = compact ? COMPACT_OF_SEVERAL : WIDE_OF_SEVERAL;
        int segments = 1;
        int used = 0;
        for (int size : sizes) {
            if (used + size > room) {
                segments++;
                used = 0;
            }
            used += size;
        }
        return segments;
    }

    private static int sum(int[] sizes) {
        int sum = 0;
        for (int size : sizes) {
            sum += size;
        }
        return sum;
    }
}
