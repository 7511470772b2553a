package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.allRead;
import static io.cardwatch.operator.TestingCardholder.candidate;
import static io.cardwatch.operator.TestingCardholder.granted;
import static io.cardwatch.operator.TestingCardholder.withdrawn;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.alert.Alert;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.secret.SecretReference;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate before it has seen every consent; three findings may wait. */
class GateUntilConsentsAreLoadedTest {
    private static final int MAX_WAITING = 3;

    private KeyedHarness<AlertCandidate, ConsentUpdate, Alert> gate;
    private long now = NOON.toEpochMilli();

    @BeforeEach
    void start() throws Exception {
        gate = TestingGate.onTheWallClock(MAX_WAITING);
        gate.open();
        gate.setProcessingTime(now);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    @Test
    void shouldHoldFindingsAndReleaseThemInOrderByTimer() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON, "rule-a", 80));
        gate.first(candidate("b", NOON, "rule-b", 80));
        pass(gate, 1_000);
        assertThat(gate.takeOutput()).isEmpty();
        assertThat(gate.numProcessingTimeTimers()).isEqualTo(1);
        gate.second(allRead());
        assertThat(gate.takeOutput()).isEmpty();
        pass(gate, 1_000);
        assertThat(gate.takeOutput()).extracting(Alert::alertId).containsExactly(id("a"), id("b"));
        assertThat(gate.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldReleaseWhatWaitsBeforeANewerFinding() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON, "rule-a", 80));
        gate.second(allRead());
        gate.first(candidate("b", NOON, "rule-b", 80));
        assertThat(gate.takeOutput()).extracting(Alert::alertId).containsExactly(id("a"), id("b"));
    }

    @Test
    void shouldWaitForEveryPartition() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON));
        gate.second(partition(0));
        gate.second(partition(0));
        gate.second(partition(2));
        pass(gate, 1_000);
        assertThat(gate.takeOutput()).isEmpty();
        gate.second(partition(1));
        pass(gate, 1_000);
        assertThat(gate.takeOutput()).hasSize(1);
        assertThat(gate.count(CardwatchMetrics.CONSENT_PARTITIONS_READ)).isEqualTo(4);
    }

    @Test
    void shouldJudgeWhatWaitedByTheConsentsAsTheyAreThen() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON));
        gate.second(withdrawn("sms", 2));
        gate.second(allRead());
        pass(gate, 1_000);
        assertThat(gate.takeOutput()).isEmpty();
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.withdrawn", 1L));
    }

    @Test
    void shouldKeepNothingOfWhatWaitedWithoutConsent() throws Exception {
        gate.first(candidate("a", NOON));
        assertThat(gate.stateEntries()).isEqualTo(1);
        gate.second(allRead());
        pass(gate, 1_000);
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.no_consent", 1L));
        assertThat(gate.stateEntries()).isZero();
        assertThat(gate.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldCountWhatFindsNoRoom() throws Exception {
        gate.second(granted("sms", 1));
        for (int i = 0; i < MAX_WAITING + 2; i++) {
            gate.first(candidate("e" + i, NOON, "rule-" + i, 80));
        }
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.consents_not_loaded", 2L));
        gate.second(allRead());
        pass(gate, 1_000);
        // Two a day is the budget; the third that waited is one too many.
        assertThat(gate.takeOutput()).hasSize(2);
        assertThat(gate.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                .isEqualTo(Map.of("reason.consents_not_loaded", 2L, "reason.budget", 1L));
    }

    @Test
    void shouldWaitAgainAfterARestoreAndForgetNothing() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON));
        OperatorSubtaskState snapshot = gate.snapshot();
        try (var restored = TestingGate.onTheWallClock(MAX_WAITING)) {
            restored.initializeState(snapshot);
            restored.open();
            restored.setProcessingTime(now);
            pass(restored, 1_000);
            restored.first(candidate("b", NOON));
            assertThat(restored.takeOutput()).isEmpty();
            restored.second(allRead());
            pass(restored, 1_000);
            assertThat(restored.takeOutput()).extracting(Alert::alertId).containsExactly(id("a"));
            assertThat(restored.counts(CardwatchMetrics.ALERTS_SUPPRESSED))
                    .isEqualTo(Map.of("reason.cooldown", 1L));
        }
    }

    @Test
    void shouldCloseAgainAfterARestoreOfAnOpenGate() throws Exception {
        gate.second(granted("sms", 1));
        gate.second(allRead());
        OperatorSubtaskState snapshot = gate.snapshot();
        try (var restored = TestingGate.onTheWallClock(MAX_WAITING)) {
            restored.initializeState(snapshot);
            restored.open();
            restored.setProcessingTime(now);
            restored.first(candidate("a", NOON));
            pass(restored, 1_000);
            assertThat(restored.takeOutput()).isEmpty();
            // The withdrawal that was written while the job was down comes first.
            restored.second(withdrawn("sms", 2));
            restored.second(allRead());
            pass(restored, 1_000);
            assertThat(restored.takeOutput()).isEmpty();
        }
    }

    @Test
    void shouldBringBackAlertsThatAreEqualToThoseThatDidNotWait() throws Exception {
        gate.second(granted("sms", 1));
        gate.first(candidate("a", NOON.plusNanos(123_456_789)));
        gate.second(allRead());
        pass(gate, 1_000);
        Alert waited = gate.takeOutput().get(0);
        try (var prompt = TestingGate.onTheWallClock(MAX_WAITING)) {
            prompt.open();
            prompt.setProcessingTime(now);
            prompt.second(granted("sms", 1));
            prompt.second(allRead());
            prompt.first(candidate("a", NOON.plusNanos(123_456_789)));
            assertThat(prompt.takeOutput()).isEqualTo(List.of(waited));
        }
    }

    @Test
    void shouldSealWhatWaits() throws Exception {
        gate.first(candidate("event_canary_1", NOON));
        assertThat(KeyedHarness.plainBytes(gate.snapshot()))
                .contains("waiting")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("812", "81240", "northbank", "burst", "EUR", id("event_canary_1"));
    }

    @Test
    void shouldFailLoudlyWhereTheSecretWasLost() throws Exception {
        gate.first(candidate("a", NOON));
        OperatorSubtaskState snapshot = gate.snapshot();
        SecretReference other = TestingJob.secret("another secret, long enough as well");
        try (var restored = TestingGate.gate(false, MAX_WAITING, other)) {
            restored.initializeState(snapshot);
            restored.open();
            restored.second(allRead());
            assertThatThrownBy(() -> restored.first(candidate("b", NOON)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another secret");
        }
    }

    private void pass(KeyedHarness<AlertCandidate, ConsentUpdate, Alert> harness, long millis)
            throws Exception {
        now += millis;
        harness.setProcessingTime(now);
    }

    private static ConsentUpdate partition(int partition) {
        return ConsentUpdate.partitionRead(new KeyHash(partition, 0), partition, 3);
    }

    private static String id(String eventId) {
        return candidate(eventId, NOON).alertId();
    }
}
