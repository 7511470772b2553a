package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.KeyHash;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubtaskKeysTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 128})
    void shouldReachEverySubtask(int subtasks) {
        for (int subtask = 0; subtask < subtasks; subtask++) {
            KeyHash key = SubtaskKeys.keyFor(subtask, subtasks, 128);
            assertThat(KeyGroupRangeAssignment.assignKeyToParallelOperator(key, 128, subtasks))
                    .isEqualTo(subtask);
        }
    }
}
