package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a rule came out for one event, part by part.
 *
 * @param condition the whole condition
 * @param score what the rule scores, or would if it fired, as its expression came to; NaN where a
 *     value of it is missing
 * @param scored the features and fields that the score names
 */
public record RuleTrace(TracedPart condition, double score, List<TracedValue> scored) {
    public RuleTrace {
        requireNonNull(condition, "condition");
        scored = List.copyOf(scored);
    }

    /** Whether the rule fired: its condition holds, and its score is a finite number. */
    public boolean fired() {
        return condition.outcome() == TracedPart.Outcome.HOLDS && Double.isFinite(score);
    }

    /** Whether the rule could not be judged, since a value is missing or its score not finite. */
    public boolean isNotApplicable() {
        return condition.outcome() != TracedPart.Outcome.FAILS && !fired();
    }
}
