package io.cardwatch.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time as rule and configuration files write them: {@code 90s}, {@code 10m}, {@code
 * 1h30m}, {@code 30d}.
 */
public final class Durations {
    public static final String FORM = "a length of time such as 90s, 10m, 1h, 1h30m or 30d";

    private static final Pattern PATTERN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

    private Durations() {}

    /** The length of time that the text says, or null where it says none. */
    public static @Nullable Duration parse(String text) {
        Matcher matcher = PATTERN.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            return null;
        }
        return Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)));
    }

    /** A whole number of days, as rule files write it. */
    public static String days(Duration duration) {
        return duration.toDays() + "d";
    }

    /** A length of time as rule files write it, such as {@code 1h30m}; to the second. */
    public static String text(Duration duration) {
        if (duration.toSeconds() == 0) {
            return "0s";
        }
        return part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
