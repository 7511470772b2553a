package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.MessageRenderer;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.SuppressionReason;
import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each alert once on each of its channels, asking for consent immediately before the attempt.
 *
 * <p>The consent is read, the permit made and the send started on the operator's own thread, so
 * that no withdrawal that was read can pass a send that waits. Answers come back through the task's
 * mailbox; a checkpoint waits for the answers under way, so that an attempt and its receipt are on
 * the same side of it. An operator of the internal API, because an ordinary function has no access
 * to the mailbox.
 *
 * <p>State by keyed hash of the cardholder: the consents (sealed, since they hold an address), the
 * ids of alerts that were handled (for as long as the alerts topic may repeat them) and the alerts
 * that wait, sealed and bounded: until the consents are loaded, or until a consent is read that the
 * alert already knew.
 */
final class DeliverAlerts extends AbstractStreamOperator<Receipt>
        implements TwoInputStreamOperator<KeyedAlert, ConsentUpdate, Receipt>,
                Triggerable<KeyHash, VoidNamespace> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverAlerts.class);
    private static final String NOT_CONFIGURED = "not_configured";

    /**
     * How long an alert waits for a consent that this job has not read yet, before that channel is
     * given up.
     */
    private static final long PATIENCE_MILLIS = 60_000;

    private final DeliverAlertsFactory.DeliverySettings settings;
    private final MailboxExecutor mailbox;

    private transient SealedConsents consents;
    private transient MapState<String, Boolean> handled;
    private transient WaitingRoom<WaitingAlert> waitingRoom;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient ConsentReadiness readiness;
    private transient Map<String, MessageChannel> channels;
    private transient MessageRenderer renderer;
    private transient CardwatchMetrics counters;
    private transient int underWay;

    DeliverAlerts(
            StreamOperatorParameters<Receipt> parameters,
            DeliverAlertsFactory.DeliverySettings settings) {
        super(parameters);
        this.settings = settings;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void open() throws Exception {
        super.open();
        Sealer sealer = new Sealer(settings.secret().resolve());
        consents =
                new SealedConsents(
                        getRuntimeContext()
                                .getMapState(
                                        new MapStateDescriptor<>(
                                                "consents",
                                                Types.STRING,
                                                PrimitiveArrayTypeInfo
                                                        .BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                        sealer);
        MapStateDescriptor<String, Boolean> handledDescriptor =
                new MapStateDescriptor<>("handled", Types.STRING, Types.BOOLEAN);
        handledDescriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(settings.alertMemory()).build());
        handled = getRuntimeContext().getMapState(handledDescriptor);
        waitingRoom =
                new WaitingRoom<>(
                        getRuntimeContext()
                                .getListState(
                                        new ListStateDescriptor<>(
                                                "waiting",
                                                PrimitiveArrayTypeInfo
                                                        .BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                        sealer,
                        WaitingAlert.CODEC,
                        settings.maxWaiting());
        timers = getInternalTimerService("waiting", VoidNamespaceSerializer.INSTANCE, this);
        readiness = new ConsentReadiness();
        channels = new HashMap<>();
        for (MessageChannel channel : settings.channels().channels()) {
            channels.put(channel.name(), channel);
        }
        renderer = settings.channels().renderer();
        counters = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement1(StreamRecord<KeyedAlert> element) throws Exception {
        WaitingAlert alert =
                new WaitingAlert(element.getValue().alert(), timers.currentProcessingTime());
        releaseWaiting();
        deliverOrWait(alert);
    }

    @Override
    public void processElement2(StreamRecord<ConsentUpdate> element) throws Exception {
        ConsentUpdate update = element.getValue();
        Consent consent = update.consent();
        if (consent == null) {
            counters.counter(CardwatchMetrics.CONSENT_PARTITIONS_READ).inc();
            if (readiness.partitionRead(update.partition(), update.partitions())) {
                LOG.info("consents are loaded: {} partitions", update.partitions());
            }
            return;
        }
        consents.merge(consent);
        counters.counter(CardwatchMetrics.CONSENTS_APPLIED).inc();
        // What waited for this very consent need not wait for the next check.
        releaseWaiting();
    }

    @Override
    public void onProcessingTime(InternalTimer<KeyHash, VoidNamespace> timer) throws Exception {
        releaseWaiting();
        if (waitingRoom.isOccupied()) {
            checkLater();
        }
    }

    @Override
    public void onEventTime(InternalTimer<KeyHash, VoidNamespace> timer) {
        throw new IllegalStateException("delivery sets no event-time timers");
    }

    private void checkLater() {
        timers.registerProcessingTimeTimer(
                VoidNamespace.INSTANCE, WaitingRoom.nextCheck(timers.currentProcessingTime()));
    }

    private void releaseWaiting() throws Exception {
        if (readiness.armed() && waitingRoom.isOccupied()) {
            for (WaitingAlert alert : waitingRoom.leave()) {
                deliverOrWait(alert);
            }
        }
    }

    private void deliverOrWait(WaitingAlert waiting) throws Exception {
        Alert alert = waiting.alert();
        if (handled.contains(alert.alertId())) {
            counters.counter(CardwatchMetrics.ALERTS_REPEATED).inc();
            return;
        }
        boolean patient = timers.currentProcessingTime() - waiting.sinceMillis() < PATIENCE_MILLIS;
        if (!readiness.armed() || (patient && isBehind(alert))) {
            if (waitingRoom.enter(waiting)) {
                checkLater();
            } else {
                LOG.warn("no room for an alert that waits for consents: {}", alert.alertId());
                alert.channels()
                        .forEach(
                                channel ->
                                        refused(
                                                channel,
                                                SuppressionReason.CONSENTS_NOT_LOADED.wireName()));
            }
            return;
        }
        handled.put(alert.alertId(), true);
        for (AlertChannel channel : alert.channels()) {
            attempt(alert, channel);
        }
    }

    private boolean isBehind(Alert alert) throws Exception {
        for (AlertChannel channel : alert.channels()) {
            if (ConsentPolicy.isBehind(consents.get(channel.channel()), channel)) {
                return true;
            }
        }
        return false;
    }

    private void attempt(Alert alert, AlertChannel alertChannel) throws Exception {
        MessageChannel channel = channels.get(alertChannel.channel());
        if (channel == null) {
            refused(alertChannel, NOT_CONFIGURED);
            return;
        }
        Instant now = now(alert);
        DeliveryConsent consent = consents.get(alertChannel.channel());
        SendPermit permit = ConsentPolicy.permit(consent, alert, now);
        if (permit == null) {
            refused(alertChannel, reason(consent, alert, alertChannel, now).wireName());
            return;
        }
        underWay++;
        start(channel, alert, permit)
                .whenComplete(
                        (outcome, failure) ->
                                mailbox.execute(
                                        () -> answered(alert, permit, outcome, failure),
                                        "delivery answered"));
    }

    /** A channel may not throw; one that does must not stop all others, over and over again. */
    private CompletionStage<SendOutcome> start(
            MessageChannel channel, Alert alert, SendPermit permit) {
        try {
            return channel.send(permit, renderer.render(alert, permit));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Instant now(Alert alert) {
        return settings.eventClock()
                ? alert.eventTime()
                : Instant.ofEpochMilli(timers.currentProcessingTime());
    }

    private static SuppressionReason reason(
            @Nullable DeliveryConsent consent, Alert alert, AlertChannel channel, Instant now) {
        if (consent == null || ConsentPolicy.isBehind(consent, channel)) {
            return SuppressionReason.CONSENTS_NOT_LOADED;
        }
        SuppressionReason reason =
                ConsentPolicy.decide(
                                List.of(consent),
                                alert.bankId(),
                                Consent.FRAUD_ALERTS,
                                alert.severity(),
                                now)
                        .reason();
        return reason != null ? reason : SuppressionReason.NO_CONSENT;
    }

    private void answered(
            Alert alert,
            SendPermit permit,
            @Nullable SendOutcome outcome,
            @Nullable Throwable failure) {
        underWay--;
        SendOutcome known = outcome != null ? outcome : SendOutcome.of(SendOutcome.Kind.UNKNOWN);
        if (failure != null) {
            LOG.error(
                    "channel {} failed instead of answering: {}",
                    permit.channel(),
                    failure.getClass().getName());
        }
        counters.counter(
                        CardwatchMetrics.DELIVERIES,
                        "channel",
                        permit.channel(),
                        "outcome",
                        known.kind().wireName())
                .inc();
        output.collect(new StreamRecord<>(Receipt.of(permit, 1, known, now(alert))));
    }

    private void refused(AlertChannel channel, String reason) {
        counters.counter(
                        CardwatchMetrics.DELIVERIES_REFUSED,
                        "channel",
                        channel.channel(),
                        "reason",
                        reason)
                .inc();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        awaitAnswers();
    }

    @Override
    public void finish() throws Exception {
        awaitAnswers();
        super.finish();
    }

    private void awaitAnswers() throws InterruptedException {
        while (underWay > 0) {
            mailbox.yield();
        }
    }
}
