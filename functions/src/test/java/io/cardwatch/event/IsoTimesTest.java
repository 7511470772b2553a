package io.cardwatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimesTest {
    @Property
    void shouldReadWhatTheJdkWrites(
            @ForAll @LongRange(min = 100_000, max = 253_402_214_400L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        Instant instant = Instant.ofEpochSecond(second, nano);
        OffsetDateTime time = instant.atOffset(ZoneOffset.ofTotalSeconds(60 * offsetMinutes));
        assertThat(IsoTimes.instant(instant.toString())).isEqualTo(instant);
        if (time.getYear() <= 9999) {
            assertThat(IsoTimes.instant(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
                    .isEqualTo(instant);
        }
    }

    @Test
    void shouldReadLocalTimeWithoutZone() {
        assertThat(IsoTimes.local("2024-02-29T23:59:59.5"))
                .isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59, 59, 500_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-01",
                "2026-03-01T12:00:00",
                "2026-03-01 12:00:00Z",
                "2026-03-01T12:00Z",
                "2026-02-30T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:00:60Z",
                "2026-03-01T12:00:00.Z",
                "2026-03-01T12:00:00.1234567890Z",
                "2026-03-01T12:00:00+0100",
                "2026-03-01T12:00:00+19:00",
                "2026-03-01T12:00:00*01:00",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00+01:00",
                "+12026-03-01T12:00:00Z",
                "２０２６-03-01T12:00:00Z"
            })
    void shouldRefuseOtherForms(String text) {
        assertThat(IsoTimes.instant(text)).isNull();
    }
}
