package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.junit.jupiter.api.Test;

class RunIdTest {
    private final ExecutionGraphID graph = new ExecutionGraphID();

    @Test
    void shouldBeTheSameForAllTasksOfARun() {
        assertThat(run(graph, new JobVertexID(1, 1), 0, 3))
                .isEqualTo(run(graph, new JobVertexID(2, 2), 1, 3));
    }

    @Test
    void shouldBeAnotherAfterARestart() {
        JobVertexID task = new JobVertexID(1, 1);
        assertThat(run(graph, task, 0, 3)).isNotEqualTo(run(graph, task, 0, 4));
    }

    @Test
    void shouldBeAnotherUnderAnotherJobManagerThoughItCountsAnew() {
        JobVertexID task = new JobVertexID(1, 1);
        assertThat(run(graph, task, 0, 0)).isNotEqualTo(run(new ExecutionGraphID(), task, 0, 0));
    }

    private static String run(ExecutionGraphID graph, JobVertexID task, int subtask, int attempt) {
        return RunId.of(
                new ExecutionAttemptID(graph, new ExecutionVertexID(task, subtask), attempt));
    }
}
