package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds each key's records back until the watermark has passed them and lets them go by time, those
 * of one time by their tie and then by what they say: what stands behind it sees one order,
 * whatever the order of arrival and the parallelism.
 *
 * <p>State by keyed hash: the records that wait, by time, each sealed, since a checkpoint must not
 * show them. An entry goes when the watermark reaches its time, by one event-time timer per key and
 * time; where the stream stops, by a processing-time TTL, which the timer notices. How many waited
 * is kept apart for that, where it is not one. The bound counts what this subtask let in since it
 * started. What is lost is counted: what comes when there is no room, what has expired, what this
 * build cannot read; so is what comes behind the watermark. A run that counted any has no order to
 * be compared by.
 */
public final class PutInOrder<T> extends KeyedProcessFunction<KeyHash, T, T> {
    private static final Logger LOG = LoggerFactory.getLogger(PutInOrder.class);

    private final Ordered<T> ordered;
    private final SecretReference secret;
    private final int maxWaiting;
    private final Duration timeToLive;

    private transient MapState<Long, List<byte[]>> state;
    private transient MapState<Long, Integer> several;
    private transient Sealer sealer;
    private transient Counter late;
    private transient Counter overflow;
    private transient Counter expired;
    private transient Counter unreadable;
    private transient int waiting;

    PutInOrder(Ordered<T> ordered, SecretReference secret, int maxWaiting, Duration timeToLive) {
        this.ordered = ordered;
        this.secret = secret;
        this.maxWaiting = maxWaiting;
        this.timeToLive = timeToLive;
    }

    /**
     * Before the stage of a dimension.
     *
     * @param dimensions those of the plan
     * @param dimension its place among them
     * @param maxWaiting how many records a subtask holds back at most
     * @param timeToLive how long they are held by the machine's clock where the watermark stops
     */
    public static PutInOrder<StageRecord> beforeStage(
            List<KeyDimension> dimensions,
            int dimension,
            SecretReference secret,
            int maxWaiting,
            Duration timeToLive) {
        return new PutInOrder<>(
                new OrderedStageRecords(dimensions, dimension), secret, maxWaiting, timeToLive);
    }

    /** Before the gate; see {@link #beforeStage}. */
    public static PutInOrder<AlertCandidate> beforeGate(
            SecretReference secret, int maxWaiting, Duration timeToLive) {
        return new PutInOrder<>(new OrderedCandidates(), secret, maxWaiting, timeToLive);
    }

    @Override
    public void open(OpenContext openContext) {
        MapStateDescriptor<Long, List<byte[]>> descriptor =
                new MapStateDescriptor<>(
                        "in-order",
                        Types.LONG,
                        Types.LIST(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        state = getRuntimeContext().getMapState(descriptor);
        several =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "in-order-several", Types.LONG, Types.INT));
        sealer = new Sealer(secret.resolve());
        CardwatchMetrics metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        late = metrics.counter(CardwatchMetrics.RECORDS_BEHIND_WATERMARK);
        overflow = metrics.counter(CardwatchMetrics.RECORDS_OUT_OF_ROOM);
        expired = metrics.counter(CardwatchMetrics.RECORDS_EXPIRED);
        unreadable = metrics.counter(CardwatchMetrics.RECORDS_UNREADABLE);
    }

    @Override
    public void processElement(T record, Context context, Collector<T> out) throws Exception {
        if (!ordered.waits(record)) {
            out.collect(record);
            return;
        }
        long time = ordered.time(record);
        if (time <= context.timerService().currentWatermark()) {
            late.inc();
            if (ordered.goesOnLate(record)) {
                out.collect(record);
            }
        } else if (waiting >= maxWaiting) {
            if (overflow.getCount() == 0) {
                LOG.error(
                        "more than {} records wait for the watermark; further ones are dropped and"
                                + " counted as {}",
                        maxWaiting,
                        CardwatchMetrics.RECORDS_OUT_OF_ROOM);
            }
            overflow.inc();
        } else {
            List<byte[]> there = state.get(time);
            List<byte[]> with = there == null ? new ArrayList<>() : new ArrayList<>(there);
            with.add(sealer.seal(ordered.encode(record)));
            state.put(time, with);
            if (with.size() > 1) {
                several.put(time, with.size());
            }
            waiting++;
            context.timerService().registerEventTimeTimer(time);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) throws Exception {
        List<byte[]> sealed = state.get(timestamp);
        if (sealed == null) {
            countExpired(timestamp);
            return;
        }
        state.remove(timestamp);
        several.remove(timestamp);
        waiting = Math.max(0, waiting - sealed.size());
        for (T record : inOrder(sealed)) {
            out.collect(record);
        }
    }

    /** Every timer stands for records that wait: where there are none, they have expired. */
    private void countExpired(long time) throws Exception {
        if (expired.getCount() == 0) {
            LOG.error(
                    "records waited for the watermark longer than {} and are lost; they are counted"
                            + " as {}",
                    timeToLive,
                    CardwatchMetrics.RECORDS_EXPIRED);
        }
        Integer known = several.get(time);
        int gone = known == null ? 1 : known;
        several.remove(time);
        waiting = Math.max(0, waiting - gone);
        expired.inc(gone);
    }

    private List<T> inOrder(List<byte[]> sealed) {
        List<Waiting<T>> records = new ArrayList<>(sealed.size());
        for (byte[] each : sealed) {
            byte[] bytes = sealer.open(each);
            T record = decode(bytes);
            if (record != null) {
                String tie = sealed.size() == 1 ? "" : ordered.tie(record);
                records.add(new Waiting<>(record, tie, bytes));
            }
        }
        records.sort(
                Comparator.comparing((Waiting<T> each) -> each.tie)
                        .thenComparing(each -> each.bytes, Arrays::compare));
        return records.stream().map(each -> each.record).toList();
    }

    /** Null where another build wrote it in a form that this one does not know. */
    private @Nullable T decode(byte[] bytes) {
        try {
            return ordered.decode(bytes);
        } catch (IOException e) {
            if (unreadable.getCount() == 0) {
                // Not the exception: it may quote what it could not read.
                LOG.error(
                        "a record that waited is in a form that this build does not read ({}); it"
                                + " and its like are dropped and counted as {}",
                        e.getClass().getName(),
                        CardwatchMetrics.RECORDS_UNREADABLE);
            }
            unreadable.inc();
            return null;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Waiting<T>(T record, String tie, byte[] bytes) {}
}
