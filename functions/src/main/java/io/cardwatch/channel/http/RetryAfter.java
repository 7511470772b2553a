package io.cardwatch.channel.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header: seconds, or a date.
 *
 * <p>What it says is kept between 1 second and 24 hours: a provider's slip neither becomes a storm
 * of attempts nor silences a channel for a month.
 */
final class RetryAfter {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);

    private RetryAfter() {}

    /** How long to wait from now, or null where the text does not say. */
    static @Nullable Duration parse(String text, Instant now) {
        String value = text.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // More digits than a day's seconds have are more than a day.
            return value.length() > 9 ? MOST : bounded(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, RFC_1123_DATE_TIME).toInstant();
            return bounded(Duration.between(now, until));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
