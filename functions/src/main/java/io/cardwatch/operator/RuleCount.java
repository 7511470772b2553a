package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

/**
 * How often one rule of a set did what, in one subtask since it took the set up.
 *
 * @param rule its id
 * @param mode as the rule file says: live, shadow or off; what a shadow rule fired changed nothing
 * @param fired how often it fired and was heard
 * @param paused how often it fired while it was paused
 * @param notApplicable how often a value that it needs was missing
 */
public record RuleCount(String rule, String mode, long fired, long paused, long notApplicable) {
    public RuleCount {
        requireNonNull(rule, "rule");
        requireNonNull(mode, "mode");
    }

    /** Both together, for two banks or two subtasks. */
    public RuleCount plus(RuleCount other) {
        return new RuleCount(
                rule,
                mode,
                fired + other.fired,
                paused + other.paused,
                notApplicable + other.notApplicable);
    }
}
