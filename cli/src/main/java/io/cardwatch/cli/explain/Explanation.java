package io.cardwatch.cli.explain;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.engine.Admission;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleSet;
import io.cardwatch.rule.RuleTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event, and why.
 *
 * @param fraud whether it was fraud; null where nobody knows
 * @param scenario the kind of fraud that its file names, or null
 * @param set the rules that judged it
 * @param settings how its file was replayed
 * @param history for how long before the event its file has events
 * @param features of an admitted event, in the set's order; else empty
 * @param rules of an admitted event: those that fired, then the others, the nearest first; else
 *     empty
 * @param score of the live rules that fired and are not paused
 * @param heldBackBy the alerts before it that brought about a cooldown or used up the budget
 */
record Explanation(
        CardEvent event,
        @Nullable Boolean fraud,
        @Nullable String scenario,
        RuleSet set,
        ReplaySettings settings,
        Admission admission,
        Duration history,
        List<FeatureLine> features,
        List<RuleLine> rules,
        double score,
        Outcome outcome,
        List<EarlierAlert> heldBackBy) {
    Explanation {
        requireNonNull(event, "event");
        requireNonNull(set, "set");
        requireNonNull(settings, "settings");
        requireNonNull(admission, "admission");
        requireNonNull(outcome, "outcome");
        requireNonNull(history, "history");
        features = List.copyOf(features);
        rules = List.copyOf(rules);
        heldBackBy = List.copyOf(heldBackBy);
    }

    /** What became of an event. */
    enum Outcome {
        ALERT,
        BELOW_THRESHOLD,
        COOLDOWN,
        SNOOZED,
        BUDGET,
        DUPLICATE,
        LATE,
        NOT_SCORED
    }

    /**
     * A feature's value.
     *
     * @param value NaN where it is missing, of a flag 1 or 0
     * @param missing why it is missing, or null where it is there
     * @param isShort whether its window begins before the file does
     */
    record FeatureLine(Feature feature, double value, @Nullable String missing, boolean isShort) {}

    /** How a rule came out. */
    enum State {
        FIRED,
        /** It fired, and did not count since it fires too often. */
        PAUSED,
        DID_NOT_FIRE,
        NOT_APPLICABLE,
        /** It is only checked; what it would have done is shown. */
        OFF
    }

    /** A rule, part by part. */
    record RuleLine(Rule rule, State state, RuleTrace trace) {}

    /** An alert before this event. */
    record EarlierAlert(String alertId, String eventId, Instant at, List<String> rules) {
        EarlierAlert {
            rules = List.copyOf(rules);
        }
    }

    @Override
    public String toString() {
        return "Explanation[redacted]";
    }
}
