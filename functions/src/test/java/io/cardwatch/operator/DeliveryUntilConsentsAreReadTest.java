package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.alert;
import static io.cardwatch.operator.TestingCardholder.allRead;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery that has to wait: for all consents, or for one that the alert already knew. */
class DeliveryUntilConsentsAreReadTest {
    private static final long PATIENCE = 60_000;

    private final TestingChannel sms = new TestingChannel("sms");
    private KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> delivery;
    private long now = NOON.toEpochMilli();

    @BeforeEach
    void start() throws Exception {
        delivery = TestingDelivery.through(sms);
        delivery.open();
        delivery.setProcessingTime(now);
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void shouldSendNothingBeforeTheConsentsAreLoaded() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        pass(delivery, 10 * PATIENCE);
        assertThat(sms.attempts()).isEmpty();
        delivery.second(allRead());
        pass(delivery, 1_000);
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldObeyAWithdrawalThatWasReadWhileItWaited() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        delivery.second(withdrawn("sms", 4));
        delivery.second(allRead());
        pass(delivery, 1_000);
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES_REFUSED))
                .isEqualTo(Map.of("channel.sms.reason.withdrawn", 1L));
    }

    @Test
    void shouldWaitForAConsentThatTheAlertAlreadyKnew() throws Exception {
        delivery.second(allRead());
        delivery.second(granted("sms", 2));
        delivery.first(alert("e", 3, "sms"));
        pass(delivery, PATIENCE - 1);
        assertThat(sms.attempts()).isEmpty();
        delivery.second(granted("sms", 3));
        assertThat(sms.attempts()).hasSize(1);
        pass(delivery, 1_000);
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldGiveUpWaitingWhenItsPatienceIsOver() throws Exception {
        delivery.second(allRead());
        delivery.first(alert("e", 3, "sms"));
        pass(delivery, PATIENCE - 1);
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES_REFUSED)).isEmpty();
        pass(delivery, 1_000);
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.takeOutput()).isEmpty();
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES_REFUSED))
                .isEqualTo(Map.of("channel.sms.reason.consents_not_loaded", 1L));
        assertThat(delivery.numProcessingTimeTimers()).isZero();
        // Late is too late: the alert was handled.
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldCountWhatFindsNoRoom() throws Exception {
        for (int i = 0; i < TestingDelivery.MAX_WAITING + 1; i++) {
            delivery.first(alert("e" + i, 3, "sms"));
        }
        assertThat(delivery.counts(CardwatchMetrics.DELIVERIES_REFUSED))
                .isEqualTo(Map.of("channel.sms.reason.consents_not_loaded", 1L));
        delivery.second(granted("sms", 3));
        delivery.second(allRead());
        pass(delivery, 1_000);
        assertThat(sms.attempts()).hasSize(TestingDelivery.MAX_WAITING);
    }

    @Test
    void shouldSendAnAlertOnceThatCameTwiceWhileItWaited() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        delivery.first(alert("e", 3, "sms"));
        delivery.second(allRead());
        pass(delivery, 1_000);
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.count(CardwatchMetrics.ALERTS_REPEATED)).isEqualTo(1);
    }

    @Test
    void shouldWaitAgainAfterARestoreAndForgetNothing() throws Exception {
        delivery.second(granted("sms", 3));
        delivery.first(alert("e", 3, "sms"));
        OperatorSubtaskState snapshot = delivery.snapshot();
        try (var restored = TestingDelivery.through(sms)) {
            restored.initializeState(snapshot);
            restored.open();
            pass(restored, 5_000);
            assertThat(sms.attempts()).isEmpty();
            restored.second(allRead());
            pass(restored, 1_000);
            assertThat(sms.attempts()).hasSize(1);
            sms.attempts().get(0).answers(SendOutcome.Kind.ACCEPTED);
            restored.runMails();
            assertThat(restored.takeOutput()).hasSize(1);
        }
    }

    @Test
    void shouldSealWhatWaits() throws Exception {
        delivery.first(alert("event_canary_3", 3, "sms"));
        assertThat(KeyedHarness.plainBytes(delivery.snapshot()))
                .contains("waiting")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("812", "northbank", "sms", "burst");
    }

    private void pass(KeyedHarness<?, ?, ?> harness, long millis) throws Exception {
        now += millis;
        harness.setProcessingTime(now);
    }
}
