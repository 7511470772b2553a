package io.cardwatch.operator;

import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.delivery.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets what, when all topics are read and nothing breaks. */
class DeliverAlertsTest {
    private final TestingChannel sms = new TestingChannel("sms");
    private final TestingChannel push = new TestingChannel("push");
    private DeliveryDriver delivery;

    @BeforeEach
    void start() throws Exception {
        delivery = DeliveryDriver.ready(push, sms);
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void shouldSendAnAlertAndTellWhatBecameOfIt() throws Exception {
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(1);
        assertThat(sms.attempts().get(0).address()).isEqualTo(TestingCardholder.ADDRESS);
        answer(sms, Kind.DELIVERED);
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 delivered");
        assertThat(delivery.harness().counts(CardwatchMetrics.DELIVERIES))
                .isEqualTo(Map.of("channel.sms.outcome.delivered", 1L));
        assertThat(delivery.harness().numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldWriteTheIntentDownBeforeItSends() throws Exception {
        delivery.grant("sms", 3);
        delivery.log().hold();
        delivery.alert("e", "sms");
        assertThat(delivery.log().written())
                .extracting(Attempt::phase)
                .containsExactly(Attempt.Phase.INTENDED);
        assertThat(sms.attempts()).isEmpty();
        delivery.log().acknowledgeAll();
        delivery.settle();
        assertThat(sms.attempts()).hasSize(1);
        answer(sms, Kind.ACCEPTED);
        assertThat(delivery.log().compacted())
                .extracting(Attempt::phase, Attempt::outcome, Attempt::consentVersion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Attempt.Phase.ANSWERED, Kind.ACCEPTED, 3L));
    }

    @Test
    void shouldNotSendWhereTheConsentIsWithdrawnWhileTheIntentIsWritten() throws Exception {
        delivery.grant("sms", 3);
        delivery.log().hold();
        delivery.alert("e", "sms");
        delivery.withdraw("sms", 4);
        delivery.log().acknowledgeAll();
        delivery.settle();
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.refusals()).isEqualTo(Map.of("channel.sms.reason.withdrawn", 1L));
        assertThat(delivery.log().compacted())
                .extracting(Attempt::phase)
                .containsExactly(Attempt.Phase.NOT_STARTED);
        assertThat(delivery.takeReceipts()).isEmpty();
    }

    @Test
    void shouldNotSendWhatItCannotWriteDownAndSendItOnceItCan() throws Exception {
        delivery.grant("sms", 3);
        delivery.log().fail(true);
        delivery.alert("e", "sms");
        delivery.pass(Duration.ofSeconds(2));
        assertThat(sms.attempts()).isEmpty();
        delivery.log().fail(false);
        delivery.pass(Duration.ofSeconds(2));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.harness().count(CardwatchMetrics.ATTEMPTS_NOT_LOGGED)).isEqualTo(2);
    }

    @Test
    void shouldSendOnceWhatComesTwice() throws Exception {
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        delivery.alert("e", "sms");
        answer(sms, Kind.ACCEPTED);
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_REPEATED)).isEqualTo(2);
    }

    @Test
    void shouldSendNothingAfterAWithdrawalBetweenAlertAndDelivery() throws Exception {
        delivery.grant("sms", 3);
        delivery.withdraw("sms", 4);
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.refusals()).isEqualTo(Map.of("channel.sms.reason.withdrawn", 1L));
        assertThat(delivery.log().written()).isEmpty();
        assertThat(delivery.takeReceipts()).isEmpty();
    }

    @Test
    void shouldSendNothingWhereTheUserNowWantsGraverAlertsOnly() throws Exception {
        delivery.tell(
                TestingDelivery.update(
                        TestingCardholder.granted(
                                Consent.FRAUD_ALERTS,
                                "sms",
                                4,
                                DetailLevel.DETAILED,
                                Severity.CRITICAL)));
        delivery.alert("e", "sms");
        assertThat(delivery.refusals())
                .isEqualTo(Map.of("channel.sms.reason.below_min_severity", 1L));
    }

    @Test
    void shouldShowNoMoreThanTheConsentAllowsNow() throws Exception {
        delivery.tell(
                TestingDelivery.update(
                        TestingCardholder.granted(
                                Consent.FRAUD_ALERTS,
                                "sms",
                                4,
                                DetailLevel.MINIMAL,
                                Severity.LOW)));
        delivery.alert("e", "sms");
        assertThat(sms.attempts().get(0).text()).doesNotContain("812", "Canary");
    }

    @Test
    void shouldCountAChannelThatThisJobDoesNotHave() throws Exception {
        delivery.grant("pigeon", 3);
        delivery.alert("e", "pigeon");
        assertThat(delivery.refusals())
                .isEqualTo(Map.of("channel.pigeon.reason.not_configured", 1L));
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_UNDELIVERED)).isEqualTo(1);
    }

    @Test
    void shouldTakeAFailureInsteadOfAnAnswerAsUnknown() throws Exception {
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        sms.attempts().get(0).answer().completeExceptionally(new IllegalStateException("bug"));
        delivery.settle();
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 unknown");
    }

    @Test
    void shouldGoOnWhereAChannelThrows() throws Exception {
        delivery.grant("sms", 3);
        sms.throwFromNowOn();
        delivery.alert("e", "sms");
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 unknown");
    }

    @Test
    void shouldEndAConsentWhoseAddressIsDeadAndTakeTheNextOne() throws Exception {
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        answer(sms, Kind.DEAD_ADDRESS);
        assertThat(delivery.endedConsents())
                .containsExactly(
                        Consent.withdrawn(
                                new io.cardwatch.consent.ConsentKey(
                                        DeliveryDriver.BANK,
                                        TestingJob.SUBJECT,
                                        Consent.FRAUD_ALERTS,
                                        "sms"),
                                3));
        delivery.alert("e2", "sms");
        assertThat(sms.attempts()).hasSize(1);
        delivery.grant("sms", 4);
        delivery.alert("e3", "sms");
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldDropAndCountWhatFindsNoRoom() throws Exception {
        try (var small = DeliveryDriver.ready(TestingDelivery.plan(false, 2), sms)) {
            small.grant("sms", 3);
            for (String event : List.of("a", "b", "c")) {
                small.log().hold();
                small.alert(event, Severity.CRITICAL, "sms");
            }
            assertThat(small.harness().count(CardwatchMetrics.ALERTS_DROPPED)).isEqualTo(1);
        }
    }

    @Test
    void shouldJudgeByTheAlertsTimeInAReplayAndWaitForNothing() throws Exception {
        try (var replay = DeliveryDriver.ready(TestingDelivery.plan(true, 100), sms)) {
            replay.pass(Duration.between(NOON, TestingCardholder.EXPIRES));
            replay.grant("sms", 3);
            replay.tell(TestingDelivery.update(TestingCardholder.allRead()));
            replay.alert(TestingCardholder.alert("e", 3, "sms"));
            assertThat(sms.attempts()).hasSize(1);
        }
    }

    @Test
    void shouldKeepNothingPlainInASnapshot() throws Exception {
        delivery.grant("sms", 3);
        delivery.log().hold();
        delivery.alert("event_canary_2", "sms");
        assertThat(KeyedHarness.plainBytes(delivery.checkpoint()))
                .contains("fraud-alerts|sms")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("555", "812", "northbank", "burst");
    }

    private void answer(TestingChannel channel, Kind kind) throws Exception {
        channel.attempts().get(channel.attempts().size() - 1).answers(kind);
        delivery.settle();
    }
}
