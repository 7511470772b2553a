package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Finds keys that a keyed edge takes to a given subtask, so that one record can be sent to each of
 * them.
 */
public final class SubtaskKeys {
    private SubtaskKeys() {}

    /** A key that a keyed edge to that many subtasks takes to that one. */
    public static KeyHash keyFor(int subtask, int subtasks, int maxParallelism) {
        for (long candidate = 0; ; candidate++) {
            KeyHash key = new KeyHash(candidate, 0L);
            if (KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, subtasks)
                    == subtask) {
                return key;
            }
        }
    }
}
