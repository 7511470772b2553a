package io.cardwatch.cli.explain;

import io.cardwatch.alert.ThrottleReason;
import io.cardwatch.cli.explain.Explanation.EarlierAlert;
import io.cardwatch.cli.explain.Explanation.FeatureLine;
import io.cardwatch.cli.explain.Explanation.Outcome;
import io.cardwatch.cli.explain.Explanation.RuleLine;
import io.cardwatch.cli.explain.Explanation.State;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.Assessment;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.RuleTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes apart what a replay made of one event. */
final class Explainer {
    private final JudgedEvent judged;
    private final ReplaySettings settings;
    private final CompiledRules rules;
    private final CardEvent event;
    private final double[] features;

    Explainer(JudgedEvent judged, ReplaySettings settings) {
        this.judged = judged;
        this.settings = settings;
        this.rules = judged.rules();
        this.event = judged.event();
        this.features = judged.features();
    }

    /**
     * The whole explanation.
     *
     * @param earlier the alerts before the event
     * @param begin the earliest event before it, from which on windows have been filled
     */
    Explanation explain(EarlierAlerts earlier, Instant begin) {
        boolean admitted = judged.admission() == Admission.ADMITTED;
        Duration history = Duration.between(begin, event.eventTime());
        Outcome outcome = outcome();
        return new Explanation(
                event,
                judged.fraud(),
                judged.scenario(),
                rules.ruleSet(),
                settings,
                judged.admission(),
                history,
                admitted ? features(history) : List.of(),
                admitted ? ruleLines() : List.of(),
                judged.score(),
                outcome,
                heldBackBy(outcome, earlier));
    }

    private List<EarlierAlert> heldBackBy(Outcome outcome, EarlierAlerts earlier) {
        return switch (outcome) {
            case COOLDOWN -> earlier.cooling(event, judged.assessment().findings());
            case BUDGET -> earlier.ofDay(event);
            case ALERT, BELOW_THRESHOLD, SNOOZED, DUPLICATE, LATE, NOT_SCORED -> List.of();
        };
    }

    private Outcome outcome() {
        return switch (judged.admission()) {
            case DUPLICATE -> Outcome.DUPLICATE;
            case LATE -> Outcome.LATE;
            case NOT_SCORED, REVERSAL, REVERSED -> Outcome.NOT_SCORED;
            case ADMITTED -> judgement();
        };
    }

    private Outcome judgement() {
        ThrottleReason held = judged.suppressedBy();
        if (held == null) {
            return judged.alert() == null ? Outcome.BELOW_THRESHOLD : Outcome.ALERT;
        }
        return switch (held) {
            case COOLDOWN -> Outcome.COOLDOWN;
            case SNOOZED -> Outcome.SNOOZED;
            case BUDGET -> Outcome.BUDGET;
        };
    }

    private List<FeatureLine> features(Duration history) {
        List<Feature> all = rules.ruleSet().features();
        List<FeatureLine> lines = new ArrayList<>();
        for (int slot = 0; slot < all.size(); slot++) {
            boolean missing = Double.isNaN(features[slot]);
            lines.add(
                    new FeatureLine(
                            all.get(slot),
                            features[slot],
                            missing ? MissingReason.of(rules, slot, event) : null,
                            isShort(all.get(slot), history)));
        }
        return lines;
    }

    /** A window that began before the file did holds less than it would on a feed. */
    private static boolean isShort(Feature feature, Duration history) {
        return history.compareTo(feature.over().plus(feature.delay())) < 0;
    }

    private List<RuleLine> ruleLines() {
        List<Rule> all = rules.ruleSet().rules();
        List<RuleLine> lines = new ArrayList<>();
        for (int rule = 0; rule < all.size(); rule++) {
            RuleTrace trace = rules.trace(rule, event, features);
            lines.add(new RuleLine(all.get(rule), state(rule, all.get(rule), trace), trace));
        }
        lines.sort(
                Comparator.comparing(RuleLine::state)
                        .thenComparing(line -> line.trace().condition().effort()));
        return lines;
    }

    private State state(int rule, Rule definition, RuleTrace trace) {
        if (definition.mode() == RuleMode.OFF) {
            return State.OFF;
        }
        Assessment assessment = judged.assessment();
        for (int place = 0; place < assessment.fired(); place++) {
            if (assessment.rule(place) == rule) {
                return assessment.isPaused(place) ? State.PAUSED : State.FIRED;
            }
        }
        return trace.isNotApplicable() ? State.NOT_APPLICABLE : State.DID_NOT_FIRE;
    }
}
