package io.cardwatch.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contract's one form of a time: {@code 2026-03-01T12:00:00.123Z}, with a fraction of up
 * to nine digits or none, and Z or an offset of hours and minutes.
 *
 * <p>Every event has a time, and {@link java.time.format.DateTimeFormatter} takes longer for it
 * than the rest of the event: hence the fixed positions here. Years before 1970 are refused; they
 * are clocks that were never set.
 */
public final class IsoTimes {
    private static final int SECONDS_END = 19;
    private static final int FIRST_YEAR = 1970;
    private static final int MOST_OFFSET_HOURS = 18;
    private static final int BAD = -1;

    private IsoTimes() {}

    /** The instant, or null where the text is not of the form or names no real time. */
    public static @Nullable Instant instant(String text) {
        int length = text.length();
        int zone;
        int offsetSeconds = 0;
        if (length > 0 && text.charAt(length - 1) == 'Z') {
            zone = length - 1;
        } else {
            zone = length - 6;
            int hours = zone < SECONDS_END ? BAD : number(text, zone + 1, zone + 3);
            int minutes = zone < SECONDS_END ? BAD : number(text, zone + 4, length);
            if (hours < 0
                    || hours > MOST_OFFSET_HOURS
                    || minutes < 0
                    || minutes > 59
                    || text.charAt(zone + 3) != ':') {
                return null;
            }
            offsetSeconds = 60 * (60 * hours + minutes);
            switch (text.charAt(zone)) {
                case '+' -> {}
                case '-' -> offsetSeconds = -offsetSeconds;
                default -> {
                    return null;
                }
            }
        }
        LocalDateTime local = local(text, zone);
        if (local == null) {
            return null;
        }
        Instant instant = local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds);
        return instant.isBefore(Instant.EPOCH) ? null : instant;
    }

    /** The wall-clock time, or null where the text is not of the form or has a zone. */
    public static @Nullable LocalDateTime local(String text) {
        return local(text, text.length());
    }

    private static @Nullable LocalDateTime local(String text, int end) {
        if (end < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int nanos = nanos(text, end);
        if (year < FIRST_YEAR || nanos < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(
                    year,
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, SECONDS_END),
                    nanos);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int digits = end - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > 9) {
            return BAD;
        }
        int nanos = number(text, SECONDS_END + 1, end);
        for (int i = digits; i < 9 && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
