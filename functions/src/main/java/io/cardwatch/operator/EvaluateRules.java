package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.Severity;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleSet;
import io.cardwatch.secret.SecretReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges each event by the rule set that it came with, behind the last stage: what reaches the
 * threshold travels on to its cardholder's consent, and the event ends here. Reports which sets
 * judge, and which rules flood.
 */
public final class EvaluateRules extends ProcessFunction<StageRecord, AlertCandidate> {
    public static final OutputTag<RulesStatus> STATUS =
            new OutputTag<>("rules-status", TypeInformation.of(RulesStatus.class));

    /** That keys were forgotten by the stage that kept them. */
    public static final OutputTag<ErasureStatus> ERASED =
            new OutputTag<>("erased", TypeInformation.of(ErasureStatus.class));

    /** How old the counts on the status topic may be while events come. */
    private static final long COUNTS_MILLIS = 60_000;

    private final SecretReference secret;
    private final String name;
    private final boolean breaksFloods;

    private transient KeyHasher hasher;
    private transient SwapProgress swaps;
    private transient Map<String, Map<Long, BankJudge>> judges;
    private transient @Nullable BankJudge last;
    private transient RuleTally tally;
    private transient long countsDue;
    private transient CardwatchMetrics metrics;
    private transient Counter scored;
    private transient Counter reversed;
    private transient Counter unmatched;

    /**
     * A judge that reports under that name.
     *
     * @param breaksFloods whether a rule that fires on too many events is paused: not where events
     *     are held and put in order
     */
    public EvaluateRules(SecretReference secret, String name, boolean breaksFloods) {
        this.secret = secret;
        this.name = name;
        this.breaksFloods = breaksFloods;
    }

    @Override
    public void open(OpenContext openContext) {
        hasher = new KeyHasher(secret.resolve());
        swaps = new SwapProgress();
        judges = new HashMap<>();
        tally = new RuleTally();
        countsDue = Long.MAX_VALUE;
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        scored = metrics.counter(CardwatchMetrics.EVENTS_SCORED);
        reversed = metrics.counter(CardwatchMetrics.EVENTS_REVERSED);
        unmatched = metrics.counter(CardwatchMetrics.REVERSALS_UNMATCHED);
    }

    @Override
    public void processElement(StageRecord record, Context context, Collector<AlertCandidate> out) {
        switch (record.kind()) {
            case EVENT -> {
                EventInFlight event = record.event();
                if (event.isReversal()) {
                    (event.takenBack() ? reversed : unmatched).inc();
                } else {
                    judge(event, context, out);
                }
            }
            case LABEL -> {}
            case OPEN -> open(record.open(), context);
            case CLOSE -> close(record.close(), context);
            case ERASE -> erased(record.erase(), context);
        }
        long now = context.timerService().currentProcessingTime();
        if (now >= countsDue) {
            reportCounts(context);
        }
        countsDue = Math.min(countsDue, now + COUNTS_MILLIS);
    }

    private void erased(StageRecord.Erase order, Context context) {
        context.output(
                ERASED,
                new ErasureStatus(
                        order.erasureId(),
                        ErasureStep.FEATURES,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        order.part(),
                        order.parts(),
                        order.cleared(),
                        Instant.ofEpochMilli(context.timerService().currentProcessingTime()),
                        order.sharedForMillis()));
    }

    private void open(StageRecord.Open news, Context context) {
        RulesUpdate update = news.rules();
        boolean isNew = !swaps.knows(update.sequence());
        if (swaps.open(news) == null) {
            return;
        }
        RuleSet rules = swaps.rules(update.sequence()).ruleSet();
        news.since()
                .forEach(
                        (bank, since) ->
                                judges.computeIfAbsent(bank, added -> new HashMap<>())
                                        .computeIfAbsent(
                                                update.sequence(), added -> judge(bank, update))
                                        .watchedSince(since));
        if (isNew) {
            report(
                    context,
                    update,
                    update.bankId(),
                    rules,
                    RulesStatus.Kind.ACTIVE,
                    null,
                    List.of());
        }
    }

    private BankJudge judge(String bank, RulesUpdate update) {
        return new BankJudge(bank, update, swaps.rules(update.sequence()), metrics, breaksFloods);
    }

    private void close(StageRecord.Close news, Context context) {
        if (swaps.close(news)) {
            BankJudge done = requireNonNull(judges.get(news.bankId())).remove(news.sequence());
            last = null;
            if (done != null) {
                tally.retire(done);
                reportCounts(done, context);
                if (!swaps.knows(news.sequence())) {
                    tally.forget(news.sequence());
                }
            }
        }
    }

