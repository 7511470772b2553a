package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the windows when a job goes on from a snapshot. */
class ComputeFeaturesRestoreTest {
    private static final int CARD = 0;
    private static final int MAX = KeyedHarness.MAX_PARALLELISM;

    private EnginePlan plan;

    @BeforeEach
    void plan() throws Exception {
        plan = TestingJob.rules().plan();
    }

    @Test
    void shouldGoOnFromASnapshotAsIfNothingHadHappened() throws Exception {
        OperatorSubtaskState snapshot;
        List<String> features = new ArrayList<>();
        try (var before = TestingStages.stage(TestingJob.rules(), CARD)) {
            before.open();
            features.addAll(run(before, 0, 40));
            snapshot = before.snapshot();
        }
        try (var after = TestingStages.stage(TestingJob.rules(), CARD)) {
            after.initializeState(snapshot);
            after.open();
            features.addAll(run(after, 40, 80));
            assertThat(features).isEqualTo(uninterrupted());
            after.watermark(Long.MAX_VALUE - 1);
            assertThat(after.stateEntries()).isZero();
            assertThat(after.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void shouldGiveTheSameFeaturesAtOneThenTwoThenOneSubtasks() throws Exception {
        List<String> features = new ArrayList<>();
        OperatorSubtaskState one;
        try (var only = TestingStages.stage(TestingJob.rules(), CARD)) {
            only.open();
            features.addAll(run(only, 0, 25));
            one = only.snapshot();
        }
        OperatorSubtaskState two;
        try (var left = TestingStages.stage(TestingJob.rules(), CARD, 2, 0);
                var right = TestingStages.stage(TestingJob.rules(), CARD, 2, 1)) {
            left.initializeState(share(one, 1, 2, 0));
            right.initializeState(share(one, 1, 2, 1));
            left.open();
            right.open();
            assertThat(left.stateEntries()).isPositive();
            assertThat(right.stateEntries()).isPositive();
            for (int i = 25; i < 55; i++) {
                EventInFlight event = TestingJob.inFlight(plan, event(i));
                int subtask =
                        KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                TestingStages.keyOf(event, CARD), MAX, 2);
                features.add(featuresOf(subtask == 0 ? left : right, event));
            }
            two =
                    AbstractStreamOperatorTestHarness.repackageState(
                            left.snapshot(), right.snapshot());
        }
        try (var only = TestingStages.stage(TestingJob.rules(), CARD)) {
            only.initializeState(share(two, 2, 1, 0));
            only.open();
            features.addAll(run(only, 55, 80));
        }
        assertThat(features).isEqualTo(uninterrupted());
    }

    @Test
    void shouldKeepUnchangedWindowsUnderAnotherRuleSet() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = TestingStages.stage(TestingJob.rules(), CARD)) {
            before.open();
            run(before, 0, 30);
            snapshot = before.snapshot();
        }
        String changed =
                TestingJob.RULES
                        .replace("threshold: 70", "threshold: 60")
                        .replace("tx_10m >= 3.0", "tx_10m >= 5.0")
                        .replace(
                                "features:\n",
                                "features:\n  new_first: { by: card, count: true, over: 20m }\n");
        RulesSource rules = TestingJob.rules(changed);
        EnginePlan changedPlan = rules.plan();
        try (var after = TestingStages.stage(rules, CARD);
                var same = TestingStages.stage(TestingJob.rules(), CARD)) {
            after.initializeState(snapshot);
            after.open();
            same.initializeState(snapshot);
            same.open();
            for (int i = 30; i < 60; i++) {
                after.first(TestingJob.inFlight(changedPlan, event(i)));
                same.first(TestingJob.inFlight(plan, event(i)));
                double[] features = after.takeOutput().get(0).features();
                assertThat(Arrays.copyOfRange(features, 1, features.length))
                        .containsExactly(same.takeOutput().get(0).features());
            }
        }
    }

    private List<String> uninterrupted() throws Exception {
        try (var never = TestingStages.stage(TestingJob.rules(), CARD)) {
            never.open();
            return run(never, 0, 80);
        }
    }

    private List<String> run(TestingStage stage, int from, int until) throws Exception {
        List<String> features = new ArrayList<>();
        for (int i = from; i < until; i++) {
            features.add(featuresOf(stage, TestingJob.inFlight(plan, event(i))));
        }
        return features;
    }

    private static String featuresOf(TestingStage stage, EventInFlight event) throws Exception {
        stage.first(event);
        return Arrays.toString(stage.takeOutput().get(0).features());
    }

    /** Four cards take turns, some events swap on their way, and the cards travel. */
    private static CardEvent event(int i) {
        int seconds = i * 45 + (i % 7 == 3 ? -100 : 0);
        return TestingJob.event("event-" + i, seconds)
                .cardRef("card-" + i % 4)
                .merchantCountry(i % 3 == 0 ? "AT" : "C" + i % 5)
                .latitude(40.0 + i % 9)
                .longitude(10.0)
                .baseAmount(1_000 + i * 13L, 2)
                .build();
    }

    private static OperatorSubtaskState share(
            OperatorSubtaskState state, int before, int after, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX, before, after, subtask);
    }
}
