package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/** Stages of {@link ComputeFeatures} to run. */
final class TestingStages {
    static final Duration TIME_TO_LIVE = Duration.ofDays(9);

    private TestingStages() {}

    static TestingStage stage(RulesSource rules, int dimension) throws Exception {
        return stage(rules, dimension, 1, 0);
    }

    static TestingStage stage(RulesSource rules, int dimension, int parallelism, int subtask)
            throws Exception {
        return new TestingStage(
                KeyedHarness.oneInput(
                        SimpleOperatorFactory.of(
                                new KeyedProcessOperator<>(
                                        new ComputeFeatures(
                                                rules,
                                                TestingJob.SECRET,
                                                dimension,
                                                false,
                                                TIME_TO_LIVE))),
                        record -> record.key(dimension),
                        parallelism,
                        subtask),
                rules,
                SubtaskKeys.keyFor(subtask, parallelism, KeyedHarness.MAX_PARALLELISM));
    }

    static KeyHash keyOf(EventInFlight event, int dimension) {
        return StageRecord.of(event).key(dimension);
    }
}
