package io.cardwatch.operator;

import io.cardwatch.engine.Admission;
import io.cardwatch.engine.DimensionStage;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.engine.LabelInFlight;
import io.cardwatch.engine.Stage;
import io.cardwatch.secret.SecretReference;
import io.cardwatch.window.KeyState;
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
 * card's stage also turns away duplicates, late events and those that rules do not judge. Reversals
 * and labels pass it and change what it keeps.
 *
 * <p>State by keyed hash: one value, the key's windows (see {@link KeyState} for contents and
 * bound). It is cleared by one event-time timer when the longest window has passed, and by a
 * processing-time TTL where the stream stops. Of the rule sets it keeps none: {@link StampRules}
 * announces them after every start.
 */
public final class ComputeFeatures extends KeyedProcessFunction<KeyHash, StageRecord, StageRecord> {
    private final RulesSource rules;
    private final SecretReference secret;
    private final int dimension;
    private final boolean last;
    private final Duration timeToLive;

    private transient ValueState<StoredKeyState> state;
    private transient Stage stage;
    private transient SwapProgress swaps;
    private transient NextStage next;
    private transient Counter late;
    private transient Counter duplicate;
    private transient Counter notScored;

    /**
     * The stage of a dimension.
     *
     * @param dimension its place in the plan; 0 is the card
     * @param last whether no keyed stage follows
     * @param timeToLive how long an idle key is kept by the machine's clock: longer than its
     *     longest window
     */
    public ComputeFeatures(
            RulesSource rules,
            SecretReference secret,
            int dimension,
            boolean last,
            Duration timeToLive) {
        this.rules = rules;
        this.secret = secret;
        this.dimension = dimension;
        this.last = last;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        stage = rules.plan().stage(dimension, new KeyHasher(secret.resolve()));
        swaps = new SwapProgress();
        next = last ? NextStage.forward() : NextStage.overKeys(getRuntimeContext().getTaskInfo());
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
    public void processElement(StageRecord record, Context context, Collector<StageRecord> out)
            throws Exception {
        switch (record.kind()) {
            case EVENT -> {
                if (take(record.event(), context)) {
                    out.collect(record);
                }
            }
            case LABEL -> {
                learn(record.label());
                out.collect(record);
            }
            case OPEN -> open(record.open(), out);
            case CLOSE -> close(record.close(), out);
            case ERASE -> out.collect(StageRecord.of(erase(record.erase(), context)));
        }
    }

    private void open(StageRecord.Open news, Collector<StageRecord> out) {
        StageRecord.Open passedOn = swaps.open(news);
        if (passedOn != null) {
            long sequence = news.rules().sequence();
            for (String bank : news.since().keySet()) {
                stage.open(bank, sequence, swaps.rules(sequence));
            }
            next.open(passedOn, out::collect);
        }
    }

    private void close(StageRecord.Close news, Collector<StageRecord> out) {
        if (swaps.close(news)) {
            stage.close(news.bankId(), news.sequence());
            next.close(news.bankId(), news.sequence(), out::collect);
        }
    }

    /** Whether the event goes on. */
    private boolean take(EventInFlight event, Context context) throws Exception {
        if (!event.hasKey(dimension)) {
            return true;
        }
        DimensionStage bank = stage.of(event.event().bankId());
        StoredKeyState stored = state.value();
        if (dimension != 0 && event.isReversal()) {
            if (stored != null) {
                bank.takeBack(stored.open(bank), event);
                state.update(stored);
            }
            return true;
        }
        if (stored == null) {
            stored = StoredKeyState.of(bank.newState());
        }
        KeyState windows = stored.open(bank);
        Admission admission = dimension == 0 ? admit(bank, windows, event) : Admission.ADMITTED;
        if (admission == Admission.ADMITTED) {
            bank.apply(windows, event);
        } else if (admission == Admission.REVERSAL) {
            bank.takeBack(windows, event);
        }
        keep(stored, windows, context);
        return admission == Admission.ADMITTED || admission == Admission.REVERSAL;
    }

    private Admission admit(DimensionStage bank, KeyState card, EventInFlight event) {
        Admission admission = bank.admit(card, event);
        switch (admission) {
            case ADMITTED, REVERSAL, REVERSED -> {}
            case DUPLICATE -> duplicate.inc();
            case LATE -> late.inc();
            case NOT_SCORED -> notScored.inc();
        }
        return admission;
    }

    private void learn(LabelInFlight label) throws Exception {
        // A key that has shown nothing has nothing to learn for.
        StoredKeyState stored = label.key(dimension) == null ? null : state.value();
        if (stored != null) {
            DimensionStage bank = stage.of(label.bankId());
            bank.learn(stored.open(bank), label);
            state.update(stored);
        }
    }

    /** The order as it travels on: done, where this stage kept the key. */
    private StageRecord.Erase erase(StageRecord.Erase order, Context context) throws Exception {
        StoredKeyState stored = order.dimension() == dimension ? state.value() : null;
        if (stored == null) {
            return order;
        }
        if (stored.timer() != StoredKeyState.NO_TIMER) {
            context.timerService().deleteEventTimeTimer(stored.timer());
        }
        state.clear();
        return order.done();
    }

    private void keep(StoredKeyState stored, KeyState windows, Context context) throws Exception {
        if (stored.timer() == StoredKeyState.NO_TIMER) {
            stored.timer(windows.expiresAt());
            context.timerService().registerEventTimeTimer(stored.timer());
        }
        state.update(stored);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StageRecord> out)
            throws Exception {
        StoredKeyState stored = state.value();
        if (stored == null) {
            return;
        }
        long expiresAt = stored.expiresAt(stage);
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
