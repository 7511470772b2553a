package io.cardwatch.engine;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.RuleSet;
import io.cardwatch.rule.RuleTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule set put together by hand: each rule fires where one feature reaches a bound. */
public final class TestingCompiledRules implements CompiledRules {
    private static final Map<String, EventPredicate> WHERES =
            Map.of(
                    "event.approved", event -> "00".equals(event.responseCode()),
                    "event.cardPresent", event -> Boolean.TRUE.equals(event.cardPresent()),
                    "event.amount > 50.0", event -> event.amount() > 50.0);

    private final List<Feature> features = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();
    private final List<Double> bounds = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private double threshold = 70.0;

    public TestingCompiledRules feature(
            KeyDimension by,
            Aggregate aggregate,
            String field,
            Duration over,
            String where,
            boolean excludingCurrent) {
        String name = "feature_" + features.size();
        return feature(
                Feature.of(name, by, aggregate, over)
                        .field(field)
                        .where(where)
                        .excludingCurrent(excludingCurrent)
                        .build());
    }

    public TestingCompiledRules feature(Feature feature) {
        features.add(feature);
        return this;
    }

    public TestingCompiledRules card(Aggregate aggregate, String field, Duration over) {
        return feature(KeyDimension.CARD, aggregate, field, over, null, false);
    }

    public TestingCompiledRules merchant(Aggregate aggregate, String field, Duration over) {
        return feature(KeyDimension.MERCHANT, aggregate, field, over, null, false);
    }

    public TestingCompiledRules rule(int slot, double bound, double score, RuleMode mode) {
        String name = features.get(slot).name();
        String id = "rule-" + rules.size();
        rules.add(new Rule(id, name + " >= " + bound, "" + score, "{" + name + "} seen", mode));
        slots.add(slot);
        bounds.add(bound);
        scores.add(score);
        return this;
    }

    public TestingCompiledRules threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public RuleSet ruleSet() {
        Alerting alerting = new Alerting(threshold, Duration.ZERO, Integer.MAX_VALUE);
        return new RuleSet("testing", "1", features, rules, alerting);
    }

    @Override
    public EventPredicate where(int slot) {
        String where = features.get(slot).where();
        return where == null ? null : WHERES.get(where);
    }

    @Override
    public EventPredicate step(int slot, int step) {
        return WHERES.get(features.get(slot).steps().get(step));
    }

    @Override
    public int[] slots(int rule) {
        return new int[] {slots.get(rule)};
    }

    @Override
    public Set<EventField> fields() {
        return EnumSet.allOf(EventField.class);
    }

    @Override
    public void evaluate(CardEvent event, double[] values, RuleOutcomes outcomes) {
        for (int rule = 0; rule < slots.size(); rule++) {
            double value = values[slots.get(rule)];
            if (Double.isNaN(value)) {
                outcomes.notApplicable(rule);
            } else if (value >= bounds.get(rule)) {
                outcomes.fired(rule, scores.get(rule));
            }
        }
    }

    @Override
    public RuleTrace trace(int rule, CardEvent event, double[] values) {
        throw new UnsupportedOperationException("no condition to take apart");
    }

    @Override
    public String reason(int rule, CardEvent event, double[] values) {
        return values[slots.get(rule)] + " seen";
    }
}
