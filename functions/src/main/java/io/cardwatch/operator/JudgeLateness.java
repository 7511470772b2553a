package io.cardwatch.operator;

import io.cardwatch.engine.FeedClock;
import io.cardwatch.event.Label;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns away, where events are put in order, what is older than its Kafka partition's clock by more
 * than the allowed lateness: labels by when they became known, events by their time.
 *
 * <p>A partition has one order, so it is the same records at any parallelism and after any restart.
 * The watermark of a partition never passes its clock less the lateness, so nothing that comes
 * through here is late further on. It stands directly behind the reader, before any exchange.
 *
 * <p>State, in union list state: the clock of each partition, a few numbers. A subtask goes on
 * writing what it restored of partitions that others read; the clock that has seen most is the one.
 */
public final class JudgeLateness extends ProcessFunction<Ingested, Ingested>
        implements CheckpointedFunction {
    private final long lateness;

    @SuppressWarnings("NullAway.Init") // in initializeState
    private transient ListState<PartitionClock> state;

    @SuppressWarnings("NullAway.Init") // in initializeState
    private transient Map<String, Clock> clocks;

    private transient Counter eventsLate;
    private transient Counter labelsLate;

    /** A judge of what is older than its partition's clock by more than this. */
    public JudgeLateness(Duration allowedLateness) {
        this.lateness = allowedLateness.toMillis();
    }

    /**
     * What is kept of a partition.
     *
     * @param partition topic and number
     * @param seen how many of its records were seen in all
     * @param time the clock, or {@link FeedClock#UNKNOWN}
     * @param earliestAhead the earliest of those that are too far ahead to be believed yet
     * @param ahead how many of those there are
     */
    public record PartitionClock(
            String partition, long seen, long time, long earliestAhead, int ahead) {}

    private static final class Clock {
        private final FeedClock clock;
        private long seen;

        private Clock(FeedClock clock, long seen) {
            this.clock = clock;
            this.seen = seen;
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "partition-clocks",
                                        TypeInformation.of(PartitionClock.class)));
        clocks = new HashMap<>();
        for (PartitionClock written : state.get()) {
            Clock known = clocks.get(written.partition());
            if (known == null || known.seen < written.seen()) {
                FeedClock clock =
                        new FeedClock(written.time(), written.earliestAhead(), written.ahead());
                clocks.put(written.partition(), new Clock(clock, written.seen()));
            }
        }
    }

    @Override
    public void open(OpenContext openContext) {
        CardwatchMetrics metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        eventsLate = metrics.counter(CardwatchMetrics.EVENTS_LATE);
        labelsLate = metrics.counter(CardwatchMetrics.LABELS_LATE);
    }

    @Override
    public void processElement(Ingested record, Context context, Collector<Ingested> out) {
        String partition = record.partition();
        Label label = record.label();
        boolean timed = record.event() != null || label != null;
        if (partition != null && timed) {
            long time = label == null ? record.time() : label.knownAt().toEpochMilli();
            if (isLate(partition, time)) {
                (label == null ? eventsLate : labelsLate).inc();
                return;
            }
        }
        out.collect(record);
    }

    private boolean isLate(String partition, long time) {
        @Nullable Clock clock = clocks.get(partition);
        if (clock == null) {
            clock = new Clock(new FeedClock(), 0);
            clocks.put(partition, clock);
        }
        clock.seen++;
        clock.clock.see(time);
        return clock.clock.time() != FeedClock.UNKNOWN && time < clock.clock.time() - lateness;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.clear();
        for (Map.Entry<String, Clock> entry : clocks.entrySet()) {
            FeedClock clock = entry.getValue().clock;
            state.add(
                    new PartitionClock(
                            entry.getKey(),
                            entry.getValue().seen,
                            clock.time(),
                            clock.earliestAhead(),
                            clock.ahead()));
        }
    }
}
