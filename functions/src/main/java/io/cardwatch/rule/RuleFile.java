package io.cardwatch.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule file as far as it could be read: what is null was missing or wrong and is reported. Texts
 * keep their places, so that later checks can point into them.
 */
record RuleFile(
        YamlNode.@Nullable Scalar name,
        YamlNode.@Nullable Scalar version,
        List<ListEntry> lists,
        List<FeatureEntry> features,
        List<RuleEntry> rules,
        @Nullable AlertingEntry alerting) {
    RuleFile {
        lists = List.copyOf(lists);
        features = List.copyOf(features);
        rules = List.copyOf(rules);
    }

    /** A list, with what could be read of it. */
    record ListEntry(YamlNode.Scalar name, NamedList list) {}

    /**
     * A feature.
     *
     * @param name as conditions use it
     * @param type of its value; guessed where the feature is wrong, so that conditions can be
     *     checked all the same
     * @param feature the feature, or null where something in it is wrong
     * @param where which events count
     * @param steps of a sequence
     */
    record FeatureEntry(
            YamlNode.Scalar name,
            ValueType type,
            @Nullable Feature feature,
            YamlNode.@Nullable Scalar where,
            List<StepEntry> steps) {
        FeatureEntry {
            steps = List.copyOf(steps);
        }
    }

    /** A step of a sequence, and how often it is to be taken. */
    record StepEntry(YamlNode.Scalar where, int times) {}

    /**
     * A rule.
     *
     * @param at where its first key stands, or the brace before it
     * @param modeText what stands there for {@code mode}, if anything
     */
    record RuleEntry(
            Position at,
            YamlNode.@Nullable Scalar id,
            YamlNode.@Nullable Scalar when,
            YamlNode.@Nullable Scalar score,
            YamlNode.@Nullable Scalar reason,
            YamlNode.@Nullable Scalar modeText,
            RuleMode mode) {}

    /**
     * When findings become an alert.
     *
     * @param thresholdAt where the threshold stands
     * @param bandsAt where the bands stand that the file names
     */
    record AlertingEntry(Alerting alerting, Position thresholdAt, Map<String, Position> bandsAt) {
        AlertingEntry {
            bandsAt = Map.copyOf(bandsAt);
        }
    }
}
