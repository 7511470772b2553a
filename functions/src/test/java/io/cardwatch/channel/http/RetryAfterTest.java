package io.cardwatch.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void shouldReadSeconds() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void shouldReadDates() {
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 10:05:00 GMT", NOW))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldStayBetweenASecondAndADay() {
        assertThat(RetryAfter.parse("0", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 09:00:00 GMT", NOW))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryAfter.parse("86401", NOW)).isEqualTo(Duration.ofDays(1));
        assertThat(RetryAfter.parse("9".repeat(40), NOW)).isEqualTo(Duration.ofDays(1));
        assertThat(RetryAfter.parse("Fri, 20 Nov 2099 10:00:00 GMT", NOW))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void shouldSayNothingWhereTheTextIsNeither() {
        assertThat(RetryAfter.parse("", NOW)).isNull();
        assertThat(RetryAfter.parse("-5", NOW)).isNull();
        assertThat(RetryAfter.parse("soon", NOW)).isNull();
        assertThat(RetryAfter.parse("1.5", NOW)).isNull();
    }
}
