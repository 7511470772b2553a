package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.audit.Decision;
import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.ChannelControlJson;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings alerts to their cardholders, asking for consent immediately before each attempt.
 *
 * <p>The consent is read, the permit made and the send started on the operator's own thread, so
 * that no withdrawal that was read can pass a send that waits. What is waited for comes back
 * through the task's mailbox. An operator of the internal API, because an ordinary function has no
 * access to the mailbox and cannot look at all its keys after a restore.
 *
 * <p>Nothing is sent before consents, attempts and controls have been read as far as they reached
 * at this start: state rolls back with a restore, these topics do not. Checkpoints wait for
 * nothing: what is under way is in state as intended, and what became of it on the attempts topic.
 *
 * <p>{@link Dispatcher} decides, {@link Sending} sends, {@link DeliveryState} remembers.
 */
final class DeliverAlerts extends AbstractStreamOperator<Receipt>
        implements TwoInputStreamOperator<KeyedAlert, DeliveryUpdate, Receipt>,
                Triggerable<KeyHash, VoidNamespace>,
                DeliveryHost {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverAlerts.class);

    /** Cardholders looked at in one go after a restore, so that inputs are not held up. */
    private static final int AWAKENED_AT_ONCE = 100;

    private final DeliverAlertsFactory.DeliverySettings settings;
    private final MailboxExecutor mailbox;

    private transient DeliveryPlan plan;
    private transient DeliveryState state;
    private transient ChannelLanes lanes;
    private transient AttemptLog attempts;
    private transient Bookkeeping books;
    private transient Sending sending;
    private transient DeliveryNews news;
    private transient Dispatcher dispatcher;
    private transient DeliveryErasure erasure;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TopicsRead read;
    private transient Deque<KeyHash> asleep;
    private transient CardwatchMetrics counters;
    private transient ListState<byte[]> controlState;
    private transient DrainTimer drainTimer;
    private transient boolean armed;

    DeliverAlerts(
            StreamOperatorParameters<Receipt> parameters,
            DeliverAlertsFactory.DeliverySettings settings) {
        super(parameters);
        this.settings = settings;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        // Union: each subtask needs every word, also after a change of parallelism.
        controlState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "controls",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void open() throws Exception {
        super.open();
        plan = settings.plan();
        byte[] secret = settings.secret().resolve();
        counters = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        timers = getInternalTimerService("waiting", VoidNamespaceSerializer.INSTANCE, this);
        state =
                new DeliveryState(
                        getKeyedStateStore(), new Sealer(secret), plan.alertMemory(), new Key());
        read = new TopicsRead();
        asleep = new ArrayDeque<>();
        drainTimer = new DrainTimer(getProcessingTimeService(), this::drainAll);
        lanes =
                new ChannelLanes(
                        settings.channels().channels(),
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                        new ProcessingClock(getProcessingTimeService()));
        for (byte[] control : controlState.get()) {
            ChannelControl known = ChannelControlJson.decode(control);
            if (known != null) {
                lanes.apply(known);
            }
        }
        attempts = settings.attempts().open(RunId.of(this));
        books = new Bookkeeping(plan, state, attempts, this, counters);
        DeliveryJudge judge =
                new DeliveryJudge(plan, state, lanes, books, this, new KeyHasher(secret));
        sending =
                new Sending(
                        plan,
                        state,
                        books,
                        settings.channels().renderer(),
                        this,
                        judge,
                        Ticker.systemTicker(),
                        counters);
        news = new DeliveryNews(plan, state, lanes, sending, books, this);
        dispatcher = new Dispatcher(plan, state, lanes, sending, judge, books, this, counters);
        erasure = new DeliveryErasure(state, dispatcher, timers, new Key(), this, counters);
        counters.gauge(CardwatchMetrics.ALERTS_PENDING, dispatcher::pending);
        lanes.registerGauges(counters);
    }

    @Override
    public void processElement1(StreamRecord<KeyedAlert> element) throws Exception {
        KeyedAlert keyed = element.getValue();
        if (!plan.eventClock() && erasure.covers(keyed.subject(), keyed.alert().decidedAt())) {
            counters.counter(CardwatchMetrics.ALERTS_FORGOTTEN).inc();
            return;
        }
        takeIn(keyed.subject(), keyed.alert());
        work(keyed.subject());
    }

    private void takeIn(KeyHash subject, Alert alert) throws Exception {
        String alertId = alert.alertId();
        if (state.isHandled(alertId) || state.deliveries().get(alertId) != null) {
            counters.counter(CardwatchMetrics.ALERTS_REPEATED).inc();
            return;
        }
        // Asked first: what is remembered of a dropped alert has to stay for when it comes again.
        if (!dispatcher.hasRoom()) {
            books.dropped(alert);
            return;
        }
        dispatcher.takeIn(
                news.recalled(subject, Delivery.of(alert, plan.of(alert.bankId()).order(), now())));
    }

    @Override
    public void processElement2(StreamRecord<DeliveryUpdate> element) throws Exception {
        DeliveryUpdate update = element.getValue();
        KeyHash subject = update.subject();
        if (update.consent() != null) {
            state.consents().merge(update.consent());
            counters.counter(CardwatchMetrics.CONSENTS_APPLIED).inc();
            dispatcher.reconsider(update.consent().channel());
            work(subject);
        } else if (update.attempt() != null) {
            counters.counter(CardwatchMetrics.ATTEMPTS_READ).inc();
            if (!erasure.covers(subject, update.attempt().at())
                    && news.learn(subject, update.attempt())) {
                work(subject);
            }
        } else if (update.report() != null) {
            if (news.hear(update.report())) {
                work(subject);
            }
        } else if (update.control() != null) {
            lanes.apply(update.control());
            LOG.info("an operator says: {}", update.control());
            drainAt(now());
        } else if (update.read() != null) {
            arm(update.read());
        } else if (update.erasure() != null) {
            output.collect(
                    DeliverAlertsFactory.ERASED,
                    new StreamRecord<>(
                            erasure.erase(
                                    update.erasure(),
                                    getRuntimeContext().getTaskInfo().getIndexOfThisSubtask())));
        }
    }

    private void arm(DeliveryUpdate.PartitionRead partition) throws Exception {
        if (partition.topic() == DeliveryUpdate.Topic.CONSENTS) {
            counters.counter(CardwatchMetrics.CONSENT_PARTITIONS_READ).inc();
        }
        if (read.partitionRead(partition)) {
            armed = true;
            wakeAll();
        }
    }

    /** Everyone with something to deliver, also what a restore brought back. */
    private void wakeAll() throws Exception {
        state.deliveries().seal();
        Set<KeyHash> all = new HashSet<>();
        for (String name : Set.of(DeliveryState.DELIVERIES, DeliveryState.WAITING)) {
            try (Stream<KeyHash> keys =
                    this.<KeyHash>getKeyedStateBackend().getKeys(name, VoidNamespace.INSTANCE)) {
                keys.forEach(all::add);
            }
        }
        dispatcher.recount();
        for (KeyHash subject : all) {
            turnTo(subject);
            dispatcher.found(state.deliveries().count());
        }
        asleep.addAll(all);
        soon(this::wakeSome);
    }

    private void wakeSome() throws Exception {
        for (int i = 0; i < AWAKENED_AT_ONCE && !asleep.isEmpty(); i++) {
            KeyHash subject = asleep.poll();
            turnTo(subject);
            for (WaitingAlert waiting : state.leaveWaiting()) {
                takeIn(subject, waiting.alert());
            }
            work(subject);
        }
        if (!asleep.isEmpty()) {
            soon(this::wakeSome);
        }
    }

    private void work(KeyHash subject) throws Exception {
        if (armed) {
            dispatcher.work(subject);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<KeyHash, VoidNamespace> timer) throws Exception {
        work(timer.getKey());
    }

    @Override
    public void onEventTime(InternalTimer<KeyHash, VoidNamespace> timer) {
        throw new IllegalStateException("delivery sets no event-time timers");
    }

    @Override
    public long now() {
        return timers.currentProcessingTime();
    }

    @Override
    public void turnTo(KeyHash subject) {
        setCurrentKey(subject);
    }

    /** This operator's own. */
    private final class Key implements CurrentKey {
        @Override
        public KeyHash get() {
            return requireNonNull((KeyHash) getCurrentKey(), "no current key");
        }

        @Override
        public void set(KeyHash key) {
            setCurrentKey(key);
        }
    }

    @Override
    public void soon(ThrowingRunnable<Exception> action) {
        mailbox.execute(action, "delivery");
    }

    @Override
    public void lookAgainAt(long time) {
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void drainAt(long time) {
        drainTimer.setTo(time);
    }

    private void drainAll() throws Exception {
        for (ChannelLane lane : lanes.all()) {
            dispatcher.drain(lane);
        }
    }

    @Override
    public void landed(KeyHash subject, ChannelLane lane) throws Exception {
        work(subject);
        dispatcher.drain(lane);
    }

    @Override
    public void emit(Receipt receipt) {
        output.collect(new StreamRecord<>(receipt));
    }

    @Override
    public void emit(Consent ended) {
        output.collect(DeliverAlertsFactory.ENDED_CONSENTS, new StreamRecord<>(ended));
    }

    @Override
    public void emit(Decision decision) {
        output.collect(DeliverAlertsFactory.DECISIONS, new StreamRecord<>(decision));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.deliveries().seal();
        controlState.clear();
        for (ChannelControl control : lanes.controls()) {
            controlState.add(ChannelControlJson.encode(control));
        }
    }

    /** A job that ends has no later run that would see the answers. */
    @Override
    public void finish() throws Exception {
        while (sending.flights() > 0) {
            mailbox.yield();
        }
        super.finish();
    }

    @Override
    public void close() throws Exception {
        // Either may never have been opened.
        IOUtils.closeAll(attempts, lanes);
        super.close();
    }
}
