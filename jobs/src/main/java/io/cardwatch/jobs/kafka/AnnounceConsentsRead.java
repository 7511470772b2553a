package io.cardwatch.jobs.kafka;

import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.SubtaskKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
 * Passes consents on and announces each partition once it has been read as far as it reached when
 * this task started.
 *
 * <p>An announcement follows the consents it speaks of through the same keyed edge: one copy for
 * each subtask of the gate, so none can overtake a consent. Where a restored reader already stands
 * at the end no record will come to trigger it, so the partition is announced at once by the
 * subtask whose turn it is. A partition announced twice does no harm.
 *
 * <p>State: the next offset of each partition seen, in union list state, a handful of entries. It
 * is needed after a restore only. An operator of the internal API, because it has to emit without
 * an input.
 */
final class AnnounceConsentsRead extends AbstractStreamOperator<ConsentUpdate>
        implements OneInputStreamOperator<ConsentRecord, ConsentUpdate> {
    private final String topic;
    private final Properties kafka;

    private transient ListState<Tuple2<Integer, Long>> positionState;
    private transient Map<Integer, Long> positions;
    private transient Map<Integer, LastRecords.Reach> reached;
    private transient Set<Integer> announced;

    AnnounceConsentsRead(String topic, Properties kafka) {
        this.topic = topic;
        this.kafka = kafka;
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
        reached = LastRecords.of(topic, kafka);
        // A position behind the end belongs to a topic that was made anew: nothing of this one was
        // read.
        positions.entrySet().removeIf(position -> isBeyond(position.getKey(), position.getValue()));
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
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
    public void processElement(StreamRecord<ConsentRecord> element) {
        ConsentRecord record = element.getValue();
        ConsentUpdate update = record.update();
        if (update != null) {
            output.collect(new StreamRecord<>(update));
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
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int maxParallelism = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            output.collect(
                    new StreamRecord<>(
                            ConsentUpdate.partitionRead(
                                    SubtaskKeys.keyFor(subtask, subtasks, maxParallelism),
                                    partition,
                                    reached.size())));
        }
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
