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
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges each event by the rules, behind the last stage: what reaches the threshold travels on to
 * its cardholder's consent, and the event ends here.
 */
public final class EvaluateRules extends ProcessFunction<EventInFlight, AlertCandidate> {
    private final RulesSource rules;
    private final SecretReference secret;

    private transient RuleEvaluator evaluator;
    private transient String version;
    private transient KeyHasher hasher;
    private transient CardwatchMetrics metrics;
    private transient Counter scored;

    public EvaluateRules(RulesSource rules, SecretReference secret) {
        this.rules = rules;
        this.secret = secret;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        EnginePlan plan = rules.plan();
        version = plan.rules().ruleSet().version();
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
        scored = metrics.counter(CardwatchMetrics.EVENTS_SCORED);
        List<Rule> all = plan.rules().ruleSet().rules();
        Counter[] notApplicable = new Counter[all.size()];
        for (int rule = 0; rule < notApplicable.length; rule++) {
            notApplicable[rule] =
                    metrics.counter(
                            CardwatchMetrics.RULES_NOT_APPLICABLE, "rule", all.get(rule).id());
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
        List<Finding> findings = assessment.findings();
        count(findings, RuleMode.LIVE);
        count(assessment.shadowFindings(), RuleMode.SHADOW);
        if (assessment.alerts()) {
            metrics.counter(CardwatchMetrics.ALERT_CANDIDATES).inc();
            out.collect(candidate(inFlight, assessment, findings));
        } else if (!findings.isEmpty()) {
            metrics.counter(CardwatchMetrics.EVENTS_BELOW_THRESHOLD).inc();
        }
    }

    private void count(List<Finding> findings, RuleMode mode) {
        for (Finding finding : findings) {
            metrics.counter(
                            CardwatchMetrics.FINDINGS,
                            "rule",
                            finding.ruleId(),
                            "mode",
                            mode.keyword())
                    .inc();
        }
    }

    private AlertCandidate candidate(
            EventInFlight inFlight, Assessment assessment, List<Finding> findings) {
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
                findings.stream().map(EvaluateRules::told).toList(),
                assessment.score(),
                new AlertDetails(event.amountMinor(), event.currency(), event.merchantName()));
    }

    private static io.cardwatch.alert.Finding told(Finding finding) {
        return new io.cardwatch.alert.Finding(
                finding.ruleId(), finding.score(), finding.reason(), finding.features());
    }
}
