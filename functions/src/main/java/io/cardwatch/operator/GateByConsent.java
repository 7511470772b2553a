package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertThrottle;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.ThrottleState;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Decision;
import io.cardwatch.consent.GateConsent;
import io.cardwatch.consent.SuppressionReason;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import io.cardwatch.secret.SecretReference;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a candidate become an alert only where its cardholder has a live opt-in; then cooldown, then
 * budget, as the rules that judged the event have them.
 *
 * <p>State by keyed hash of the cardholder, all of it small: the consents (one entry per purpose
 * and channel, without address; withdrawn ones stay as key and version, so that no old grant comes
 * back), the throttle (only after an alert; gone when cooldown and day have passed), what the
 * cardholder's own answers snooze (one time per card and rule) and, until the consents are loaded,
 * the candidates that wait (sealed, bounded).
 *
 * <p>Without a live opt-in nothing is looked up, kept or written but a counter.
 */
public final class GateByConsent
        extends KeyedCoProcessFunction<KeyHash, AlertCandidate, ConsentUpdate, Alert> {
    /** That a cardholder was forgotten here. */
    public static final OutputTag<ErasureStatus> ERASED =
            new OutputTag<>("erased", TypeInformation.of(ErasureStatus.class));

    private static final Logger LOG = LoggerFactory.getLogger(GateByConsent.class);

    /**
     * The longest cooldown that rules may have, or a budget's day, which lasts at most 26 hours in
     * any zone; and clocks of machines differ.
     */
    private static final Duration LONGEST_MEMORY = Duration.ofDays(32);

    private final SecretReference secret;
    private final boolean eventClock;
    private final int maxWaiting;

    private transient MapState<String, GateConsent> consents;
    private transient ValueState<ThrottleState> throttle;
    private transient Snoozes snoozes;
    private transient WaitingRoom<AlertCandidate> waitingRoom;
    private transient Readiness readiness;
    private transient CardwatchMetrics metrics;
    private transient boolean overflowReported;

    public GateByConsent(SecretReference secret, boolean eventClock, int maxWaiting) {
        this.secret = secret;
        this.eventClock = eventClock;
        this.maxWaiting = maxWaiting;
    }

    @Override
    public void open(OpenContext openContext) {
        consents =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "consents",
                                        Types.STRING,
                                        TypeInformation.of(GateConsent.class)));
        ValueStateDescriptor<ThrottleState> throttleDescriptor =
                new ValueStateDescriptor<>("throttle", TypeInformation.of(ThrottleState.class));
        throttleDescriptor.enableTimeToLive(StateTtlConfig.newBuilder(LONGEST_MEMORY).build());
        throttle = getRuntimeContext().getState(throttleDescriptor);
        snoozes = new Snoozes(getRuntimeContext());
        waitingRoom =
                new WaitingRoom<>(
                        getRuntimeContext()
                                .getListState(
                                        new ListStateDescriptor<>(
                                                "waiting",
                                                PrimitiveArrayTypeInfo
                                                        .BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                        new Sealer(secret.resolve()),
                        CandidateCodec.INSTANCE,
                        maxWaiting);
        readiness = new Readiness();
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement1(AlertCandidate candidate, Context context, Collector<Alert> out)
            throws Exception {
        if (readiness.armed()) {
            releaseWaiting(out, context.timerService().currentProcessingTime());
            decide(candidate, context.timerService().currentProcessingTime(), out);
        } else if (waitingRoom.enter(candidate)) {
            checkLater(context);
        } else {
            if (!overflowReported) {
                overflowReported = true;
                LOG.error(
                        "more than {} candidates wait for the consents; further ones are dropped and"
                                + " counted as consents_not_loaded",
                        maxWaiting);
            }
            suppressed(SuppressionReason.CONSENTS_NOT_LOADED);
        }
    }

    @Override
    public void processElement2(ConsentUpdate update, Context context, Collector<Alert> out)
            throws Exception {
        Consent consent = update.consent();
        if (update.snooze() != null) {
            snooze(update.snooze());
            return;
        }
        if (update.erasure() != null) {
            erase(update.erasure(), context);
            return;
        }
        if (consent == null) {
            metrics.counter(CardwatchMetrics.CONSENT_PARTITIONS_READ).inc();
            if (readiness.partitionRead(update.partition(), update.partitions())) {
                LOG.info("consents are loaded: {} partitions", update.partitions());
            }
            return;
        }
        String entry = consent.purpose() + '|' + consent.channel();
        if (consent.isErased()) {
            consents.remove(entry);
        } else {
            consents.put(entry, ConsentPolicy.merge(consents.get(entry), consent));
        }
        metrics.counter(CardwatchMetrics.CONSENTS_APPLIED).inc();
    }

    /** Of somebody who is known not to be opted in any more, nothing is kept. */
    private void snooze(Snooze snooze) throws Exception {
        boolean optedIn = !readiness.armed();
        for (GateConsent consent : consents.values()) {
            optedIn |= consent.status() == ConsentStatus.GRANTED;
        }
        if (optedIn) {
            snoozes.add(snooze);
            metrics.counter(CardwatchMetrics.SNOOZES_APPLIED).inc();
        }
    }

    /** Forgets the current cardholder, but for what they opted in to since. */
    private void erase(Erasure erasure, Context context) throws Exception {
        int erased = waitingRoom.leave().size();
        if (throttle.value() != null) {
            throttle.clear();
            erased++;
        }
        erased += snoozes.clear();
        List<String> entries = new ArrayList<>();
        consents.keys().forEach(entries::add);
        for (String entry : entries) {
            if (consents.get(entry).isCoveredBy(erasure.at())) {
                consents.remove(entry);
                erased++;
            }
        }
        context.output(
                ERASED,
                new ErasureStatus(
                        erasure.erasureId(),
                        ErasureStep.GATE,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        0,
                        1,
                        erased,
                        Instant.ofEpochMilli(context.timerService().currentProcessingTime()),
                        null));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
            throws Exception {
        if (readiness.armed()) {
            releaseWaiting(out, context.timerService().currentProcessingTime());
        } else if (waitingRoom.isOccupied()) {
            checkLater(context);
        }
    }

    private static void checkLater(Context context) {
        long now = context.timerService().currentProcessingTime();
        context.timerService().registerProcessingTimeTimer(WaitingRoom.nextCheck(now));
    }

    private void releaseWaiting(Collector<Alert> out, long processingTime) throws Exception {
        if (waitingRoom.isOccupied()) {
            for (AlertCandidate candidate : waitingRoom.leave()) {
                decide(candidate, processingTime, out);
            }
        }
    }

    private void decide(AlertCandidate candidate, long processingTime, Collector<Alert> out)
            throws Exception {
        Instant now = eventClock ? candidate.judgedAt() : Instant.ofEpochMilli(processingTime);
        Severity severity = candidate.severity();
        List<GateConsent> stored = new ArrayList<>();
        consents.values().forEach(stored::add);
        Decision decision =
                ConsentPolicy.decide(
                        stored, candidate.bankId(), Consent.FRAUD_ALERTS, severity, now);
        SuppressionReason refusal = decision.reason();
        if (refusal != null) {
            suppressed(refusal);
            return;
        }
        ThrottleState before = throttle.value();
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        before == null ? ThrottleState.EMPTY : before,
                        candidate.card().hex(),
                        candidate.findings(),
                        snoozes.of(candidate.card().hex(), candidate.findings(), now),
                        Duration.ofMillis(candidate.cooldownMillis()),
                        candidate.budgetPerDay(),
                        now,
                        zone(stored, decision));
        if (verdict.state().isEmpty()) {
            throttle.clear();
        } else {
            throttle.update(verdict.state());
        }
        if (verdict.reason() != null) {
            suppressed(SuppressionReason.of(verdict.reason()));
            return;
        }
        metrics.counter(CardwatchMetrics.ALERTS).inc();
        out.collect(
                new Alert(
                        candidate.alertId(),
                        candidate.bankId(),
                        candidate.subjectRef(),
                        candidate.cardRef(),
                        candidate.ruleSetVersion(),
                        candidate.findings(),
                        candidate.score(),
                        severity,
                        now,
                        candidate.eventTime(),
                        decision.channels(),
                        candidate.details(),
                        candidate.labelKeys(),
                        null));
    }

    /** The zone that the first permitted channel's consent names. */
    private static ZoneId zone(List<GateConsent> stored, Decision decision) {
        String channel = decision.channels().get(0).channel();
        for (GateConsent consent : stored) {
            if (consent.channel().equals(channel)
                    && consent.purpose().equals(Consent.FRAUD_ALERTS)) {
                return ConsentPolicy.zoneOf(consent.timeZone());
            }
        }
        return ConsentPolicy.zoneOf(null);
    }

    private void suppressed(SuppressionReason reason) {
        metrics.counter(CardwatchMetrics.ALERTS_SUPPRESSED, "reason", reason.wireName()).inc();
    }
}
