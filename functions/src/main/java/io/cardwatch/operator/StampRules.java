package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.BankRules;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.Rejection;
import io.cardwatch.operator.LiveSets.Live;
import io.cardwatch.secret.SecretReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps each event with the rule set that judges it at every stage, and tells the stages of each
 * set before the first event that carries it: on the same edges, so that no event can overtake the
 * news. The second input are the sets that were pushed, broadcast.
 *
 * <p>After every start it announces the sets in force anew, so no stage behind it keeps any. State,
 * in union list state: those sets, written by the first subtask alone, since at an aligned barrier
 * all agree; and by every subtask how far each bank had come in event time and since when each of
 * its windows was watched, a few numbers per bank and feature.
 *
 * <p>An operator of the internal API, because it has to emit without an input.
 */
public final class StampRules extends AbstractStreamOperator<StageRecord>
        implements TwoInputStreamOperator<Ingested, RulesUpdate, StageRecord> {
    public static final OutputTag<Rejection> REJECTIONS =
            new OutputTag<>("rejections", TypeInformation.of(Rejection.class));

    private static final Logger LOG = LoggerFactory.getLogger(StampRules.class);

    /** The place of the rules among the inputs. */
    private static final int RULES = 1;

    private final RulesSource source;
    private final List<RulesUpdate> pushed;
    private final List<String> banks;
    private final SecretReference secret;
    private final boolean closes;

    private transient ListState<RulesUpdate> setState;
    private transient ListState<Tuple3<String, Long, Long>> timeState;
    private transient EnginePlan plan;
    private transient KeyHasher hasher;
    private transient LiveSets live;
    private transient NextStage next;
    private transient Map<BankRules, StageRecord> carriers;
    private transient boolean announced;
    private transient Counter labels;

    /**
     * A stamp for the events of those banks.
     *
     * @param source the configured rules, in force until others are pushed
     * @param pushed the sets that had been pushed when the job was submitted: in force from the
     *     first event on, where the job does not go on from an earlier run
     * @param banks every bank that the job reads events of
     * @param closes whether the stages are told when no further event comes with a set; not where
     *     they put events in order, since held events keep the set they came with
     */
    public StampRules(
            RulesSource source,
            List<RulesUpdate> pushed,
            List<String> banks,
            SecretReference secret,
            boolean closes) {
        this.source = source;
        this.pushed = List.copyOf(pushed);
        this.banks = List.copyOf(banks);
        this.secret = secret;
        this.closes = closes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        setState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "rule-sets", TypeInformation.of(RulesUpdate.class)));
        timeState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "watched-since",
                                        Types.TUPLE(Types.STRING, Types.LONG, Types.LONG)));
        plan = source.plan();
        hasher = new KeyHasher(secret.resolve());
        List<RulesUpdate> known = new ArrayList<>();
        setState.get().forEach(known::add);
        live = new LiveSets(source, plan, banks, known.isEmpty() ? pushed : known, closes);
        live.restore(watched());
        live.forgetUnused();
    }

    private Map<String, Map<Long, Long>> watched() throws Exception {
        Map<String, Map<Long, Long>> watched = new HashMap<>();
        for (Tuple3<String, Long, Long> time : timeState.get()) {
            watched.computeIfAbsent(time.f0, bank -> new HashMap<>())
                    .merge(time.f1, time.f2, Math::max);
        }
        return watched;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        setState.clear();
        timeState.clear();
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            for (Live set : live.all()) {
                setState.add(set.update());
            }
        }
        for (String bank : banks) {
            BankRules rules = live.of(bank);
            timeState.add(Tuple3.of(bank, LiveSets.CLOCK, rules.time()));
            for (Map.Entry<Long, Long> window : rules.watchedSince().entrySet()) {
                timeState.add(Tuple3.of(bank, window.getKey(), window.getValue()));
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        super.processWatermarkStatus(WatermarkStatus.IDLE, RULES);
        next = NextStage.overKeys(getRuntimeContext().getTaskInfo());
        carriers = new HashMap<>();
        labels =
                new CardwatchMetrics(getRuntimeContext().getMetricGroup())
                        .counter(CardwatchMetrics.LABELS_IN);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            report();
        }
        // What becomes of the timer shows in the announcements themselves.
        var unused =
                getProcessingTimeService()
                        .registerTimer(
                                getProcessingTimeService().getCurrentProcessingTime(),
                                now -> announce());
    }

    private void report() {
        for (String bank : banks) {
            RulesUpdate update = live.judging(bank).update();
            if (update.isFile()) {
                LOG.info("bank {} is judged by the configured {}", bank, update.name());
            } else {
                LOG.info(
                        "bank {} is judged by the pushed {} of sequence {}, not by the configured"
                                + " {}",
                        bank,
                        update.name(),
                        update.sequence(),
                        source.name());
            }
        }
    }

    /** Tells the stages of the live sets, before anything that is stamped with one. */
    private void announce() {
        if (!announced) {
            announced = true;
            live.all().forEach(set -> open(set, live.carriersOf(set)));
        }
    }

    private void open(Live set, List<String> judged) {
        if (!judged.isEmpty()) {
            next.open(
                    new StageRecord.Open(NextStage.NOWHERE, set.update(), live.since(set, judged)),
                    this::send);
        }
    }

    @Override
    public void processElement1(StreamRecord<Ingested> element) {
        announce();
        Ingested record = element.getValue();
        CardEvent event = record.event();
        Label label = record.label();
        if (event != null) {
            BankRules rules = live.of(event.bankId());
            EventInFlight stamped = rules.stamp(event, record.time(), hasher);
            send(carrier(rules, stamped));
        } else if (label != null) {
            labels.inc();
            send(StageRecord.of(plan.load(label, hasher)));
        } else {
            output.collect(REJECTIONS, new StreamRecord<>(requireNonNull(record.rejection())));
        }
    }

    /** One for all events of a set: behind it stands a keyed edge, which writes it out at once. */
    private StageRecord carrier(BankRules rules, EventInFlight stamped) {
        StageRecord carrier = carriers.get(rules);
        if (carrier == null || carrier.event() != stamped) {
            carrier = StageRecord.of(stamped);
            carriers.put(rules, carrier);
        }
        return carrier;
    }

    @Override
    public void processElement2(StreamRecord<RulesUpdate> element) {
        announce();
        Live set = live.compiled(element.getValue());
        if (set == null) {
            return;
        }
        Map<String, Long> displaced = live.push(set);
        if (displaced == null) {
            LOG.info("{} comes after greater sequences, and is passed by", set.update());
            return;
        }
        open(set, List.copyOf(displaced.keySet()));
        if (closes) {
            displaced.forEach((bank, old) -> next.close(bank, old, this::send));
            live.forgetUnused();
        }
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        announce();
        super.processWatermark1(mark);
    }

    /** Rules tell nothing of the events' time, and hold nobody's up. */
    @Override
    public void processWatermark2(Watermark mark) {}

    /**
     * The rules count as idle for good. As an active input at the end of time they would carry the
     * stages there as soon as the feed is silent for a while, and clear every key.
     */
    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input != RULES) {
            super.processWatermarkStatus(status, input);
        }
    }

    private void send(StageRecord record) {
        output.collect(new StreamRecord<>(record));
    }
}
