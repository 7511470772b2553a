package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a delivery does before its topics are read, and after it died. */
class DeliveryRestartTest {
    private final TestingChannel sms = new TestingChannel("sms");
    private final TestingChannel hub = new TestingChannel("hub", true, false);
    private DeliveryDriver delivery;

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void shouldSendNothingBeforeEveryTopicIsRead() throws Exception {
        delivery = DeliveryDriver.unready(sms);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        for (DeliveryUpdate.Topic topic : DeliveryUpdate.Topic.values()) {
            assertThat(sms.attempts()).isEmpty();
            delivery.pass(Duration.ofMinutes(10));
            delivery.tell(TestingDelivery.read(topic, new io.cardwatch.engine.KeyHash(1, 2)));
        }
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldObeyAWithdrawalThatWasReadWhileItWaited() throws Exception {
        delivery = DeliveryDriver.unready(sms);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        delivery.withdraw("sms", 4);
        delivery.allRead();
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.refusals()).isEqualTo(Map.of("channel.sms.reason.withdrawn", 1L));
    }

    @Test
    void shouldWaitForAConsentThatTheAlertAlreadyKnew() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 2);
        delivery.alert("e", "sms");
        delivery.pass(Duration.ofSeconds(50));
        assertThat(sms.attempts()).isEmpty();
        delivery.grant("sms", 3);
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldGiveUpWaitingForAConsentAfterAMinute() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.alert("e", "sms");
        delivery.pass(Duration.ofSeconds(59));
        assertThat(delivery.refusals()).isEmpty();
        delivery.pass(Duration.ofSeconds(2));
        assertThat(delivery.refusals())
                .isEqualTo(Map.of("channel.sms.reason.consents_not_loaded", 1L));
        delivery.grant("sms", 3);
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldForgetNothingThatWaitedAtACheckpoint() throws Exception {
        delivery = DeliveryDriver.unready(sms);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        delivery.crash(delivery.checkpoint());
        delivery.pass(Duration.ofMinutes(1));
        assertThat(sms.attempts()).isEmpty();
        delivery.readAttempts();
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldNotSendAgainWhatWasAnsweredAfterTheCheckpoint() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "sms");
        sms.attempts().get(0).answers(Kind.ACCEPTED);
        delivery.settle();
        delivery.takeReceipts();
        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(1);
        // The receipt may have been lost with the process; its readers drop repeats.
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 accepted");
    }

    @Test
    void shouldKnowAttemptsThatAreReadAfterTheirAlert() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "sms");
        sms.attempts().get(0).answers(Kind.ACCEPTED);
        delivery.settle();
        delivery.crash(checkpoint);
        delivery.alert("e", "sms");
        delivery.readAttempts();
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldNeverSendAgainBlindlyWhereTheChannelKnowsNoKeys() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "sms");
        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.alert("e", "sms");
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 unknown");
    }

    @Test
    void shouldRememberTheAttemptOfAnAlertThatFoundNoRoom() throws Exception {
        delivery = DeliveryDriver.ready(TestingDelivery.plan(false, 1), sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "sms");
        delivery.crash(checkpoint);
        delivery.alert("other", "sms");
        delivery.readAttempts();
        delivery.alert("e", "sms");
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_DROPPED)).isEqualTo(1);
        sms.attempts().get(1).answers(Kind.ACCEPTED);
        delivery.settle();
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 accepted");
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(2);
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 unknown");
    }

    @Test
    void shouldResolveAnAttemptThatWasUnderWayAtTheCheckpoint() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        delivery.crash(delivery.checkpoint());
        delivery.readAttempts();
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 unknown");
        assertThat(delivery.harness().numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldSendAgainUnderTheSameKeyWhereTheChannelKnowsKeys() throws Exception {
        delivery = DeliveryDriver.ready(hub);
        delivery.grant("hub", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "hub");
        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.alert("e", "hub");
        assertThat(hub.attempts())
                .extracting(TestingChannel.Attempt::alertIds)
                .containsExactly(List.of(DeliveryDriver.id("e")), List.of(DeliveryDriver.id("e")));
    }

    @Test
    void shouldSendWhatWasIntendedAndSurelyNeverStarted() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.control("sms", true);
        delivery.alert("e", "sms");
        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldGoOnCountingAttemptsWhereAnEarlierRunWasToldToTryAgain() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.alert("e", "sms");
        sms.attempts().get(0).answers(Kind.RETRY);
        delivery.settle();
        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.takeReceipts();
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).hasSize(1);
        delivery.pass(TestingDelivery.PLAN.retry().first());
        assertThat(sms.attempts()).hasSize(2);
        sms.attempts().get(1).answers(Kind.ACCEPTED);
        delivery.settle();
        assertThat(delivery.takeReceipts()).containsExactly("sms 1 retry", "sms 2 accepted");
    }

    @Test
    void shouldSendNothingTwiceEvenFromAnEmptyState() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        sms.attempts().get(0).answers(Kind.ACCEPTED);
        delivery.settle();
        delivery.crash(null);
        delivery.grant("sms", 3);
        delivery.alert("e", "sms");
        delivery.readAttempts();
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldRememberWhatOperatorsSaid() throws Exception {
        delivery = DeliveryDriver.ready(sms);
        delivery.grant("sms", 3);
        delivery.control("*", true);
        delivery.crash(delivery.checkpoint());
        delivery.readAttempts();
        delivery.alert("e", "sms");
        assertThat(sms.attempts()).isEmpty();
        delivery.control("*", false);
        delivery.pass(Duration.ofMillis(1));
        assertThat(sms.attempts()).hasSize(1);
    }
}
