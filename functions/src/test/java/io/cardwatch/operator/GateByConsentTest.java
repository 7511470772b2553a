package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.allRead;
import static io.cardwatch.operator.TestingCardholder.candidate;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.removed;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate when the consents are loaded; it runs on the events' clock unless said otherwise. */
class GateByConsentTest {
    private KeyedHarness<AlertCandidate, ConsentUpdate, Alert> gate;

    @BeforeEach
    void start() throws Exception {
        gate = TestingGate.onTheEventsClock();
        gate.open();
        gate.second(allRead());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    @Test
    void shouldAlertWhereTheCardholderOptedIn() throws Exception {
        gate.second(granted("sms", 3));
        gate.second(granted("console", 4));
        gate.first(candidate("e", NOON));
        Alert alert = gate.takeOutput().get(0);
        assertThat(alert.alertId()).isEqualTo(candidate("e", NOON).alertId());
        assertThat(alert.channels())
                .containsExactly(
                        new AlertChannel("console", 4, DetailLevel.DETAILED),
                        new AlertChannel("sms", 3, DetailLevel.DETAILED));
        assertThat(alert.details().merchantName()).isEqualTo(TestingJob.MERCHANT);
        assertThat(alert.decidedAt()).isEqualTo(NOON);
        assertThat(gate.count(CardwatchMetrics.ALERTS)).isEqualTo(1);
        assertThat(gate.count(CardwatchMetrics.CONSENTS_APPLIED)).isEqualTo(2);
    }

    @Test
    void shouldCoolFromWhenAnEventWasJudgedNotFromAYearAhead() throws Exception {
        gate.second(granted("sms", 3));
        Instant nextYear = NOON.plus(Duration.ofDays(365));
        gate.first(candidate("ahead", nextYear, NOON, "burst", 80));
        gate.first(candidate("after", NOON.plus(TestingGate.COOLDOWN)));
        assertThat(gate.takeOutput())
                .extracting(Alert::decidedAt)
                .containsExactly(NOON, NOON.plus(TestingGate.COOLDOWN));
    }

    @Test
    void shouldTellNothingOfTheTransactionToAUserOfTheMinimalLevel() throws Exception {
        gate.second(granted(Consent.FRAUD_ALERTS, "sms", 1, DetailLevel.MINIMAL, Severity.LOW));
        gate.first(candidate("e", NOON));
        Alert alert = gate.takeOutput().get(0);
        assertThat(alert.details()).isNull();
        assertThat(alert.findings().get(0).reason()).isNull();
        assertThat(alert.findings().get(0).features()).isEmpty();
    }

    @Test
    void shouldKeepNothingOfACardholderWithoutConsent() throws Exception {
        gate.first(candidate("e", NOON));
        assertSuppressed("no_consent");
        assertThat(gate.stateEntries()).isZero();
        assertThat(gate.numProcessingTimeTimers()).isZero();
        assertThat(gate.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldSuppressAfterAWithdrawalMidStream() throws Exception {
        gate.second(granted("sms", 3));
        gate.first(candidate("before", NOON));
        assertThat(gate.takeOutput()).hasSize(1);
        gate.second(withdrawn("sms", 4));
        gate.first(candidate("after", NOON.plusSeconds(7_200)));
        assertSuppressed("withdrawn");
    }

    @Test
    void shouldNotLetAnOldGrantComeBackAfterAWithdrawal() throws Exception {
        gate.second(withdrawn("sms", 4));
        gate.second(granted("sms", 3));
        gate.first(candidate("e", NOON));
        assertSuppressed("withdrawn");
        assertThat(gate.stateEntries()).isEqualTo(1);
    }

    @Test
    void shouldTakeATombstoneForAWithdrawal() throws Exception {
        gate.second(granted("sms", 3));
        gate.second(removed("sms"));
        gate.first(candidate("e", NOON));
        assertSuppressed("withdrawn");
    }

    @Test
    void shouldSuppressWithAnExpiredConsentAndWriteNothing() throws Exception {
        gate.second(granted("sms", 3));
        gate.first(candidate("e", TestingCardholder.EXPIRES));
        assertSuppressed("expired");
        assertThat(gate.stateEntries()).isEqualTo(1);
    }

    @Test
    void shouldSuppressWhereTheConsentIsForAnotherPurpose() throws Exception {
        gate.second(granted("marketing", "sms", 3, DetailLevel.DETAILED, Severity.LOW));
        gate.first(candidate("e", NOON));
        assertSuppressed("wrong_purpose");
        assertThat(gate.stateEntries()).isEqualTo(1);
    }

    @Test
    void shouldSuppressBelowTheLeastSeverityThatTheUserWants() throws Exception {
        gate.second(granted(Consent.FRAUD_ALERTS, "sms", 3, DetailLevel.DETAILED, Severity.HIGH));
        gate.first(candidate("mild", NOON));
        assertSuppressed("below_min_severity");
        assertThat(gate.stateEntries()).isEqualTo(1);
        gate.first(candidate("grave", NOON, "burst", 105));
        assertThat(gate.takeOutput()).extracting(Alert::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void shouldSuppressWhatCoolsDownAndAlertAgainAfterIt() throws Exception {
        gate.second(granted("sms", 3));
        gate.first(candidate("a", NOON));
        gate.first(candidate("b", NOON.plusSeconds(60)));
        assertThat(gate.takeOutput()).hasSize(1);
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.cooldown", 1L));
        gate.first(candidate("c", NOON.plus(TestingGate.COOLDOWN)));
        assertThat(gate.takeOutput()).hasSize(1);
        assertThat(gate.stateEntries()).as("the consent and the throttle").isEqualTo(2);
    }

    @Test
    void shouldSuppressWhatExceedsTheDaysBudgetInTheUsersZone() throws Exception {
        gate.second(granted("sms", 3));
        // Vienna's day ends at 23:00 UTC.
        gate.first(candidate("a", NOON, "rule-a", 80));
        gate.first(candidate("b", NOON, "rule-b", 80));
        gate.first(candidate("c", Instant.parse("2026-03-01T22:59:59Z"), "rule-c", 80));
        assertThat(gate.takeOutput()).hasSize(2);
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.budget", 1L));
        gate.first(candidate("d", Instant.parse("2026-03-01T23:00:00Z"), "rule-d", 80));
        assertThat(gate.takeOutput()).hasSize(1);
    }

    @Test
    void shouldMakeNoAlertOfWhatTheCardholderCalledTheirOwn() throws Exception {
        gate.second(granted("sms", 3));
        Instant until = NOON.plus(Duration.ofDays(3));
        gate.second(snooze(TestingCardholder.CARD, until, "burst"));
        gate.first(candidate("a", NOON));
        gate.first(candidate("b", until.minusMillis(1)));
        assertThat(gate.takeOutput()).isEmpty();
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.snoozed", 2L));
        gate.first(candidate("another", NOON, "spree", 80));
        gate.first(candidate("over", until));
        assertThat(gate.takeOutput()).hasSize(2);
        assertThat(gate.stateEntries()).as("consent and throttle").isEqualTo(2);
        assertThat(gate.count(CardwatchMetrics.SNOOZES_APPLIED)).isEqualTo(1);
    }

    @Test
    void shouldNotSnoozeOtherCards() throws Exception {
        gate.second(granted("sms", 3));
        gate.second(snooze(new KeyHash(7, 7), NOON.plus(Duration.ofDays(3)), "burst"));
        gate.first(candidate("a", NOON));
        assertThat(gate.takeOutput()).hasSize(1);
    }

    @Test
    void shouldLetTheLongerOfTwoSnoozesHoldAcrossARestore() throws Exception {
        gate.second(granted("sms", 3));
        Instant until = NOON.plus(Duration.ofDays(3));
        gate.second(snooze(TestingCardholder.CARD, until, "burst"));
        gate.second(snooze(TestingCardholder.CARD, NOON.plusSeconds(1), "burst"));
        var state = gate.snapshot();
        gate.close();
        gate = TestingGate.onTheEventsClock();
        gate.initializeState(state);
        gate.open();
        gate.second(allRead());
        gate.first(candidate("a", until.minusMillis(1)));
        assertSuppressed("snoozed");
    }

    @Test
    void shouldKeepNoSnoozeOfWhoIsNotOptedIn() throws Exception {
        gate.second(snooze(TestingCardholder.CARD, NOON.plus(Duration.ofDays(3)), "burst"));
        assertThat(gate.stateEntries()).isZero();
        gate.second(withdrawn("sms", 4));
        gate.second(snooze(TestingCardholder.CARD, NOON.plus(Duration.ofDays(3)), "burst"));
        assertThat(gate.stateEntries()).as("the withdrawal").isEqualTo(1);
    }

    private static ConsentUpdate snooze(KeyHash card, Instant until, String... rules) {
        return ConsentUpdate.of(TestingCardholder.SUBJECT, new Snooze(card, List.of(rules), until));
    }

    @Test
    void shouldForgetTheThrottleWhenAnyCooldownAndDayAreLongOver() throws Exception {
        gate.setStateTtlProcessingTime(0);
        gate.second(granted("sms", 3));
        gate.first(candidate("a", NOON));
        gate.setStateTtlProcessingTime(Duration.ofDays(32).toMillis());
        gate.first(candidate("b", NOON));
        assertThat(gate.takeOutput()).hasSize(2);
    }

    @Test
    void shouldJudgeByTheMachinesClockWhereTheJobIsLive() throws Exception {
        try (var live = TestingGate.onTheWallClock(10)) {
            live.open();
            live.setProcessingTime(TestingCardholder.EXPIRES.toEpochMilli());
            live.second(allRead());
            live.second(granted("sms", 3));
            live.first(candidate("e", NOON));
            assertThat(live.takeOutput()).isEmpty();
            assertThat(live.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                    .isEqualTo(Map.of("reason.expired", 1L));
        }
        try (var live = TestingGate.onTheWallClock(10)) {
            live.open();
            Instant now = TestingCardholder.EXPIRES.minusMillis(1);
            live.setProcessingTime(now.toEpochMilli());
            live.second(allRead());
            live.second(granted("sms", 3));
            live.first(candidate("e", NOON.plus(Duration.ofDays(1_000))));
            assertThat(live.takeOutput()).extracting(Alert::decidedAt).containsExactly(now);
        }
    }

    @Test
    void shouldKeepAddressesOutOfTheAlertJobsSnapshots() throws Exception {
        gate.second(granted("sms", 3));
        gate.first(candidate("e", NOON));
        assertThat(KeyedHarness.plainBytes(gate.snapshot()))
                .contains("fraud-alerts")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("812", "555");
    }

    private void assertSuppressed(String reason) {
        assertThat(gate.takeOutput()).isEqualTo(List.of());
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason." + reason, 1L));
    }
}
