package io.cardwatch.alert;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired on the event of an alert.
 *
 * <p>Reason and features may spell out amounts, so {@link #withoutDetails()} drops both.
 *
 * @param ruleId the rule
 * @param score what the rule adds to the alert's score; finite
 * @param reason the rule's reason in plain text, or null where it may not be told
 * @param features the values that the rule saw, by feature name and in the order of the names;
 *     missing ones (NaN) are left out
 */
public record Finding(
        String ruleId, double score, @Nullable String reason, Map<String, Double> features) {
    public Finding {
        requireNonNull(ruleId, "ruleId");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("a finding's score is finite");
        }
        TreeMap<String, Double> present = new TreeMap<>(features);
        present.values().removeIf(value -> !Double.isFinite(value));
        features = Collections.unmodifiableMap(present);
    }

    /** The same finding with nothing but the rule's id and score. */
    public Finding withoutDetails() {
        return new Finding(ruleId, score, null, Map.of());
    }

    @Override
    public String toString() {
        return "Finding[" + ruleId + "]";
    }
}
