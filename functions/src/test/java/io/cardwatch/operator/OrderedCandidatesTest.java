package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.Test;

class OrderedCandidatesTest {
    private static final Instant NEXT_YEAR = TestingJob.NOON.plus(Duration.ofDays(365));

    @Test
    void shouldLetACandidateGoByWhenItsEventWasJudgedNotByWhatItClaims() throws Exception {
        AlertCandidate ahead =
                TestingCardholder.candidate("ahead", NEXT_YEAR, TestingJob.NOON, "burst", 80);
        try (KeyedHarness<AlertCandidate, Void, AlertCandidate> order = order()) {
            order.open();
            order.first(ahead);
            order.watermark(TestingJob.NOON.toEpochMilli() - 1);
            assertThat(order.takeOutput()).isEmpty();
            order.watermark(TestingJob.NOON.toEpochMilli());
            assertThat(order.takeOutput()).containsExactly(ahead);
        }
    }

    private static KeyedHarness<AlertCandidate, Void, AlertCandidate> order() throws Exception {
        return KeyedHarness.oneInput(
                SimpleOperatorFactory.of(
                        new KeyedProcessOperator<>(
                                PutInOrder.beforeGate(TestingJob.SECRET, 10, Duration.ofDays(1)))),
                AlertCandidate::subject,
                1,
                0);
    }
}
