package io.cardwatch.cli.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConsentCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Consent> written = new ArrayList<>();
    private final TestingCommand command =
            new TestingCommand(options -> new TestingStore(), () -> NOW, "");

    @Test
    void shouldCountVersionsOnFromWhatIsKnown() {
        assertThat(grant("--channel", "sms")).isZero();
        assertThat(command.run("withdraw", "--bank", "b", "--subject", "s")).isZero();
        assertThat(grant("--channel", "sms", "--quiet-hours", "22:00-07:00")).isZero();

        assertThat(written)
                .extracting(Consent::version, Consent::status)
                .containsExactly(
                        tuple(1L, ConsentStatus.GRANTED),
                        tuple(1L, ConsentStatus.WITHDRAWN),
                        tuple(2L, ConsentStatus.GRANTED));
        assertThat(written.get(2).grantedAt()).isEqualTo(NOW);
        assertThat(written.get(2).quietHours()).isNotNull();
    }

    @Test
    void shouldWithdrawOneChannelAndLeaveTheOther() {
        grant("--channel", "sms");
        grant("--channel", "push");

        assertThat(command.run("withdraw", "--bank", "b", "--subject", "s", "--channel", "sms"))
                .isZero();

        assertThat(command.output()).contains("Withdrawn on sms").doesNotContain("push");
        assertThat(written.get(2).channel()).isEqualTo("sms");
        assertThat(command.run("withdraw", "--bank", "b", "--subject", "s", "--channel", "fax"))
                .isZero();
        assertThat(command.output()).contains("There is no consent of that cardholder on fax.");
        assertThat(written).hasSize(3);
    }

    @Test
    void shouldShowThatAConsentHasRunOut() {
        grant("--channel", "sms", "--expires", "2026-03-01T12:00:01Z");
        TestingCommand later =
                new TestingCommand(options -> new TestingStore(), () -> NOW.plusSeconds(1), "");

        assertThat(later.run("show", "--bank", "b", "--subject", "s")).isZero();

        assertThat(later.output()).contains("expired").contains("2026-03-01T12:00:01Z");
    }

    @Test
    void shouldWriteNothingThatTheJobsWouldNotRead() {
        refused("consent: address holds no card number", "--address", "4111 1111 1111 1111");
        refused("consent: locale is a BCP 47 tag", "--locale", "no locale");
        refused("consent: timeZone is an IANA zone", "--time-zone", "Mars/Base");
        refused("consent: detail is minimal or detailed", "--detail", "all");
        refused("consent: minSeverity is low", "--min-severity", "huge");
        refused("--quiet-hours takes two times", "--quiet-hours", "night");
        refused("consent: quietHours.from", "--quiet-hours", "25:00-07:00");
        refused("consent: expiresAt is a time", "--expires", "tomorrow");
        refused("--expires is over already", "--expires", "2026-03-01T12:00:00Z");
        refused("takes a token or keyed hash, no card number", "--subject", "4111111111111111");
        refused("--bank takes a text", "--bank", " ");
        assertThat(written).isEmpty();
    }

    @Test
    void shouldNeedWhatOnlyTheBankKnowsForAReceipt() {
        grant("--channel", "sms");

        assertThat(command.run("receipt", "--bank", "b", "--subject", "s", "--channel", "sms"))
                .isEqualTo(2);
        assertThat(command.errors()).contains("--controller").contains("--jurisdiction");
        assertThat(
                        command.run(
                                "receipt",
                                "--bank",
                                "b",
                                "--subject",
                                "s",
                                "--channel",
                                "push",
                                "--controller",
                                "B",
                                "--contact",
                                "c",
                                "--recipient",
                                "r",
                                "--jurisdiction",
                                "AT"))
                .isEqualTo(1);
        assertThat(command.run()).isEqualTo(2);
    }

    private void refused(String said, String option, String value) {
        assertThat(grant(option, value)).as(option).isEqualTo(2);
        assertThat(command.errors()).contains(said).doesNotContain("4111");
    }

    /** A grant with those options in place of its own. */
    private int grant(String... options) {
        List<String> own =
                new ArrayList<>(
                        List.of(
                                "--bank",
                                "b",
                                "--subject",
                                "s",
                                "--channel",
                                "sms",
                                "--address",
                                "+15555550101",
                                "--locale",
                                "de-AT",
                                "--time-zone",
                                "Europe/Vienna",
                                "--source",
                                "branch",
                                "--text-version",
                                "1"));
        for (int i = 0; i < options.length; i += 2) {
            int at = own.indexOf(options[i]);
            if (at >= 0) {
                own.subList(at, at + 2).clear();
            }
        }
        return command.run(
                Stream.of(Stream.of("grant"), own.stream(), Arrays.stream(options))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private final class TestingStore implements ConsentStore {
        @Override
        public KnownConsents read(String bankId, String subjectRef) {
            KnownConsents known = new KnownConsents();
            written.forEach(consent -> known.add(consent, 0));
            return known;
        }

        @Override
        public void erase(ConsentKey key, String erasureId, KnownConsents known) {
            written.add(Consent.erased(key));
        }

        @Override
        public void write(Consent consent, KnownConsents known) {
            written.add(consent);
        }
    }
}
