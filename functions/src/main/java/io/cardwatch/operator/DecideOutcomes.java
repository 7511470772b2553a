package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.channel.Receipt;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import io.cardwatch.event.Label;
import io.cardwatch.outcome.AlertCase;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.Reply;
import io.cardwatch.secret.SecretReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each alert its one outcome: the first answer of its cardholder, or that none came in time.
 *
 * <p>Nobody is said not to have answered before the replies have been read as far as they reached
 * at this start: the gateway takes answers while this job is down. {@link AlertCase} decides,
 * {@link OutcomeState} remembers.
 */
public final class DecideOutcomes
        extends KeyedCoProcessFunction<KeyHash, KeyedAlert, AnswerUpdate, Outcome> {
    /** What answers make known of the events that were alerted. */
    public static final OutputTag<Label> LABELS =
            new OutputTag<>("labels", TypeInformation.of(Label.class));

    /** What tells cardholders their next step; delivered as alerts are. */
    public static final OutputTag<KeyedAlert> FOLLOW_UPS =
            new OutputTag<>("follow-ups", TypeInformation.of(KeyedAlert.class));

    /** That a cardholder was forgotten here. */
    public static final OutputTag<ErasureStatus> ERASED =
            new OutputTag<>("outcomes-erased", TypeInformation.of(ErasureStatus.class));

    private static final Logger LOG = LoggerFactory.getLogger(DecideOutcomes.class);

    /** Alerts of one cardholder that something was heard of before they were read. */
    private static final int MOST_UNMATCHED = 100;

    private final SecretReference secret;
    private final OutcomePlan plan;
    private final Duration alertMemory;

    private transient OutcomeState state;
    private transient Forgotten forgotten;
    private transient Readiness replies;
    private transient CardwatchMetrics metrics;

    /**
     * An operator that decides by that plan.
     *
     * @param secret what open alerts are sealed with
     * @param alertMemory how long an alert that has ended is remembered: as long as it may be read
     *     again
     */
    public DecideOutcomes(SecretReference secret, OutcomePlan plan, Duration alertMemory) {
        this.secret = secret;
        this.plan = plan;
        this.alertMemory = alertMemory;
    }

    @Override
    public void open(OpenContext openContext) {
        state = new OutcomeState(getRuntimeContext(), new Sealer(secret.resolve()), alertMemory);
        forgotten = new Forgotten();
        replies = new Readiness();
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement1(KeyedAlert keyed, Context context, Collector<Outcome> out)
            throws Exception {
        Alert alert = keyed.alert();
        if (forgotten.covers(keyed.subject(), alert.decidedAt())) {
            return;
        }
        AlertCase known = state.open(alert.alertId());
        if (state.hasEnded(alert.alertId()) || (known != null && known.alert() != null)) {
            return;
        }
        AlertCase open = known == null ? AlertCase.since(now(context)) : known;
        settle(alert.alertId(), open.with(alert), false, context, out);
    }

    @Override
    public void processElement2(AnswerUpdate update, Context context, Collector<Outcome> out)
            throws Exception {
        Reply reply = update.reply();
        Receipt receipt = update.receipt();
        if (reply != null) {
            hear(reply, context, out);
        } else if (receipt != null) {
            hear(receipt, context);
        } else if (update.erasure() != null) {
            erase(update.erasure(), context);
        } else if (replies.partitionRead(update.partition(), update.partitions())) {
            LOG.info("replies are read: {} partitions", update.partitions());
        }
    }

    private void hear(Reply reply, Context context, Collector<Outcome> out) throws Exception {
        // To stop is for the consents: the alert may be answered on another channel still.
        if (reply.answer() == Answer.STOP) {
            return;
        }
        if (state.hasEnded(reply.alertId())) {
            metrics.counter(CardwatchMetrics.REPLIES_REPEATED).inc();
            return;
        }
        AlertCase open = openOrNew(reply.alertId(), context);
        if (open == null) {
            metrics.counter(CardwatchMetrics.REPLIES_UNMATCHED).inc();
        } else {
            if (open.reply() != null) {
                metrics.counter(CardwatchMetrics.REPLIES_REPEATED).inc();
            }
            settle(reply.alertId(), open.heard(reply), false, context, out);
        }
    }

    private void hear(Receipt receipt, Context context) throws Exception {
        if (!receipt.outcome().isSent() || state.hasEnded(receipt.alertId())) {
            return;
        }
        AlertCase open = openOrNew(receipt.alertId(), context);
        AlertCase reached = open == null ? null : open.reached(receipt.at());
        if (reached != null && !reached.equals(open)) {
            keep(receipt.alertId(), reached, context);
        }
    }

    /** Forgets the current cardholder, but for alerts since; a timer is state too. */
    private void erase(Erasure erasure, Context context) throws Exception {
        forgotten.add(erasure);
        int cleared = state.forgetEnded();
        for (Map.Entry<String, AlertCase> entry : state.all().entrySet()) {
            Alert alert = entry.getValue().alert();
            if (alert == null || !alert.decidedAt().isAfter(erasure.at())) {
                state.forget(entry.getKey());
                leaveTimer(entry.getValue(), context);
                cleared++;
            }
        }
        context.output(
                ERASED,
                new ErasureStatus(
                        erasure.erasureId(),
                        ErasureStep.OUTCOMES,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        0,
                        1,
                        cleared,
                        Instant.ofEpochMilli(now(context)),
                        null));
    }

    /** What is open of that alert, or null where too many others wait for theirs. */
    private @Nullable AlertCase openOrNew(String alertId, Context context) throws Exception {
        AlertCase open = state.open(alertId);
        if (open != null) {
            return open;
        }
        return state.unmatched() < MOST_UNMATCHED ? AlertCase.since(now(context)) : null;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outcome> out)
            throws Exception {
        long now = now(context);
        for (Map.Entry<String, AlertCase> entry : state.all().entrySet()) {
            if (entry.getValue().dueAt(plan) <= now) {
                settleDue(entry.getKey(), entry.getValue(), context, out);
            }
        }
    }

    private void settleDue(
            String alertId, AlertCase open, OnTimerContext context, Collector<Outcome> out)
            throws Exception {
        if (!replies.armed()) {
            context.timerService().registerProcessingTimeTimer(WaitingRoom.nextCheck(now(context)));
        } else if (open.alert() == null) {
            state.forget(alertId);
            if (open.reply() != null) {
                metrics.counter(CardwatchMetrics.REPLIES_UNMATCHED).inc();
            }
        } else {
            settle(alertId, open, true, context, out);
        }
    }

    private void settle(
            String alertId, AlertCase open, boolean over, Context context, Collector<Outcome> out)
            throws Exception {
        Outcome outcome = open.alert() == null ? null : open.outcome(plan, over);
        if (outcome == null) {
            keep(alertId, open, context);
            return;
        }
        state.end(alertId);
        leaveTimer(open, context);
        for (String rule : outcome.ruleIds()) {
            metrics.counter(
                            CardwatchMetrics.OUTCOMES,
                            "rule",
                            rule,
                            "kind",
                            outcome.kind().wireName())
                    .inc();
        }
        Alert followUp = open.followUp(outcome);
        if (followUp != null) {
            // Its own receipts say nothing of the alert.
            state.end(followUp.alertId());
            context.output(FOLLOW_UPS, new KeyedAlert(context.getCurrentKey(), followUp));
        }
        Label label = open.label(outcome);
        if (label != null) {
            context.output(LABELS, label);
        }
        out.collect(outcome);
    }

    private void keep(String alertId, AlertCase open, Context context) throws Exception {
        state.put(alertId, open);
        TimerService timers = context.timerService();
        timers.registerProcessingTimeTimer(
                Math.max(open.dueAt(plan), timers.currentProcessingTime() + 1));
    }

    /** A timer's key is the cardholder's, so it goes where no other alert is due then. */
    private void leaveTimer(AlertCase over, Context context) throws Exception {
        long due = over.dueAt(plan);
        if (state.all().values().stream().noneMatch(other -> other.dueAt(plan) == due)) {
            context.timerService().deleteProcessingTimeTimer(due);
        }
    }

    private static long now(Context context) {
        return context.timerService().currentProcessingTime();
    }
}
