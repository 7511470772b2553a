package io.cardwatch.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule file as far as it could be read: what is null was missing or wrong and is reported. Texts
 * keep their places, so that later checks can point into them.
 */
record RuleFile(
        YamlNode.@Nullable Scalar name,
        YamlNode.@Nullable Scalar version,
        List<FeatureEntry> features,
        List<RuleEntry> rules,
        @Nullable Alerting alerting,
        Position thresholdAt) {
    RuleFile {
        features = List.copyOf(features);
        rules = List.copyOf(rules);
    }

    /**
     * A feature.
     *
     * @param name as conditions use it
     * @param type of its value; guessed where the feature is wrong, so that conditions can be
     *     checked all the same
     * @param feature the feature, or null where something in it is wrong
     * @param where which events count
     */
    record FeatureEntry(
            YamlNode.Scalar name,
            ValueType type,
            @Nullable Feature feature,
            YamlNode.@Nullable Scalar where) {}

    /** A rule. */
    record RuleEntry(
            YamlNode.@Nullable Scalar id,
            YamlNode.@Nullable Scalar when,
            YamlNode.@Nullable Scalar score,
            YamlNode.@Nullable Scalar reason,
            RuleMode mode) {}
}