    /** Of each set, once for all the banks that it judges. */
    private void reportCounts(Context context) {
        Set<Long> reported = new HashSet<>();
        for (BankJudge judge : allJudges()) {
            if (reported.add(judge.update().sequence())) {
                reportCounts(judge, context);
            }
        }
        countsDue = Long.MAX_VALUE;
    }

    private void reportCounts(BankJudge judge, Context context) {
        List<RuleCount> counts = tally.of(judge.update().sequence(), allJudges());
        report(
                context,
                judge.update(),
                judge.update().bankId(),
                judge.ruleSet(),
                RulesStatus.Kind.RULE_COUNTS,
                null,
                counts);
    }

    private List<BankJudge> allJudges() {
        return judges.values().stream().flatMap(bank -> bank.values().stream()).toList();
    }

    private void judge(EventInFlight event, Context context, Collector<AlertCandidate> out) {
        BankJudge judge = judgeOf(event);
        Assessment assessment = judge.judge(event);
        if (assessment.alerts()) {
            metrics.counter(CardwatchMetrics.ALERT_CANDIDATES).inc();
            out.collect(candidate(event, judge.ruleSet(), assessment));
        }
        for (BankJudge.FloodNews news : judge.takeFloodNews()) {
            report(
                    context,
                    judge.update(),
                    judge.bankId(),
                    judge.ruleSet(),
                    news.paused() ? RulesStatus.Kind.FLOOD_PAUSED : RulesStatus.Kind.FLOOD_RESUMED,
                    news.rule(),
                    List.of());
        }
        // Last: whoever sees the event as scored must see its candidate counted as well.
        scored.inc();
    }

    private BankJudge judgeOf(EventInFlight event) {
        BankJudge judge = last;
        if (judge == null || !judge.isFor(event)) {
            Map<Long, BankJudge> bank = judges.get(event.event().bankId());
            judge = bank == null ? null : bank.get(event.sequence());
            if (judge == null) {
                throw new IllegalStateException(
                        "an event came with rules " + event.sequence() + " unannounced");
            }
            last = judge;
        }
        return judge;
    }

    private void report(
            Context context,
            RulesUpdate update,
            @Nullable String bankId,
            RuleSet rules,
            RulesStatus.Kind status,
            @Nullable String rule,
            List<RuleCount> counts) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        context.output(
                STATUS,
                new RulesStatus(
                        Math.max(update.sequence(), RulesUpdate.FILE),
                        bankId,
                        rules.name(),
                        rules.version(),
                        status,
                        name,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        rule,
                        List.of(),
                        counts,
                        Instant.ofEpochMilli(context.timerService().currentProcessingTime())));
    }

    private AlertCandidate candidate(EventInFlight inFlight, RuleSet rules, Assessment assessment) {
        CardEvent event = inFlight.event();
        Alerting alerting = rules.alerting();
        String subjectRef = event.subjectOrCard();
        return new AlertCandidate(
                hasher.subject(event.bankId(), subjectRef),
                inFlight.cardKey(),
                AlertId.of(event.bankId(), event.eventId()),
                event.bankId(),
                subjectRef,
                event.cardRef(),
                event.eventTime(),
                inFlight.time(),
                rules.version(),
                assessment.findings(),
                assessment.score(),
                Severity.of(assessment.score(), alerting.bands()),
                alerting.cooldown().toMillis(),
                alerting.budgetPerDay(),
                new AlertDetails(event.amountMinor(), event.currency(), event.merchantName()),
                labelKeys(inFlight, rules));
    }

    /** Of the keys that labels can have, those that the rules keep features by. */
    private LabelKeys labelKeys(EventInFlight inFlight, RuleSet rules) {
        CardEvent event = inFlight.event();
        return new LabelKeys(
                HexFormat.of().toHexDigits(inFlight.eventIdHash()),
                inFlight.cardKey().hex(),
                hash(KeyDimension.MERCHANT, event, rules),
                hash(KeyDimension.TERMINAL, event, rules));
    }

    private @Nullable String hash(KeyDimension dimension, CardEvent event, RuleSet rules) {
        String key = dimension.keyOf(event);
        boolean used = rules.features().stream().anyMatch(feature -> feature.by() == dimension);
        return key == null || !used ? null : hasher.key(dimension, event.bankId(), key).hex();
    }
}
