package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.SUBJECT;
import static io.cardwatch.operator.TestingCardholder.alert;
import static io.cardwatch.operator.TestingCardholder.candidate;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertId;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What is kept of a cardholder, from two to four to one subtasks. */
class CardholderRescaleTest {
    private static final Duration COOLDOWN = TestingGate.COOLDOWN;

    @Test
    void shouldGateAsIfTheGateHadNeverBeenRescaled() throws Exception {
        List<OperatorSubtaskState> two = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var gate = gate(2, subtask, NOON)) {
                gate.open();
                gate.second(Rescale.allRead(2, subtask));
                if (isCardholders(2, subtask)) {
                    gate.second(granted("sms", 3));
                    gate.first(candidate("alerts", NOON));
                    assertThat(gate.takeOutput()).hasSize(1);
                }
                two.add(gate.snapshot());
            }
        }
        Instant later = NOON.plus(COOLDOWN);
        List<OperatorSubtaskState> four = new ArrayList<>();
        int holders = 0;
        for (int subtask = 0; subtask < 4; subtask++) {
            try (var gate = gate(4, subtask, NOON)) {
                gate.initializeState(Rescale.share(two, 4, subtask));
                gate.open();
                holders += gate.stateEntries() > 0 ? 1 : 0;
                gate.setProcessingTime(later.toEpochMilli());
                if (isCardholders(4, subtask)) {
                    assertThat(gate.stateEntries()).as("consent and throttle").isEqualTo(2);
                    // The consents are not loaded again yet.
                    gate.first(candidate("cools", NOON.plusSeconds(60)));
                    gate.first(candidate("waits", later));
                    assertThat(gate.takeOutput()).isEmpty();
                }
                four.add(gate.snapshot());
            }
        }
        assertThat(holders).isEqualTo(1);
        try (var gate = gate(1, 0, later)) {
            gate.initializeState(Rescale.share(four, 1, 0));
            gate.open();
            gate.second(Rescale.allRead(1, 0));
            gate.setProcessingTime(later.toEpochMilli() + 1_000);
            assertThat(gate.takeOutput())
                    .extracting(Alert::alertId)
                    .containsExactly(AlertId.of("northbank", "waits"));
            assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                    .containsOnlyKeys("reason.cooldown");
            gate.second(withdrawn("sms", 4));
            gate.first(candidate("withdrawn", later.plus(COOLDOWN)));
            assertThat(gate.takeOutput()).isEmpty();
            assertThat(gate.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void shouldDeliverOnceFromTwoToFourToOneSubtasks() throws Exception {
        TestingChannel sms = new TestingChannel("sms");
        List<OperatorSubtaskState> two = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var delivery = delivery(2, subtask, sms)) {
                delivery.open();
                delivery.second(TestingDelivery.update(Rescale.allRead(2, subtask)));
                TestingDelivery.restRead(delivery, Rescale.allRead(2, subtask).subject());
                if (isCardholders(2, subtask)) {
                    delivery.second(TestingDelivery.update(granted("sms", 3)));
                    delivery.first(alert("sent", 3, "sms"));
                    delivery.runMails();
                    sms.attempts().get(0).answers(SendOutcome.Kind.ACCEPTED);
                    delivery.runMails();
                    assertThat(delivery.takeOutput()).hasSize(1);
                }
                two.add(delivery.snapshot());
            }
        }
        List<OperatorSubtaskState> four = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            try (var delivery = delivery(4, subtask, sms)) {
                delivery.initializeState(Rescale.share(two, 4, subtask));
                delivery.open();
                if (isCardholders(4, subtask)) {
                    delivery.first(alert("waits", 3, "sms"));
                } else {
                    assertThat(delivery.stateEntries()).isZero();
                }
                four.add(delivery.snapshot());
            }
        }
        try (var delivery = delivery(1, 0, sms)) {
            delivery.initializeState(Rescale.share(four, 1, 0));
            delivery.open();
            delivery.second(TestingDelivery.update(Rescale.allRead(1, 0)));
            TestingDelivery.restRead(delivery, Rescale.allRead(1, 0).subject());
            delivery.runMails();
            delivery.first(alert("sent", 3, "sms"));
            // Until then it is held for a digest: the other alert was of the same card.
            delivery.setProcessingTime(
                    NOON.plus(TestingDelivery.PLAN.digestWithin()).toEpochMilli());
            delivery.runMails();
            assertThat(delivery.count(CardwatchMetrics.ALERTS_REPEATED)).isEqualTo(1);
            assertThat(sms.attempts()).hasSize(2);
            sms.attempts().get(1).answers(SendOutcome.Kind.ACCEPTED);
            delivery.runMails();
            assertThat(delivery.takeOutput())
                    .extracting(Receipt::alertId)
                    .containsExactly(AlertId.of("northbank", "waits"));
            assertThat(delivery.numProcessingTimeTimers()).isZero();
        }
    }

    private static boolean isCardholders(int subtasks, int subtask) {
        return Rescale.subtaskOf(SUBJECT, subtasks) == subtask;
    }

    private static KeyedHarness<AlertCandidate, ConsentUpdate, Alert> gate(
            int parallelism, int subtask, Instant now) throws Exception {
        var gate = TestingGate.gate(true, 10, TestingJob.SECRET, parallelism, subtask);
        gate.setProcessingTime(now.toEpochMilli());
        return gate;
    }

    private static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> delivery(
            int parallelism, int subtask, TestingChannel channel) throws Exception {
        var delivery = TestingDelivery.through(parallelism, subtask, channel);
        delivery.setProcessingTime(NOON.toEpochMilli());
        return delivery;
    }
}
