package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.CARD;
import static io.cardwatch.operator.TestingCardholder.SUBJECT;
import static io.cardwatch.operator.TestingCardholder.allRead;
import static io.cardwatch.operator.TestingCardholder.candidate;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.removed;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** An erased cardholder is in no state any more, and may opt in again. */
final class ErasureTest {
    @Test
    void shouldLeaveNothingAtTheGate() throws Exception {
        try (var gate = TestingGate.onTheEventsClock()) {
            gate.setProcessingTime(0);
            gate.open();
            gate.second(allRead());
            gate.second(granted("sms", 3));
            gate.second(granted("push", 1));
            gate.first(candidate("e", NOON));
            assertThat(gate.takeOutput()).hasSize(1);
            assertThat(bytes(gate.snapshot())).contains(key(SUBJECT));

            gate.second(ConsentUpdate.of(erasure(NOON)));

            assertThat(gate.stateEntries()).isZero();
            assertThat(bytes(gate.snapshot())).doesNotContain(key(SUBJECT), key(CARD), CARD.hex());
            assertThat(said(gate, GateByConsent.ERASED))
                    .containsExactly(
                            new ErasureStatus(
                                    "id", ErasureStep.GATE, 0, 0, 1, 3, Instant.EPOCH, null));
            gate.second(granted("sms", 1));
            gate.first(candidate("f", NOON));
            assertThat(gate.takeOutput()).as("no cooldown either").hasSize(1);
        }
    }

    @Test
    void shouldForgetCandidatesThatWaitForTheConsents() throws Exception {
        try (var gate = TestingGate.onTheEventsClock()) {
            gate.setProcessingTime(0);
            gate.open();
            gate.second(granted("sms", 3));
            gate.first(candidate("e", NOON));
            gate.second(ConsentUpdate.of(erasure(NOON)));
            gate.second(allRead());
            gate.setProcessingTime(2_000);

            assertThat(gate.takeOutput()).isEmpty();
            assertThat(gate.stateEntries()).isZero();
            assertThat(gate.numProcessingTimeTimers()).isZero();
        }
    }

    /** Erasure and consents come on ways of their own; either may be first. */
    @Test
    void shouldKeepAnOptInThatFollowsWhicheverIsReadFirst() throws Exception {
        try (var gate = TestingGate.onTheEventsClock()) {
            gate.open();
            gate.second(allRead());
            gate.second(ConsentUpdate.of(erasure(NOON.minus(Duration.ofDays(2)))));
            gate.second(granted("sms", 3));
            gate.second(withdrawn("sms", 3));
            gate.second(erasedTombstone());
            assertThat(gate.stateEntries()).isZero();

            gate.second(granted("sms", 1));
            gate.second(ConsentUpdate.of(erasure(NOON.minus(Duration.ofDays(2)))));
            gate.first(candidate("e", NOON));
            assertThat(gate.takeOutput()).extracting(Alert::subjectRef).hasSize(1);
        }
    }

    /** A tombstone alone is no erasure: the version stays, so that no old grant comes back. */
    @Test
    void shouldKeepTheVersionOfWhatWasOnlyRemoved() throws Exception {
        try (var gate = TestingGate.onTheEventsClock()) {
            gate.open();
            gate.second(granted("sms", 3));
            gate.second(removed("sms"));
            assertThat(gate.stateEntries()).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveNothingInDelivery() throws Exception {
        TestingChannel sms = new TestingChannel("sms");
        try (DeliveryDriver delivery = DeliveryDriver.ready(sms)) {
            delivery.grant("sms", 3);
            delivery.alert("sent", "sms");
            sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
            delivery.settle();
            delivery.alert("waits", "sms");
            assertThat(delivery.harness().numProcessingTimeTimers()).isPositive();
            assertThat(bytes(delivery.checkpoint())).contains(key(SUBJECT));

            delivery.tell(DeliveryUpdate.of(erasure(delivery.now())));

            assertThat(bytes(delivery.checkpoint())).doesNotContain(key(SUBJECT), CARD.hex());
            assertThat(delivery.harness().stateEntries()).isZero();
            assertThat(delivery.harness().numProcessingTimeTimers()).isZero();
            List<ErasureStatus> said = said(delivery.harness(), DeliverAlertsFactory.ERASED);
            assertThat(said).hasSize(1);
            assertThat(said.get(0).step()).isEqualTo(ErasureStep.DELIVERY);
            assertThat(said.get(0).cleared()).isGreaterThanOrEqualTo(3);
            delivery.pass(Duration.ofHours(1));
            assertThat(sms.attempts()).as("what waited is not sent").hasSize(1);
        }
    }

    /** After a restore, topics are read again, each on a way of its own. */
    @Test
    void shouldNotTakeInAgainWhatItHasForgotten() throws Exception {
        TestingChannel sms = new TestingChannel("sms");
        try (DeliveryDriver delivery = DeliveryDriver.ready(sms)) {
            delivery.grant("sms", 3);
            delivery.alert("e", "sms");
            sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
            delivery.settle();
            delivery.tell(DeliveryUpdate.of(erasure(delivery.now())));

            delivery.alert("e", "sms");
            delivery.readAttempts();

            assertThat(delivery.harness().stateEntries()).isZero();
            assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_FORGOTTEN)).isEqualTo(1);
            delivery.pass(Duration.ofSeconds(1));
            delivery.grant("sms", 1);
            delivery.alert(
                    new KeyedAlert(
                            SUBJECT,
                            DeliveryDriver.alert(
                                    "f",
                                    TestingJob.SUBJECT,
                                    Severity.HIGH,
                                    delivery.now(),
                                    1,
                                    "sms")));
            assertThat(sms.attempts()).as("after a new opt-in").hasSize(2);
        }
    }

