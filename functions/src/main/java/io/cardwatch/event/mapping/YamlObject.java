package io.cardwatch.event.mapping;

import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One YAML mapping with the places of its keys. Every scalar is text as it is written, so that a
 * code 00 stays 00.
 */
final class YamlObject {
    private final String source;
    private final List<String> problems;
    private final Node place;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private YamlObject(String source, List<String> problems, Node place) {
        this.source = source;
        this.problems = problems;
        this.place = place;
    }

    /** The document's mapping; problems are added to the list. */
    static @Nullable YamlObject parse(String yaml, String source, List<String> problems) {
        Node root;
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            root = new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException notYaml) {
            String at = notYaml.getProblemMark().map(mark -> at(source, mark)).orElse(source);
            problems.add(at + ": this is no YAML: " + notYaml.getProblem());
            return null;
        } catch (YamlEngineException notYaml) {
            problems.add(source + ": this is no YAML");
            return null;
        }
        if (root == null) {
            problems.add(source + ": the file is empty");
            return null;
        }
        return of(root, "a mapping file", source, problems);
    }

    private static @Nullable YamlObject of(
            Node node, String what, String source, List<String> problems) {
        YamlObject object = new YamlObject(source, problems, node);
        if (!(node instanceof MappingNode mapping)) {
            object.problem(node, what + " holds keys with values, as in  key: value");
            return null;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                object.problem(entry.getKeyNode(), "a key is a plain name");
            } else if (object.entries.putIfAbsent(key.getValue(), entry) != null) {
                object.problem(key, "'" + key.getValue() + "' stands here twice");
            }
        }
        return object;
    }

    /** Complains about every key that is not among the accepted ones. */
    void accept(Collection<String> accepted) {
        entries.forEach(
                (key, entry) -> {
                    if (!accepted.contains(key)) {
                        problem(
                                entry.getKeyNode(),
                                "'"
                                        + key
                                        + "' is not known here"
                                        + NearestName.suggestion(key, accepted)
                                        + "; accepted: "
                                        + String.join(", ", accepted));
                    }
                });
    }

    /** The names of the keys, in the file's order. */
    List<String> keys() {
        return new ArrayList<>(entries.keySet());
    }

    /** The mapping under a key; null where there is none. */
    @Nullable YamlObject object(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? null : of(entry.getValueNode(), "'" + key + "'", source, problems);
    }

    /** The text under a key; null where there is none. */
    @Nullable String text(String key) {
        NodeTuple entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.getValueNode() instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        problem(entry.getKeyNode(), "'" + key + "' needs one value, for example  " + key + ": x");
        return null;
    }

    /**
     * Notes what is wrong with the value of a key, or with this mapping where it has no such key.
     */
    void problem(String key, String text) {
        NodeTuple entry = entries.get(key);
        problem(entry == null ? place : entry.getValueNode(), text);
    }

    private void problem(Node node, String text) {
        problems.add(
                node.getStartMark().map(mark -> at(source, mark)).orElse(source) + ": " + text);
    }

    private static String at(String source, Mark mark) {
        return source + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
