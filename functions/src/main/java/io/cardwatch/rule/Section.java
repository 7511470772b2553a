package io.cardwatch.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys are known: unknown and repeated keys are reported when it is opened, missing
 * and misshapen values when they are asked for.
 */
final class Section {
    private final String name;
    private final Position at;
    private final Map<String, YamlNode.Entry> entries = new HashMap<>();
    private final Problems problems;

    private Section(String name, Position at, Problems problems) {
        this.name = name;
        this.at = at;
        this.problems = problems;
    }

    /**
     * Opens a node as a section, or reports why it is none and returns null.
     *
     * @param name how messages call it
     * @param keys the keys it may have
     */
    static @Nullable Section open(
            YamlNode node, String name, List<String> keys, Problems problems) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            problems.error(
                    node.at(),
                    name + " is " + node.kind(),
                    "a mapping with the keys " + String.join(", ", keys));
            return null;
        }
        Section section = new Section(name, mapping.at(), problems);
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().value();
            if (!keys.contains(key)) {
                problems.unknown(
                        entry.key().at(),
                        name + " has an unknown key " + Problems.quote(key),
                        key,
                        keys);
            } else if (section.entries.putIfAbsent(key, entry) != null) {
                problems.error(
                        entry.key().at(),
                        name + " has the key " + Problems.quote(key) + " twice",
                        null);
            }
        }
        return section;
    }

    Position at() {
        return at;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Where a key stands, or where the section begins if it has no such key. */
    Position at(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? at : entry.key().at();
    }

    /** A key's value, or null (reported) where it is missing. */
    @Nullable YamlNode required(String key, String accepted) {
        YamlNode.Entry entry = entries.get(key);
        if (entry == null) {
            problems.error(at, name + " has no '" + key + "'", key + ": " + accepted);
            return null;
        }
        return entry.value();
    }

    /** A key's single value that is not empty, or null (reported) where there is none. */
    YamlNode.@Nullable Scalar requiredText(String key, String accepted) {
        YamlNode node = required(key, accepted);
        return node == null ? null : text(key, node, accepted);
    }

    /**
     * A key's single value; null where the key is missing, or where its value is bad (reported).
     */
    YamlNode.@Nullable Scalar optionalText(String key, String accepted) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? null : text(key, entry.value(), accepted);
    }

    private YamlNode.@Nullable Scalar text(String key, YamlNode node, String accepted) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.value().isBlank()) {
            return scalar;
        }
        String is = node instanceof YamlNode.Scalar ? "empty" : node.kind();
        problems.error(node.at(), "'" + key + "' is " + is, accepted);
        return null;
    }
}
