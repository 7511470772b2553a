package io.cardwatch.operator;

import io.cardwatch.engine.Admission;
import io.cardwatch.engine.DimensionStage;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.window.KeyState;
import io.cardwatch.window.KeyStateCodec;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the windows of one key dimension and adds its features to each event that passes; the
 * card's stage also turns away duplicates, late events and those that rules do not judge.
 *
 * <p>State by keyed hash: one value, the key's windows (see {@link KeyState} for contents and
 * bound). It is cleared by one event-time timer when the longest window has passed, and by a
 * processing-time TTL where the stream stops.
 */
public final class ComputeFeatures
        extends KeyedProcessFunction<KeyHash, EventInFlight, EventInFlight> {
    private final RulesSource rules;
    private final SecretReference secret;
    private final int dimension;
    private final Duration timeToLive;

    private transient ValueState<StoredKeyState> state;
    private transient DimensionStage stage;
    private transient KeyStateCodec codec;
    private transient Counter late;
    private transient Counter duplicate;
    private transient Counter notScored;

    /**
     * The stage of a dimension.
     *
     * @param dimension its place in the plan; 0 is the card
     * @param timeToLive how long an idle key is kept by the machine's clock: longer than its
     *     longest window
     */
    public ComputeFeatures(
            RulesSource rules, SecretReference secret, int dimension, Duration timeToLive) {
        this.rules = rules;
        this.secret = secret;
        this.dimension = dimension;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        EnginePlan plan = rules.plan();
        stage = plan.stage(dimension, new KeyHasher(secret.resolve()));
        codec = new KeyStateCodec(plan.windows(dimension));
        ValueStateDescriptor<StoredKeyState> descriptor =
                new ValueStateDescriptor<>("windows", StoredKeyStateSerializer.INSTANCE);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        state = getRuntimeContext().getState(descriptor);
        CardwatchMetrics metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        late = metrics.counter(CardwatchMetrics.EVENTS_LATE);
        duplicate = metrics.counter(CardwatchMetrics.EVENTS_DUPLICATE);
        notScored = metrics.counter(CardwatchMetrics.EVENTS_NOT_SCORED);
    }

    @Override
    public void processElement(EventInFlight event, Context context, Collector<EventInFlight> out)
            throws Exception {
        if (event.key(dimension) == null) {
            out.collect(event);
            return;
        }
        StoredKeyState stored = state.value();
        if (stored == null) {
            stored = StoredKeyState.of(stage.newState());
        }
        KeyState windows = stored.open(codec);
        boolean admitted = dimension != 0 || admit(windows, event);
        if (admitted) {
            stage.apply(windows, event);
        }
        if (stored.timer() == StoredKeyState.NO_TIMER) {
            stored.timer(windows.expiresAt());
            context.timerService().registerEventTimeTimer(stored.timer());
        }
        state.update(stored);
        if (admitted) {
            out.collect(event);
        }
    }

    private boolean admit(KeyState card, EventInFlight event) {
        Admission admission = stage.admit(card, event);
        switch (admission) {
            case ADMITTED -> {}
            case DUPLICATE -> duplicate.inc();
            case LATE -> late.inc();
            case NOT_SCORED -> notScored.inc();
        }
        return admission == Admission.ADMITTED;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EventInFlight> out)
            throws Exception {
        StoredKeyState stored = state.value();
        if (stored == null) {
            return;
        }
        long expiresAt = stored.open(codec).expiresAt();
        if (expiresAt <= timestamp) {
            state.clear();
        } else {
            // The one timer moves on to where the key's life ends as of now.
            stored.timer(expiresAt);
            state.update(stored);
            context.timerService().registerEventTimeTimer(expiresAt);
        }
    }
}
