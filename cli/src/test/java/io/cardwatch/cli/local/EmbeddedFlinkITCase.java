package io.cardwatch.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedFlinkITCase {
    @Test
    void shouldSumACounterOverSubtasksAndKeepItsLabels(@TempDir Path folder) throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, 1, 2)) {
            run(flink, "labels", 10);

            Counters counters = flink.counters();

            assertThat(counters.total("labels", "seen")).isEqualTo(10);
            assertThat(counters.by("seen", "reason")).isEqualTo(Map.of("even", 5L, "odd", 5L));
            assertThat(counters.by("seen", "bank", "reason"))
                    .isEqualTo(Map.of("north even", 5L, "north odd", 5L));
        }
    }

    @Test
    void shouldTellTheCountersOfTwoJobsApart(@TempDir Path folder) throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, 2, 1)) {
            run(flink, "first", 4);
            run(flink, "second", 6);

            assertThat(flink.counters().total("first", "seen")).isEqualTo(4);
            assertThat(flink.counters().total("second", "seen")).isEqualTo(6);
            assertThat(flink.counters().total("seen")).isEqualTo(10);
        }
    }

    @Test
    void shouldNotMixTheCountersOfTwoClustersInOneProcess(@TempDir Path folder) throws Exception {
        try (EmbeddedFlink one = EmbeddedFlink.start(folder.resolve("one"), 1, 1);
                EmbeddedFlink other = EmbeddedFlink.start(folder.resolve("other"), 1, 1)) {
            run(one, "same name", 4);

            assertThat(one.counters().total("seen")).isEqualTo(4);
            assertThat(other.counters()).isEqualTo(Counters.NONE);
        }
    }

    private static void run(EmbeddedFlink flink, String name, long numbers) throws Exception {
        StreamExecutionEnvironment environment = flink.environment();
        environment
                .fromSequence(1, numbers)
                .rebalance()
                .map(new CountParity())
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync(name);
        job.getJobExecutionResult().get();
    }

    private static final class CountParity extends RichMapFunction<Long, Long> {
        private transient Counter[] seen;

        @Override
        public void open(OpenContext context) {
            seen = new Counter[] {counter("even"), counter("odd")};
        }

        private Counter counter(String reason) {
            return getRuntimeContext()
                    .getMetricGroup()
                    .addGroup("cardwatch")
                    .addGroup("bank", "north")
                    .addGroup("reason", reason)
                    .counter("seen");
        }

        @Override
        public Long map(Long number) {
            seen[(int) (number % 2)].inc();
            return number;
        }
    }
}
