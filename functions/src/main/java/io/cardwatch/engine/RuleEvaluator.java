package io.cardwatch.engine;

import io.cardwatch.alert.Finding;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a rule set on the events of one bank whose features are complete, after the last stage.
 * Reuses its scratch space: it serves one thread.
 *
 * <p>A feature whose window has not been watched for its length yet is missing, so its rules do not
 * apply. A rule that floods neither scores nor alerts while it is paused.
 */
public final class RuleEvaluator {
    /** What a rule's score is held within, on either side of zero. */
    private static final double GREATEST_SCORE = 1e9;

    private final CompiledRules rules;
    private final Listener listener;
    private final RuleMode[] modes;
    private final Collector collector;
    private final @Nullable FloodBreaker breaker;

    /** Per slot the event time from which on its window is full. */
    private final long[] warmFrom;

    /** The latest of those. */
    private long allWarmFrom = Long.MIN_VALUE;

    /** Hears of what is not a finding. */
    public interface Listener {
        /** An event could not be judged by a rule. */
        void notApplicable(int rule);

        /** That many features of an event were missing because their windows are not full yet. */
        default void warming(int features) {}

        /** A rule fires on too many events, and is not heard for a while. */
        default void paused(int rule) {}

        /** A paused rule is heard again. */
        default void resumed(int rule) {}
    }

    /**
     * An evaluator of a rule set.
     *
     * @param breaksFloods whether the set's flood limit holds: not where events are held and put in
     *     order, since it goes by what arrives
     */
    public RuleEvaluator(CompiledRules rules, boolean breaksFloods, Listener listener) {
        this.rules = rules;
        this.listener = listener;
        List<Rule> all = rules.ruleSet().rules();
        modes = all.stream().map(Rule::mode).toArray(RuleMode[]::new);
        collector = new Collector(all.size());
        warmFrom = new long[rules.ruleSet().features().size()];
        Arrays.fill(warmFrom, Long.MIN_VALUE);
        Alerting.Flood flood = rules.ruleSet().alerting().flood();
        breaker =
                flood == null || !breaksFloods
                        ? null
                        : new FloodBreaker(flood, modes.length, new FloodNews());
    }

    /** The set that this evaluates. */
    public CompiledRules rules() {
        return rules;
    }

    /**
     * Hears since when the windows are watched; of what is heard more than once the latest holds.
     *
     * @param since per slot, milliseconds of event time or {@link BankRules#ALWAYS}
     */
    public void watchedSince(List<Long> since) {
        for (int slot = 0; slot < warmFrom.length; slot++) {
            if (since.get(slot) != BankRules.ALWAYS) {
                Feature feature = rules.ruleSet().features().get(slot);
                long length = feature.over().plus(feature.delay()).toMillis();
                warmFrom[slot] = Math.max(warmFrom[slot], since.get(slot) + length);
                allWarmFrom = Math.max(allWarmFrom, warmFrom[slot]);
            }
        }
    }

    /** What the rules make of an admitted event. */
    public Assessment evaluate(EventInFlight inFlight) {
        if (inFlight.time() < allWarmFrom) {
            hideWarming(inFlight);
        }
        if (breaker != null) {
            breaker.see(inFlight.time());
        }
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
                Arrays.copyOf(collector.paused, collector.fired),
                collector.score);
    }

    private void hideWarming(EventInFlight inFlight) {
        double[] features = inFlight.features();
        int hidden = 0;
        for (int slot = 0; slot < warmFrom.length; slot++) {
            if (inFlight.time() < warmFrom[slot]) {
                features[slot] = Double.NaN;
                hidden++;
            }
        }
        listener.warming(hidden);
    }

    double threshold() {
        return rules.ruleSet().alerting().threshold();
    }

    RuleMode mode(int rule) {
        return modes[rule];
    }

    Finding finding(int rule, double score, CardEvent event, double[] features) {
        Map<String, Double> values = new HashMap<>();
        for (int slot : rules.slots(rule)) {
            values.put(rules.ruleSet().features().get(slot).name(), features[slot]);
        }
        String reason = rules.reason(rule, event, features);
        return new Finding(rules.ruleSet().rules().get(rule).id(), score, reason, values);
    }

    private final class FloodNews implements FloodBreaker.Listener {
        @Override
        public void paused(int rule) {
            listener.paused(rule);
        }

        @Override
        public void resumed(int rule) {
            listener.resumed(rule);
        }
    }

    private final class Collector implements CompiledRules.RuleOutcomes {
        private final int[] rules;
        private final double[] scores;
        private final boolean[] paused;
        private int fired;
        private double score;

        private Collector(int most) {
            rules = new int[most];
            scores = new double[most];
            paused = new boolean[most];
        }

        private void reset() {
            fired = 0;
            score = 0.0;
        }

        @Override
        public void fired(int rule, double ruleScore) {
            // Sums of finite scores can be infinite, and of infinite ones no number at all.
            double held = Math.max(-GREATEST_SCORE, Math.min(GREATEST_SCORE, ruleScore));
            boolean isPaused = breaker != null && breaker.isPaused(rule);
            rules[fired] = rule;
            scores[fired] = held;
            paused[fired] = isPaused;
            fired++;
            if (modes[rule] == RuleMode.LIVE && !isPaused) {
                score += held;
            }
        }

        @Override
        public void notApplicable(int rule) {
            listener.notApplicable(rule);
        }
    }
}
