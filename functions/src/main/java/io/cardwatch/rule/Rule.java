package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

/**
 * One rule of a set.
 *
 * @param id unique in its set
 * @param when the condition, as CEL source over features and {@code event}
 * @param score a number, or a numeric CEL expression over the same names
 * @param reason the text for a person, with features in braces
 * @param mode whether its findings count
 */
public record Rule(String id, String when, String score, String reason, RuleMode mode) {
    public Rule {
        requireNonNull(id, "id");
        requireNonNull(when, "when");
        requireNonNull(score, "score");
        requireNonNull(reason, "reason");
        requireNonNull(mode, "mode");
    }
}
