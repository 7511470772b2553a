package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;

/**
 * The way from one subtask to all subtasks of the next stage, on the edge that the events take too.
 */
final class NextStage {
    /** The target of a record that is not sent yet. */
    static final KeyHash NOWHERE = new KeyHash(0, 0);

    private final KeyHash[] targets;
    private final int from;
    private final int of;

    private NextStage(KeyHash[] targets, int from, int of) {
        this.targets = targets;
        this.from = from;
        this.of = of;
    }

    /** Over a keyed edge: every subtask here reaches every subtask there. */
    static NextStage overKeys(TaskInfo here) {
        int subtasks = here.getNumberOfParallelSubtasks();
        KeyHash[] targets = new KeyHash[subtasks];
        for (int i = 0; i < subtasks; i++) {
            targets[i] = SubtaskKeys.keyFor(i, subtasks, here.getMaxNumberOfParallelSubtasks());
        }
        return new NextStage(targets, here.getIndexOfThisSubtask(), subtasks);
    }

    /** Over an edge that keeps events on their subtask. */
    static NextStage forward() {
        return new NextStage(new KeyHash[] {NOWHERE}, 0, 1);
    }

    void open(StageRecord.Open open, Consumer<StageRecord> out) {
        for (KeyHash target : targets) {
            out.accept(StageRecord.of(open.to(target)));
        }
    }

    void close(String bankId, long sequence, Consumer<StageRecord> out) {
        for (KeyHash target : targets) {
            out.accept(StageRecord.of(new StageRecord.Close(target, bankId, sequence, from, of)));
        }
    }
}
