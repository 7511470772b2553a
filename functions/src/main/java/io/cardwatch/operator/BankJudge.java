package io.cardwatch.operator;

import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.RuleEvaluator;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** One rule set judging one bank's events, and everything it finds counted by rule and reason. */
final class BankJudge implements RuleEvaluator.Listener {
    private final String bankId;
    private final RulesUpdate update;
    private final RuleSet ruleSet;
    private final Rule[] rules;
    private final CardwatchMetrics metrics;
    private final RuleEvaluator evaluator;

    /** Per rule, made when they are first needed. */
    private final @Nullable Counter[] findings;

    private final Counter[] notApplicable;
    private final long[] firedCounts;
    private final long[] pausedCounts;
    private final long[] notApplicableCounts;
    private final Counter warming;
    private List<FloodNews> floodNews = List.of();

    /** A rule that was paused, or goes on. */
    record FloodNews(String rule, boolean paused) {}

    BankJudge(
            String bankId,
            RulesUpdate update,
            CompiledRules compiled,
            CardwatchMetrics metrics,
            boolean breaksFloods) {
        this.bankId = bankId;
        this.update = update;
        this.metrics = metrics;
        ruleSet = compiled.ruleSet();
        rules = ruleSet.rules().toArray(Rule[]::new);
        findings = new Counter[rules.length];
        notApplicable = new Counter[rules.length];
        firedCounts = new long[rules.length];
        pausedCounts = new long[rules.length];
        notApplicableCounts = new long[rules.length];
        for (int rule = 0; rule < rules.length; rule++) {
            notApplicable[rule] =
                    metrics.counter(
                            CardwatchMetrics.RULES_NOT_APPLICABLE, "rule", rules[rule].id());
        }
        warming = metrics.counter(CardwatchMetrics.FEATURES_WARMING, "ruleset", ruleSet.name());
        evaluator = new RuleEvaluator(compiled, breaksFloods, this);
    }

    String bankId() {
        return bankId;
    }

    RulesUpdate update() {
        return update;
    }

    RuleSet ruleSet() {
        return ruleSet;
    }

    boolean isFor(EventInFlight event) {
        return update.sequence() == event.sequence() && bankId.equals(event.event().bankId());
    }

    void watchedSince(List<Long> since) {
        evaluator.watchedSince(since);
    }

    Assessment judge(EventInFlight event) {
        Assessment assessment = evaluator.evaluate(event);
        // Counted by number: what a rule found is put into words for an alert alone.
        for (int place = 0; place < assessment.fired(); place++) {
            int rule = assessment.rule(place);
            if (assessment.isPaused(place)) {
                metrics.counter(CardwatchMetrics.FINDINGS_PAUSED, "rule", rules[rule].id()).inc();
                pausedCounts[rule]++;
            } else {
                counter(rule).inc();
                firedCounts[rule]++;
            }
        }
        if (assessment.fired() > 0 && !assessment.alerts() && assessment.speaks()) {
            metrics.counter(CardwatchMetrics.EVENTS_BELOW_THRESHOLD).inc();
        }
        return assessment;
    }

    private Counter counter(int rule) {
        Counter counter = findings[rule];
        if (counter == null) {
            RuleMode mode = rules[rule].mode();
            counter =
                    metrics.counter(
                            CardwatchMetrics.FINDINGS,
                            "rule",
                            rules[rule].id(),
                            "mode",
                            mode.keyword());
            findings[rule] = counter;
        }
        return counter;
    }

    /** How often each rule did what so far, in the set's order. */
    List<RuleCount> counts() {
        List<RuleCount> counts = new ArrayList<>();
        for (int rule = 0; rule < rules.length; rule++) {
            counts.add(
                    new RuleCount(
                            rules[rule].id(),
                            rules[rule].mode().keyword(),
                            firedCounts[rule],
                            pausedCounts[rule],
                            notApplicableCounts[rule]));
        }
        return counts;
    }

    /** What is new of rules that flood, once. */
    List<FloodNews> takeFloodNews() {
        List<FloodNews> taken = floodNews;
        floodNews = List.of();
        return taken;
    }

    @Override
    public void notApplicable(int rule) {
        notApplicable[rule].inc();
        notApplicableCounts[rule]++;
    }

    @Override
    public void warming(int features) {
        warming.inc(features);
    }

    @Override
    public void paused(int rule) {
        floodNews(new FloodNews(rules[rule].id(), true));
    }

    @Override
    public void resumed(int rule) {
        floodNews(new FloodNews(rules[rule].id(), false));
    }

    private void floodNews(FloodNews news) {
        floodNews = new ArrayList<>(floodNews);
        floodNews.add(news);
    }
}
