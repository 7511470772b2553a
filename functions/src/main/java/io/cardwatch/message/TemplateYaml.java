package io.cardwatch.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** The YAML of one file, read with the places of everything, and what was found wrong with it. */
final class TemplateYaml {
    private final String file;
    private final List<String> faults;

    /**
     * The reading of one file.
     *
     * @param file how faults name it
     * @param faults where they are collected
     */
    TemplateYaml(String file, List<String> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The document's root, or null where it has none that can be read. */
    @Nullable Node compose(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isPresent()) {
                return root.get();
            }
            faults.add(file + ":1:1: the file is empty");
        } catch (MarkedYamlEngineException e) {
            faults.add(at(e.getProblemMark()) + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            faults.add(file + ":1:1: not YAML");
        }
        return null;
    }

    /** The fields of a mapping that may have these keys. */
    Map<String, Node> mapping(Node node, Set<String> keys) {
        Map<String, Node> fields = new LinkedHashMap<>();
        String accepted = String.join(", ", keys.stream().sorted().toList());
        if (!(node instanceof MappingNode mapping)) {
            fault(node, "expected a mapping with " + accepted);
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), "a key");
            if (!keys.contains(key)) {
                fault(tuple.getKeyNode(), "unknown key " + key + "; accepted: " + accepted);
            } else if (fields.put(key, tuple.getValueNode()) != null) {
                fault(tuple.getKeyNode(), key + " is given twice");
            }
        }
        return fields;
    }

    String text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        fault(node, key + " is a text");
        return "";
    }

    /** A text of one line that holds nothing but what can be read. */
    String line(Node node, String key) {
        String text = text(node, key);
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(node, key + " is one line, without control characters");
        }
        return text;
    }

    boolean flag(@Nullable Node node, String key) {
        if (node == null) {
            return false;
        }
        String value = text(node, key);
        if (!value.equals("true") && !value.equals("false")) {
            fault(node, key + " is true or false");
        }
        return value.equals("true");
    }

    void fault(Node node, String what) {
        faults.add(at(node) + ": " + what);
    }

    int faults() {
        return faults.size();
    }

    /** {@code file:line:column}. */
    String at(Node node) {
        return at(node.getStartMark());
    }

    private String at(Optional<Mark> mark) {
        return mark.map(m -> file + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                .orElse(file);
    }
}
