package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Gives the subtasks of another parallelism what those before them wrote, as Flink does. */
final class Rescale {
    private Rescale() {}

    /** What one subtask of so many restores from. */
    static OperatorSubtaskState share(List<OperatorSubtaskState> written, int subtasks, int subtask)
            throws Exception {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                        written.toArray(OperatorSubtaskState[]::new)),
                KeyedHarness.MAX_PARALLELISM,
                written.size(),
                subtasks,
                subtask);
    }

    /** The news that the consents were read, under a key that is this subtask's. */
    static ConsentUpdate allRead(int subtasks, int subtask) {
        long candidate = 0;
        while (subtaskOf(new KeyHash(candidate, 0), subtasks) != subtask) {
            candidate++;
        }
        return ConsentUpdate.partitionRead(new KeyHash(candidate, 0), 0, 1);
    }

    /** The subtask that a key belongs to. */
    static int subtaskOf(KeyHash key, int subtasks) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, KeyedHarness.MAX_PARALLELISM, subtasks);
    }
}
