package io.cardwatch.jobs.kafka;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.RunId;
import io.cardwatch.operator.SubtaskKeys;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes on what a topic says and announces each partition once it has been read as far as it
 * reached when this task started.
 *
 * <p>An announcement follows the records it speaks of through the same keyed edge: one copy for
 * each subtask behind it, so none can overtake a record. Those subtasks are taken to be as many, of
 * the same greatest parallelism, as this operator's own: both have the job's parallelism, and a job
 * that gave either another one would never be told that all is read.
 *
 * <p>Where a partition is empty, or a restored reader already stands at its end, no record will
 * come to trigger the announcement, so it is made at once by the subtask whose turn it is. A
 * partition announced twice does no harm.
 *
 * <p>State: the next offset of each partition seen, in union list state, a handful of entries. It
 * is needed after a restore only. An operator of the internal API, because it has to emit without
 * an input.
 *
 * @param <T> what travels on the keyed edge
 */
final class AnnounceRead<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<TopicRecord<T>, T> {
    private final String topic;
    private final Properties kafka;
    private final Edge<T> edge;

    private transient ListState<Tuple2<Integer, Long>> positionState;
    private transient Map<Integer, Long> positions;
    private transient Map<Integer, LastRecords.Reach> reached;
    private transient Set<Integer> announced;
    private transient List<KeyHash> subtaskKeys;
    private transient String run;

    /** The keyed edge behind this operator. */
    interface Edge<T> extends Serializable {
        /** The news that a partition was read, under a key that leads to the subtask it is for. */
        T read(KeyHash subtaskKey, int partition, int partitions);

        /**
         * Passes a record on, by its own key where it has one.
         *
         * @param subtaskKeys for each subtask behind the edge a key that leads to it
         */
        default void pass(T update, List<KeyHash> subtaskKeys, Consumer<T> out) {
            out.accept(update);
        }
    }

    AnnounceRead(String topic, Properties kafka, Edge<T> edge) {
        this.topic = topic;
        this.kafka = kafka;
        this.edge = edge;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        positionState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "positions", Types.TUPLE(Types.INT, Types.LONG)));
        positions = new HashMap<>();
        for (Tuple2<Integer, Long> position : positionState.get()) {
            positions.merge(position.f0, position.f1, Math::max);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        announced = new HashSet<>();
        run = RunId.of(this);
        reached = LastRecords.of(topic, kafka);
        // A position behind the end belongs to a topic that was made anew: nothing of this one was
        // read.
        positions.entrySet().removeIf(position -> isBeyond(position.getKey(), position.getValue()));
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int subtask = task.getIndexOfThisSubtask();
        int subtasks = task.getNumberOfParallelSubtasks();
        subtaskKeys = new ArrayList<>(subtasks);
        for (int each = 0; each < subtasks; each++) {
            subtaskKeys.add(
                    SubtaskKeys.keyFor(each, subtasks, task.getMaxNumberOfParallelSubtasks()));
        }
        // What becomes of the timer shows in the announcements themselves.
        var unused =
                getProcessingTimeService()
                        .registerTimer(
                                getProcessingTimeService().getCurrentProcessingTime(),
                                now ->
                                        reached.forEach(
                                                (partition, reach) -> {
                                                    if (partition % subtasks == subtask
                                                            && reach.last() < position(partition)) {
                                                        announce(partition);
                                                    }
                                                }));
    }

    private boolean isBeyond(int partition, long position) {
        LastRecords.Reach reach = reached.get(partition);
        return reach != null && position > reach.end();
    }

    private long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void processElement(StreamRecord<TopicRecord<T>> element) {
        TopicRecord<T> record = element.getValue();
        T update = record.update();
        // What this run wrote itself it knows. Brought back, it would make consents wait.
        if (update != null && !run.equals(record.run())) {
            edge.pass(update, subtaskKeys, this::emit);
        }
        positions.merge(record.partition(), record.offset() + 1, Math::max);
        LastRecords.Reach reach = reached.get(record.partition());
        if (reach != null && record.offset() >= reach.last()) {
            announce(record.partition());
        }
    }

    private void announce(int partition) {
        if (!announced.add(partition)) {
            return;
        }
        for (KeyHash subtaskKey : subtaskKeys) {
            emit(edge.read(subtaskKey, partition, reached.size()));
        }
    }

    private void emit(T update) {
        output.collect(new StreamRecord<>(update));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        positionState.clear();
        for (Map.Entry<Integer, Long> position : positions.entrySet()) {
            positionState.add(Tuple2.of(position.getKey(), position.getValue()));
        }
    }
}