    /** What is with a provider is not recalled, and its answer brings nothing back. */
    @Test
    void shouldLeaveNothingOfAMessageThatIsUnderWay() throws Exception {
        TestingChannel sms = new TestingChannel("sms");
        try (DeliveryDriver delivery = DeliveryDriver.ready(sms)) {
            delivery.grant("sms", 3);
            delivery.alert("e", "sms");
            assertThat(sms.attempts()).hasSize(1);

            delivery.tell(DeliveryUpdate.of(erasure(delivery.now())));
            sms.attempts().get(0).answers(SendOutcome.Kind.DELIVERED);
            delivery.settle();

            assertThat(bytes(delivery.checkpoint())).doesNotContain(key(SUBJECT));
            assertThat(delivery.harness().stateEntries()).isZero();
        }
    }

    @Test
    void shouldForgetACardsWindowsAndNoOthers() throws Exception {
        try (TestingStage card = TestingStages.stage(TestingJob.rules(), 0)) {
            card.open();
            card.first(event("a", TestingJob.CARD));
            card.first(event("b", "another"));
            card.takeRecords();
            assertThat(card.stateEntries()).isEqualTo(2);
            assertThat(bytes(card.snapshot())).contains(key(CARD));

            card.record(StageRecord.of(erasure(NOON), -1, Duration.ofDays(9)).get(1));

            assertThat(card.stateEntries()).isEqualTo(1);
            assertThat(card.numEventTimeTimers()).isEqualTo(1);
            assertThat(bytes(card.snapshot())).doesNotContain(key(CARD));
            StageRecord.Erase passedOn = card.takeRecords().get(0).erase();
            assertThat(passedOn)
                    .isEqualTo(
                            new StageRecord.Erase(
                                    "id", CARD, 0, 1, 2, 1, Duration.ofDays(9).toMillis()));
        }
    }

    @Test
    void shouldPassStagesThatKeepTheKeyInAnotherDimension() throws Exception {
        try (TestingStage merchant = TestingStages.stage(TestingJob.rules(), 1)) {
            merchant.open();
            StageRecord order = StageRecord.of(erasure(NOON), -1, Duration.ofDays(9)).get(1);
            merchant.record(order);

            assertThat(merchant.takeRecords().get(0).erase()).isEqualTo(order.erase());
        }
    }

    private static EventInFlight event(String id, String card) throws Exception {
        return TestingJob.inFlight(
                TestingJob.rules().plan(), TestingJob.event(id, 0).cardRef(card).build());
    }

    private static Erasure erasure(Instant at) {
        return new Erasure("id", SUBJECT.hex(), List.of(CARD.hex()), at);
    }

    private static ConsentUpdate erasedTombstone() {
        return ConsentUpdate.of(
                SUBJECT,
                Consent.erased(
                        new ConsentKey(
                                "northbank", TestingJob.SUBJECT, Consent.FRAUD_ALERTS, "sms")));
    }

    /** A key as snapshots hold it. */
    private static String key(KeyHash hash) {
        return new String(
                Bytes.concat(Longs.toByteArray(hash.hi()), Longs.toByteArray(hash.lo())),
                StandardCharsets.ISO_8859_1);
    }

    private static String bytes(OperatorSubtaskState snapshot) throws Exception {
        return KeyedHarness.plainBytes(snapshot);
    }

    private static List<ErasureStatus> said(
            KeyedHarness<?, ?, ?> harness, OutputTag<ErasureStatus> tag) {
        List<ErasureStatus> said = new ArrayList<>();
        var records = harness.getSideOutput(tag);
        if (records != null) {
            records.forEach(record -> said.add(record.getValue()));
        }
        return said;
    }
}
