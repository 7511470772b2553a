package io.cardwatch.operator;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a subtask has seen the consents as far as they reached at this start. Kept on the heap on
 * purpose: state rolls back with a restore, so the question is asked anew each time.
 */
final class Readiness {
    private final Set<Integer> partitionsRead = new HashSet<>();
    private boolean armed;

    /**
     * Notes that a partition of the consents was read; true where that was the last one missing.
     */
    boolean partitionRead(int partition, int partitions) {
        partitionsRead.add(partition);
        if (!armed && partitionsRead.size() == partitions) {
            armed = true;
            return true;
        }
        return false;
    }

    /** False means: every answer is no, and what needs one waits. */
    boolean armed() {
        return armed;
    }
}
