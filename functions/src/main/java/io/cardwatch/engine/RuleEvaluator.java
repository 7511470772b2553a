package io.cardwatch.engine;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates a rule set on an event whose features are complete, after the last stage. Reuses its
 * scratch space: it serves one thread.
 */
public final class RuleEvaluator {
    private static final Pattern TEXT_LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

    private final CompiledRules rules;
    private final IntConsumer notApplicable;
    private final RuleMode[] modes;
    private final int[][] slotsOfRule;
    private final Collector collector;

    /**
     * An evaluator of a rule set.
     *
     * @param notApplicable told of each rule that an event could not be judged by
     */
    public RuleEvaluator(CompiledRules rules, IntConsumer notApplicable) {
        this.rules = rules;
        this.notApplicable = notApplicable;
        List<Rule> all = rules.ruleSet().rules();
        modes = all.stream().map(Rule::mode).toArray(RuleMode[]::new);
        slotsOfRule = all.stream().map(this::slotsOf).toArray(int[][]::new);
        collector = new Collector(all.size());
    }

    /** What the rules make of an admitted event. */
    public Assessment evaluate(EventInFlight inFlight) {
        collector.reset();
        rules.evaluate(inFlight.event(), inFlight.features(), collector);
        if (collector.fired == 0) {
            return Assessment.silent(Admission.ADMITTED);
        }
        return new Assessment(
                this,
                inFlight.event(),
                inFlight.features().clone(),
                Arrays.copyOf(collector.rules, collector.fired),
                Arrays.copyOf(collector.scores, collector.fired),
                collector.score);
    }

    double threshold() {
        return rules.ruleSet().alerting().threshold();
    }

    RuleMode mode(int rule) {
        return modes[rule];
    }

    Finding finding(int rule, double score, CardEvent event, double[] features) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int slot : slotsOfRule[rule]) {
            if (!Double.isNaN(features[slot])) {
                values.put(rules.ruleSet().features().get(slot).name(), features[slot]);
            }
        }
        String reason = rules.reason(rule, event, features);
        String id = rules.ruleSet().rules().get(rule).id();
        return new Finding(id, score, reason, values, modes[rule]);
    }

    /** The features that a rule's condition, score and reason name. */
    private int[] slotsOf(Rule rule) {
        List<String> names = rules.ruleSet().features().stream().map(Feature::name).toList();
        List<Integer> slots = new ArrayList<>();
        String conditions = rule.when() + " " + rule.score();
        String source = TEXT_LITERAL.matcher(conditions).replaceAll(" ") + " " + rule.reason();
        Matcher matcher = NAME.matcher(source);
        while (matcher.find()) {
            int slot = names.indexOf(matcher.group());
            if (slot >= 0 && !slots.contains(slot)) {
                slots.add(slot);
            }
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private final class Collector implements CompiledRules.RuleOutcomes {
        private final int[] rules;
        private final double[] scores;
        private int fired;
        private double score;

        private Collector(int most) {
            rules = new int[most];
            scores = new double[most];
        }

        private void reset() {
            fired = 0;
            score = 0.0;
        }

        @Override
        public void fired(int rule, double ruleScore) {
            rules[fired] = rule;
            scores[fired] = ruleScore;
            fired++;
            if (modes[rule] == RuleMode.LIVE) {
                score += ruleScore;
            }
        }

        @Override
        public void notApplicable(int rule) {
            notApplicable.accept(rule);
        }
    }
}
