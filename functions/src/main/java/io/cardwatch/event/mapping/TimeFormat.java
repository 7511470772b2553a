package io.cardwatch.event.mapping;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.IsoTimes;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes its times.
 *
 * @param unit how many of its units a second has where times are counts since 1970; 0 for text
 * @param formatter how text is read; a zone in it wins over {@code zone}
 * @param zone where a time without a zone is meant
 */
record TimeFormat(int unit, DateTimeFormatter formatter, ZoneId zone) {

    /** ISO 8601, with T or a space, with or without a zone. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX][X]")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{0,9})?");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    static final String ACCEPTED =
            "iso, epoch-seconds, epoch-millis or a DateTimeFormatter pattern, for example"
                    + " dd.MM.uuuu HH:mm:ss";

    TimeFormat {
        requireNonNull(formatter, "formatter");
        requireNonNull(zone, "zone");
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException where it is no name and no pattern
     */
    static TimeFormat of(String format, ZoneId zone) {
        return switch (format) {
            case "iso" -> new TimeFormat(0, ISO, zone);
            case "epoch-seconds" -> new TimeFormat(1, ISO, zone);
            case "epoch-millis" -> new TimeFormat(1000, ISO, zone);
            default -> new TimeFormat(0, DateTimeFormatter.ofPattern(format, Locale.ROOT), zone);
        };
    }

    /** The instant, or null where the text is not of the format. */
    @Nullable Instant instant(String text) {
        if (formatter == ISO && unit == 0) {
            Instant instant = IsoTimes.instant(text);
            if (instant != null) {
                return instant;
            }
        }
        ZonedDateTime time = zoned(text);
        return time == null ? null : time.toInstant();
    }

    /** The wall-clock time, or null where the text is not of the format. */
    @Nullable LocalDateTime local(String text) {
        ZonedDateTime time = zoned(text);
        return time == null ? null : time.toLocalDateTime();
    }

    private @Nullable ZonedDateTime zoned(String text) {
        try {
            ZonedDateTime time = unit == 0 ? parsed(text) : counted(text);
            return time == null || time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR
                    ? null
                    : time;
        } catch (DateTimeException notOfTheFormat) {
            return null;
        }
    }

    private ZonedDateTime parsed(String text) {
        TemporalAccessor parsed =
                formatter.parseBest(text, ZonedDateTime::from, TimeFormat::localFrom);
        return parsed instanceof ZonedDateTime zoned
                ? zoned
                : ((LocalDateTime) parsed).atZone(zone);
    }

    private @Nullable ZonedDateTime counted(String text) {
        if (!COUNT.matcher(text).matches()) {
            return null;
        }
        // A program that holds times as floating numbers writes 1546300818.0.
        BigDecimal millis = new BigDecimal(text).multiply(BigDecimal.valueOf(1000 / unit));
        return Instant.ofEpochMilli(millis.longValue()).atZone(zone);
    }

    /** A date alone is its first moment. */
    private static LocalDateTime localFrom(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.SECOND_OF_DAY)
                ? LocalDateTime.from(parsed)
                : LocalDate.from(parsed).atStartOfDay();
    }
}
