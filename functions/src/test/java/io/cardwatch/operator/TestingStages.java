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

    static KeyedHarness<EventInFlight, Void, EventInFlight> stage(RulesSource rules, int dimension)
            throws Exception {
        return stage(rules, dimension, 1, 0);
    }

    static KeyedHarness<EventInFlight, Void, EventInFlight> stage(
            RulesSource rules, int dimension, int parallelism, int subtask) throws Exception {
        return KeyedHarness.oneInput(
                SimpleOperatorFactory.of(
                        new KeyedProcessOperator<>(
                                new ComputeFeatures(
                                        rules, TestingJob.SECRET, dimension, TIME_TO_LIVE))),
                event -> keyOf(event, dimension),
                parallelism,
                subtask);
    }

    static KeyHash keyOf(EventInFlight event, int dimension) {
        KeyHash key = event.key(dimension);
        return key != null ? key : event.cardKey();
    }
}
