package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A rule file that passed every check.
 *
 * @param name the set's name
 * @param version the set's version; alerts carry it
 * @param features in the file's order; a feature's place is its slot in the feature vector
 * @param rules in the file's order
 * @param alerting when findings become an alert
 */
public record RuleSet(
        String name, String version, List<Feature> features, List<Rule> rules, Alerting alerting) {
    public RuleSet {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(alerting, "alerting");
        features = List.copyOf(features);
        rules = List.copyOf(rules);
    }
}
