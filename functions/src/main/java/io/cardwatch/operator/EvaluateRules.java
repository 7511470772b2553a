package io.cardwatch.operator;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.Finding;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.engine.RuleEvaluator;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges each event by the rules, behind the last stage: what reaches the threshold travels on to
 * its cardholder's consent, and the event ends here.
 */
public final class EvaluateRules extends ProcessFunction<EventInFlight, AlertCandidate> {
    private final RulesSource source;
    private final SecretReference secret;

    private transient RuleEvaluator evaluator;
    private transient String version;
    private transient KeyHasher hasher;
    private transient Rule[] rules;

    /** Per rule, made when it first fires. */
    private transient @Nullable Counter[] findings;

    private transient CardwatchMetrics metrics;
    private transient Counter scored;

    public EvaluateRules(RulesSource source, SecretReference secret) {
        this.source = source;
        this.secret = secret;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        EnginePlan plan = source.plan();
        version = plan.rules().ruleSet().version();
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        scored = metrics.counter(CardwatchMetrics.EVENTS_SCORED);
        rules = plan.rules().ruleSet().rules().toArray(Rule[]::new);
        findings = new Counter[rules.length];
        Counter[] notApplicable = new Counter[rules.length];
        for (int rule = 0; rule < notApplicable.length; rule++) {
            notApplicable[rule] =
                    metrics.counter(
                            CardwatchMetrics.RULES_NOT_APPLICABLE, "rule", rules[rule].id());
        }
        evaluator = new RuleEvaluator(plan.rules(), rule -> notApplicable[rule].inc());
    }

    @Override
    public void processElement(
            EventInFlight inFlight, Context context, Collector<AlertCandidate> out) {
        Assessment assessment = evaluator.evaluate(inFlight);
        if (assessment.fired() > 0) {
            pass(inFlight, assessment, out);
        }
        // Last: whoever sees the event as scored must see its candidate counted as well.
        scored.inc();
    }

    private void pass(
            EventInFlight inFlight, Assessment assessment, Collector<AlertCandidate> out) {
        // Counted by number: what a rule found is put into words for an alert alone.
        boolean live = false;
        for (int place = 0; place < assessment.fired(); place++) {
            int rule = assessment.rule(place);
            counter(rule).inc();
            live |= rules[rule].mode() == RuleMode.LIVE;
        }
        if (assessment.alerts()) {
            metrics.counter(CardwatchMetrics.ALERT_CANDIDATES).inc();
            out.collect(candidate(inFlight, assessment));
        } else if (live) {
            metrics.counter(CardwatchMetrics.EVENTS_BELOW_THRESHOLD).inc();
        }
    }

    private Counter counter(int rule) {
        Counter counter = findings[rule];
        if (counter == null) {
            counter =
                    metrics.counter(
                            CardwatchMetrics.FINDINGS,
                            "rule",
                            rules[rule].id(),
                            "mode",
                            rules[rule].mode().keyword());
            findings[rule] = counter;
        }
        return counter;
    }

    private AlertCandidate candidate(EventInFlight inFlight, Assessment assessment) {
        CardEvent event = inFlight.event();
        String subjectRef = event.subjectOrCard();
        return new AlertCandidate(
                hasher.subject(event.bankId(), subjectRef),
                inFlight.cardKey(),
                AlertId.of(event.bankId(), event.eventId()),
                event.bankId(),
                subjectRef,
                event.cardRef(),
                event.eventTime(),
                version,
                assessment.findings().stream().map(EvaluateRules::told).toList(),
                assessment.score(),
                new AlertDetails(event.amountMinor(), event.currency(), event.merchantName()));
    }

    private static io.cardwatch.alert.Finding told(Finding finding) {
        return new io.cardwatch.alert.Finding(
                finding.ruleId(), finding.score(), finding.reason(), finding.features());
    }
}
