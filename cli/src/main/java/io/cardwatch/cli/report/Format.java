package io.cardwatch.cli.report;

import io.cardwatch.cli.page.Element;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Format as people read them, each beside its exact value for whoever reads on with a program. */
final class Format {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final double SMALL = 0.01;

    private Format() {}

    /** For example 12,345. */
    static Element count(long value) {
        return data(Long.toString(value), text(value));
    }

    static String text(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number that is not counted, such as a score: no more digits than tell. */
    static Element number(@Nullable Double value) {
        return value == null ? none() : data(value.toString(), text(value));
    }

    static String text(double value) {
        double size = Math.abs(value);
        if (size > 0 && size < SMALL) {
            return new BigDecimal(value).round(new MathContext(2)).toPlainString();
        }
        int digits = value == Math.rint(value) ? 0 : size < 1 ? 3 : 1;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** Between 0 and 1, in percent; a dash where it is not defined. */
    static Element share(@Nullable Double value) {
        return value == null ? none() : data(value.toString(), percent(value));
    }

    static String percent(double share) {
        int digits = share > 0 && share < SMALL ? 2 : 1;
        return String.format(Locale.ROOT, "%." + digits + "f%%", 100 * share);
    }

    /** In the currency's major unit, with its ISO 4217 code in front. */
    static Element money(long minor, int exponent, String currency) {
        return data(Long.toString(minor), amount(BigDecimal.valueOf(minor, exponent), currency));
    }

    /** The same without its smallest units: they hide how much a sum is. */
    static Element roundMoney(long minor, int exponent, String currency) {
        BigDecimal round = BigDecimal.valueOf(minor, exponent).setScale(0, RoundingMode.HALF_UP);
        return data(Long.toString(minor), amount(round, currency));
    }

    private static String amount(BigDecimal major, String currency) {
        return String.format(Locale.ROOT, "%s %,." + major.scale() + "f", currency, major);
    }

    /** The two largest units, such as 3 h 20 min. */
    static Element duration(@Nullable Long millis) {
        return millis == null
                ? none()
                : data(Long.toString(millis), text(Duration.ofMillis(millis)));
    }

    static String text(Duration value) {
        long days = value.toDays();
        int hours = value.toHoursPart();
        int minutes = value.toMinutesPart();
        if (days > 0) {
            return hours == 0 ? days + " d" : days + " d " + hours + " h";
        }
        if (hours > 0) {
            return minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
        }
        int seconds = value.toSecondsPart();
        if (minutes > 0) {
            return seconds == 0 ? minutes + " min" : minutes + " min " + seconds + " s";
        }
        return seconds + " s";
    }

    /** In UTC, to the second. */
    static Element time(Instant time) {
        return Element.of("time", TIME.format(time)).with("datetime", time.toString());
    }

    /** A date, from its ISO 8601 form. */
    static String day(String date) {
        return DAY.format(LocalDate.parse(date));
    }

    /** The date of a time, in UTC. */
    static String day(Instant time) {
        return DAY.format(time.atOffset(ZoneOffset.UTC));
    }

    /** For example 1 alert, 2,345 alerts. */
    static String some(long count, String noun) {
        return text(count) + ' ' + noun + (count == 1 ? "" : "s");
    }

    /** Where there is no figure, because nothing defines it. */
    static Element none() {
        return Element.of("span", "–").with("class", "none").with("title", "not defined here");
    }

    private static Element data(String value, String text) {
        return Element.of("data", text).with("value", value);
    }
}
