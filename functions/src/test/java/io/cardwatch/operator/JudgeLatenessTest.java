package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class JudgeLatenessTest {
    private static final Duration LATENESS = Duration.ofSeconds(60);

    @Test
    void shouldTurnAwayWhatIsOlderThanItsPartitionByMoreThanTheLateness() throws Exception {
        try (var judge = judge()) {
            judge.open();
            warm(judge, "a", 1_000);
            assertThat(passes(judge, "a", 940)).isTrue();
            assertThat(passes(judge, "a", 939)).isFalse();
            assertThat(passes(judge, "b", 0)).as("a partition of its own").isTrue();
            assertThat(passes(judge, "a", 1_100)).isTrue();
            assertThat(passes(judge, "a", 1_039)).isFalse();
        }
    }

    @Test
    void shouldNotBeHurriedByOneWrongClock() throws Exception {
        try (var judge = judge()) {
            judge.open();
            warm(judge, "a", 1_000);
            assertThat(passes(judge, "a", 9_000_000)).isTrue();
            assertThat(passes(judge, "a", 1_001)).isTrue();
        }
    }

    @Test
    void shouldJudgeALabelByWhenItBecameKnown() throws Exception {
        try (var judge = judge()) {
            judge.open();
            for (int i = 0; i < 10; i++) {
                assertThat(passes(judge, label(5_000))).isTrue();
            }
            assertThat(passes(judge, label(4_900))).isFalse();
        }
    }

    /** One subtask goes on writing the clock that it restored and that another moves on. */
    @Test
    void shouldRememberTheNewestClockOfEachPartitionOverRestarts() throws Exception {
        OperatorSubtaskState first;
        try (var judge = judge()) {
            judge.open();
            warm(judge, "a", 1_000);
            first = judge.snapshot(1, 1);
        }
        OperatorSubtaskState moved;
        OperatorSubtaskState stale;
        try (var reads = judge();
                var doesNot = judge()) {
            reads.initializeState(first);
            doesNot.initializeState(first);
            reads.open();
            doesNot.open();
            assertThat(passes(reads, "a", 2_000)).isTrue();
            moved = reads.snapshot(2, 2);
            stale = doesNot.snapshot(2, 2);
        }
        for (List<OperatorSubtaskState> written :
                List.of(List.of(moved, stale), List.of(stale, moved))) {
            try (var judge = judge()) {
                judge.initializeState(
                        AbstractStreamOperatorTestHarness.repackageState(
                                written.toArray(OperatorSubtaskState[]::new)));
                judge.open();
                assertThat(passes(judge, "a", 1_939)).isFalse();
                assertThat(passes(judge, "a", 1_940)).isTrue();
            }
        }
    }

    private static Judge judge() throws Exception {
        return new Judge();
    }

    private static final class Judge extends OneInputStreamOperatorTestHarness<Ingested, Ingested> {
        private Judge() throws Exception {
            super(new ProcessOperator<>(new JudgeLateness(LATENESS)));
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (Exception e) {
                throw new IllegalStateException("the operator does not close", e);
            }
        }
    }

    private static void warm(Judge judge, String partition, long second) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(passes(judge, partition, second)).isTrue();
        }
    }

    private static boolean passes(Judge judge, String partition, long second) throws Exception {
        return passes(
                judge,
                Ingested.of(TestingJob.event("e", second).build(), second * 1_000).from(partition));
    }

    private static Ingested label(long second) {
        return Ingested.of(
                        new Label(
                                "northbank",
                                "e",
                                "card",
                                null,
                                null,
                                Instant.EPOCH,
                                true,
                                Instant.ofEpochSecond(second)))
                .from("labels-0");
    }

    private static boolean passes(Judge judge, Ingested record) throws Exception {
        judge.processElement(new StreamRecord<>(record));
        List<Ingested> out = new ArrayList<>(judge.extractOutputValues());
        judge.getOutput().clear();
        return !out.isEmpty();
    }
}
