package io.cardwatch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {
    @Test
    void shouldKeepTheExactValueBesideWhatIsRead() {
        assertThat(Format.count(1_234_567).html())
                .isEqualTo("<data value=\"1234567\">1,234,567</data>");
        assertThat(Format.share(0.9070904645476773).html())
                .isEqualTo("<data value=\"0.9070904645476773\">90.7%</data>");
    }

    @Test
    void shouldSayThatAFigureIsNotDefinedRatherThanNought() {
        assertThat(Format.share(null).html()).contains("–", "not defined").doesNotContain("0");
        assertThat(Format.number(null).html()).doesNotContain("0");
        assertThat(Format.duration(null).html()).doesNotContain("0");
    }

    @ParameterizedTest
    @CsvSource({"0,0.0%", "0.00443,0.44%", "0.0123,1.2%", "0.5,50.0%", "1,100.0%"})
    void shouldGiveSharesWithTheDigitsThatTell(double share, String text) {
        assertThat(Format.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "70,70", "0.00044,0.00044", "0.74127,0.741", "12.48,12.5", "-3.25,-3.3"})
    void shouldGiveNumbersWithTheDigitsThatTell(double number, String text) {
        assertThat(Format.text(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "123456,2,USD,'USD 1,234.56','USD 1,235'",
        "123456,0,JPY,'JPY 123,456','JPY 123,456'",
        "123456,3,KWD,KWD 123.456,KWD 123",
        "-5,2,EUR,EUR -0.05,EUR 0"
    })
    void shouldSetMoneyByTheExponentOfItsCurrency(
            long minor, int exponent, String currency, String text, String round) {
        assertThat(Format.money(minor, exponent, currency).html())
                .isEqualTo("<data value=\"" + minor + "\">" + text + "</data>");
        assertThat(Format.roundMoney(minor, exponent, currency).html())
                .isEqualTo("<data value=\"" + minor + "\">" + round + "</data>");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 s",
        "59,59 s",
        "60,1 min",
        "754,12 min 34 s",
        "3600,1 h",
        "12000,3 h 20 min",
        "86400,1 d",
        "97200,1 d 3 h"
    })
    void shouldGiveDurationsByTheirTwoLargestUnits(long seconds, String text) {
        assertThat(Format.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void shouldGiveTimesInUtc() {
        assertThat(Format.time(Instant.parse("2026-03-01T22:05:07.5Z")).html())
                .isEqualTo(
                        "<time datetime=\"2026-03-01T22:05:07.500Z\">1 Mar 2026, 22:05:07</time>");
    }
}
