package io.cardwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuietTimesTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final QuietHours NIGHT = new QuietHours(22 * 60, 7 * 60);
    private static final long FROM = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    @Test
    void shouldEndANightInTheMorningOfTheUsersZone() {
        assertThat(QuietTimes.end(vienna("2026-03-01T23:30"), NIGHT, null, VIENNA))
                .isEqualTo(vienna("2026-03-02T07:00"));
        assertThat(QuietTimes.end(vienna("2026-03-02T06:59"), NIGHT, null, VIENNA))
                .isEqualTo(vienna("2026-03-02T07:00"));
        assertThat(QuietTimes.end(vienna("2026-03-02T07:00"), NIGHT, null, VIENNA))
                .isEqualTo(vienna("2026-03-02T07:00"));
    }

    @Test
    void shouldKeepToTheClockWhereANightIsAnHourShort() {
        assertThat(QuietTimes.end(vienna("2026-03-28T23:00"), NIGHT, null, VIENNA))
                .isEqualTo(vienna("2026-03-28T23:00").plus(Duration.ofHours(7)))
                .isEqualTo(vienna("2026-03-29T07:00"));
    }

    @Test
    void shouldAddTheBanksHoursToTheUsers() {
        QuietHours bank = new QuietHours(20 * 60, 9 * 60);
        assertThat(QuietTimes.end(vienna("2026-03-01T21:00"), NIGHT, bank, VIENNA))
                .isEqualTo(vienna("2026-03-02T09:00"));
        assertThat(QuietTimes.end(vienna("2026-03-01T21:00"), null, bank, VIENNA))
                .isEqualTo(vienna("2026-03-02T09:00"));
    }

    @Test
    void shouldKeepToTheUserWhereBothTogetherLeaveNoMinute() {
        QuietHours day = new QuietHours(7 * 60, 22 * 60);
        assertThat(QuietTimes.end(vienna("2026-03-01T23:30"), NIGHT, day, VIENNA))
                .isEqualTo(vienna("2026-03-02T07:00"));
    }

    /** Minute by minute, as a user would read the clock. */
    @Property(tries = 300)
    void shouldEndAtTheFirstMinuteThatIsNotQuiet(
            @ForAll @LongRange(min = 0, max = 365L * 24 * 60) long minute,
            @ForAll("quietHours") QuietHours quiet,
            @ForAll("zones") ZoneId zone) {
        Instant now = Instant.ofEpochSecond(FROM + minute * 60);
        Instant end = QuietTimes.end(now, quiet, null, zone);
        Instant expected = now;
        while (isQuiet(expected, quiet, zone)) {
            expected = expected.plus(Duration.ofMinutes(1));
        }
        // Where clocks are turned back, an hour is there twice; either of its ends will do.
        assertThat(Duration.between(expected, end).abs()).isLessThanOrEqualTo(Duration.ofHours(1));
        if (zone.getRules().isFixedOffset()) {
            assertThat(end).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<QuietHours> quietHours() {
        return Arbitraries.integers()
                .between(0, 24 * 60 - 1)
                .tuple2()
                .filter(pair -> !pair.get1().equals(pair.get2()))
                .map(pair -> new QuietHours(pair.get1(), pair.get2()));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                VIENNA,
                ZoneId.of("UTC"),
                ZoneId.of("Asia/Kolkata"),
                ZoneId.of("America/New_York"),
                ZoneId.of("+13:45"));
    }

    private static boolean isQuiet(Instant now, QuietHours quiet, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        return quiet.fromMinute() < quiet.untilMinute()
                ? minute >= quiet.fromMinute() && minute < quiet.untilMinute()
                : minute >= quiet.fromMinute() || minute < quiet.untilMinute();
    }

    private static Instant vienna(String local) {
        return java.time.LocalDateTime.parse(local).atZone(VIENNA).toInstant();
    }
}
