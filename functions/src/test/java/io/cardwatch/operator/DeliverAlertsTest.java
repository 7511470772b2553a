package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.alert;
import static io.cardwatch.operator.TestingCardholder.allRead;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery when the consents are loaded. */
class DeliverAlertsTest {
    private final TestingChannel sms = new TestingChannel("sms");
    private final TestingChannel push = new TestingChannel("push");
    private KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> delivery;

    @BeforeEach
    void start() throws Exception {
        delivery = TestingDelivery.through(sms, push);
        delivery.open();
        delivery.setProcessingTime(NOON.toEpochMilli());
        delivery.second(allRead());
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void shouldSendOncePerChannelAndTellWhatBecameOfIt() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.second(granted("push", 3));
        delivery.first(alert("e", 3, "push", "sms"));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(push.attempts()).hasSize(1);
        assertThat(sms.attempts().get(0).address()).isEqualTo(TestingCardholder.ADDRESS);
        sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
        push.attempts().get(0).answers(SendOutcome.Kind.DEAD_ADDRESS);
        delivery.runMails();
        assertThat(delivery.takeOutput())
                .containsExactly(
                        receipt("e", "sms", SendOutcome.Kind.DELIVERED),
                        receipt("e", "push", SendOutcome.Kind.DEAD_ADDRESS));
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES))
                .isEqualTo(
                        Map.of(
                                "channel.sms.outcome.delivered",
                                1L,
                                "channel.push.outcome.dead_address",
                                1L));
    }

    @Test
    void shouldAnswerThroughTheMailboxOnly() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
        assertThat(delivery.takeOutput()).isEmpty();
        delivery.runMails();
        assertThat(delivery.takeOutput()).hasSize(1);
    }

    @Test
    void shouldDateAReceiptByWhenTheAnswerWasKnown() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        delivery.setProcessingTime(NOON.plusSeconds(9).toEpochMilli());
        sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
        delivery.runMails();
        assertThat(delivery.takeOutput())
                .extracting(Receipt::at)
                .containsExactly(NOON.plusSeconds(9));
    }

    @Test
    void shouldCountARepeatedAlertAndNotSendIt() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        delivery.first(alert("e", 3, "sms"));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.count(CardwatchMetrics.ALERTS_REPEATED)).isEqualTo(1);
        delivery.first(alert("another", 3, "sms"));
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldKnowARepeatedAlertAgainAfterARestore() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        OperatorSubtaskState snapshot = delivery.snapshot();
        try (var restored = TestingDelivery.through(sms, push)) {
            restored.initializeState(snapshot);
            restored.open();
            restored.setProcessingTime(NOON.toEpochMilli());
            restored.second(allRead());
            restored.first(alert("e", 3, "sms"));
            assertThat(sms.attempts()).hasSize(1);
            assertThat(restored.count(CardwatchMetrics.ALERTS_REPEATED)).isEqualTo(1);
        }
    }

    @Test
    void shouldSendNothingAfterAWithdrawalBetweenAlertAndDelivery() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.second(withdrawn("sms", 4));
        delivery.first(alert("e", 3, "sms"));
        delivery.runMails();
        assertRefused("withdrawn");
    }

    @Test
    void shouldSendNothingWhereTheConsentHasExpiredMeanwhile() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.setProcessingTime(TestingCardholder.EXPIRES.toEpochMilli());
        delivery.first(alert("e", 3, "sms"));
        delivery.runMails();
        assertRefused("expired");
    }

    @Test
    void shouldSendNothingWhereTheUserNowWantsGraverAlertsOnly() throws Exception {
        delivery.second(
                granted(Consent.FRAUD_ALERTS, "sms", 4, DetailLevel.DETAILED, Severity.CRITICAL));
        delivery.first(alert("e", 3, "sms"));
        delivery.runMails();
        assertRefused("below_min_severity");
    }

    @Test
    void shouldJudgeByTheAlertsTimeInAReplay() throws Exception {
        try (var replay = TestingDelivery.onTheEventsClock(sms)) {
            replay.open();
            replay.setProcessingTime(TestingCardholder.EXPIRES.toEpochMilli());
            replay.second(allRead());
            replay.second(granted("sms", 3));
            replay.first(alert("e", 3, "sms"));
            assertThat(sms.attempts()).hasSize(1);
        }
    }

    @Test
    void shouldShowNoMoreThanTheConsentAllowsNow() throws Exception {
        delivery.second(granted(Consent.FRAUD_ALERTS, "sms", 4, DetailLevel.MINIMAL, Severity.LOW));
        delivery.first(alert("e", 3, "sms"));
        assertThat(sms.attempts().get(0).text()).doesNotContain("812", "Corner");
    }

    @Test
    void shouldSendToTheOneChannelWhereTheOtherWasWithdrawn() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.second(withdrawn("push", 4));
        delivery.first(alert("e", 3, "push", "sms"));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(push.attempts()).isEmpty();
    }

    @Test
    void shouldCountAChannelThatThisJobDoesNotHave() throws Exception {
        delivery.second(granted("pigeon", 3));
        delivery.first(alert("e", 3, "pigeon"));
        assertRefused("pigeon", "not_configured");
    }

    @Test
    void shouldWriteAReceiptOfAnUnknownOutcomeWhereAChannelFailsInsteadOfAnswering()
            throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        sms.attempts().get(0).answer().completeExceptionally(new IllegalStateException("bug"));
        delivery.runMails();
        assertThat(delivery.takeOutput())
                .containsExactly(receipt("e", "sms", SendOutcome.Kind.UNKNOWN));
    }

    @Test
    void shouldGoOnWhereAChannelThrows() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.second(granted("push", 3));
        push.throwFromNowOn();
        delivery.first(alert("e", 3, "push", "sms"));
        assertThat(sms.attempts()).hasSize(1);
        sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
        delivery.prepareSnapshotPreBarrier(1);
        assertThat(delivery.takeOutput())
                .containsExactly(
                        receipt("e", "push", SendOutcome.Kind.UNKNOWN),
                        receipt("e", "sms", SendOutcome.Kind.DELIVERED));
    }

    @Test
    void shouldWaitForAnswersUnderWayBeforeACheckpoint() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        Thread operator = Thread.currentThread();
        Thread provider =
                new Thread(
                        () -> {
                            while (operator.getState() != Thread.State.WAITING
                                    && operator.getState() != Thread.State.TIMED_WAITING) {
                                Thread.onSpinWait();
                            }
                            sms.attempts().get(0).answers(SendOutcome.Kind.ACCEPTED);
                        });
        provider.start();
        delivery.prepareSnapshotPreBarrier(1);
        assertThat(delivery.takeOutput())
                .containsExactly(receipt("e", "sms", SendOutcome.Kind.ACCEPTED));
        provider.join();
    }

    @Test
    void shouldHoldNoCheckpointBackWhereNothingIsUnderWay() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.prepareSnapshotPreBarrier(1);
        delivery.first(alert("e", 3, "sms"));
        sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
        delivery.runMails();
        delivery.prepareSnapshotPreBarrier(2);
        assertThat(delivery.takeOutput()).hasSize(1);
    }

    @Test
    void shouldSealConsentsAndKeepNothingPlainInASnapshot() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("event_canary_2", 3, "sms"));
        assertThat(KeyedHarness.plainBytes(delivery.snapshot()))
                .contains("fraud-alerts|sms")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("555", "Vienna", "en-GB", "812");
    }

    private void assertRefused(String reason) {
        assertRefused("sms", reason);
    }

    private void assertRefused(String channel, String reason) {
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.takeOutput()).isEmpty();
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES)).isEmpty();
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES_REFUSED))
                .isEqualTo(Map.of("channel." + channel + ".reason." + reason, 1L));
    }

    private static Receipt receipt(String eventId, String channel, SendOutcome.Kind outcome) {
        Instant at = NOON;
        return new Receipt(
                alert(eventId, 3, channel).alert().alertId(), channel, 3, 1, outcome, at, null);
    }
}
