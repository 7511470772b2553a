package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.RuleMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule that fired on an event.
 *
 * @param ruleId the rule
 * @param score what it adds; a shadow rule's is only reported
 * @param reason the rule's reason, its features filled in
 * @param features the values of the features that the rule names, in its order of naming, without
 *     those that were missing; true is 1
 * @param mode live or shadow
 */
public record Finding(
        String ruleId, double score, String reason, Map<String, Double> features, RuleMode mode) {
    public Finding {
        requireNonNull(ruleId, "ruleId");
        requireNonNull(reason, "reason");
        requireNonNull(mode, "mode");
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    }

    @Override
    public String toString() {
        return "Finding[" + ruleId + ", redacted]";
    }
}
