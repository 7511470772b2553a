package io.cardwatch.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
    @ParameterizedTest
    @CsvSource({
        "iso, UTC, 2026-03-01T12:00:00Z",
        "iso, UTC, 2026-03-01T13:00:00+01:00",
        "iso, UTC, 2026-03-01 13:00:00+01",
        "iso, UTC, 2026-03-01 12:00:00",
        "iso, UTC, 2026-03-01T12:00",
        "iso, Europe/Vienna, 2026-03-01 13:00:00",
        "iso, Europe/Vienna, 2026-03-01T12:00:00Z",
        "epoch-seconds, Europe/Vienna, 1772366400",
        "epoch-millis, UTC, 1772366400000",
        "epoch-seconds, UTC, 1772366400.0",
        "epoch-millis, UTC, 1772366400000.0",
        "dd.MM.uuuu HH:mm:ss, Europe/Vienna, 01.03.2026 13:00:00",
        "MM/dd/yyyy HH:mm, UTC, 03/01/2026 12:00"
    })
    void shouldReadInstant(String format, String zone, String text) {
        assertThat(TimeFormat.of(format, ZoneId.of(zone)).instant(text))
                .isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void shouldTakeDateAloneAsItsFirstMoment() {
        assertThat(TimeFormat.of("uuuu-MM-dd", ZoneOffset.UTC).instant("2026-03-01"))
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void shouldReadWallClockTime() {
        assertThat(TimeFormat.of("iso", ZoneId.of("Europe/Vienna")).local("2026-03-01 13:00:00"))
                .isEqualTo(LocalDateTime.of(2026, 3, 1, 13, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "iso, 2026-02-30T12:00:00Z",
        "iso, yesterday",
        "iso, 0001-01-01T00:00:00Z",
        "epoch-seconds, -5",
        "epoch-seconds, 1.7e9",
        "epoch-millis, 999999999999999",
        "epoch-seconds, 99999999999999999999",
        "dd.MM.uuuu, 2026-03-01"
    })
    void shouldNotReadOtherText(String format, String text) {
        assertThat(TimeFormat.of(format, ZoneOffset.UTC).instant(text)).isNull();
    }

    @Test
    void shouldRefuseWhatIsNoPattern() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeFormat.of("nonsense-b", ZoneOffset.UTC));
    }
}
