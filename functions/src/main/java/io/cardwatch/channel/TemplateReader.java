package io.cardwatch.channel;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one template file, or one {@code bank.yaml}, and collects everything that is wrong with it.
 */
final class TemplateReader {
    private static final Set<String> MESSAGE_KEYS =
            Set.of("channel", "severity", "detail", "title", "text");
    private static final Set<String> BANK_KEYS = Set.of("name", "phone", "fallback");
    private static final int LONGEST_TEXT = 1_000;

    private final String file;
    private final List<String> faults;

    /**
     * A reader of one file.
     *
     * @param file how faults name it
     * @param faults where they are collected
     */
    TemplateReader(String file, List<String> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The messages of a language's file. */
    List<Template> messages(String yaml) {
        List<Template> templates = new ArrayList<>();
        Node root = compose(yaml);
        if (root == null) {
            return templates;
        }
        Map<String, Node> top = mapping(root, Set.of("messages"));
        if (!(top.get("messages") instanceof SequenceNode list)) {
            fault(root, "a template file has a list named messages");
            return templates;
        }
        int before = faults.size();
        for (Node item : list.getValue()) {
            Template template = message(item);
            if (template != null) {
                if (templates.stream().anyMatch(earlier -> hides(earlier, template))) {
                    fault(item, "an earlier message for the same case is always used before this");
                }
                templates.add(template);
            }
        }
        if (faults.size() == before && templates.stream().noneMatch(Template::isCatchAll)) {
            fault(
                    root,
                    "one message must fit every case: without channel, severity and detail, and"
                            + " without {phone}");
        }
        return templates;
    }

    /** What a bank's {@code bank.yaml} says, by key. */
    Map<String, String> bank(String yaml) {
        Map<String, String> values = new LinkedHashMap<>();
        Node root = compose(yaml);
        if (root != null) {
            mapping(root, BANK_KEYS).forEach((key, node) -> values.put(key, text(node, key)));
            if (!values.containsKey("name")) {
                fault(root, "name is missing: the bank's own name, as its customers know it");
            }
        }
        return values;
    }

    private static boolean hides(Template earlier, Template later) {
        return earlier.isForTheSameAs(later)
                && later.placeholders().containsAll(earlier.placeholders());
    }

    private @Nullable Template message(Node item) {
        int before = faults.size();
        Map<String, Node> fields = mapping(item, MESSAGE_KEYS);
        Node textNode = fields.get("text");
        if (textNode == null) {
            fault(item, "text is missing: the message");
            return null;
        }
        Node severityNode = fields.get("severity");
        Severity severity = null;
        if (severityNode != null) {
            severity = Severity.fromWireName(text(severityNode, "severity"));
            if (severity == null) {
                fault(severityNode, "severity is low, medium, high or critical");
            }
        }
        Node detailNode = fields.get("detail");
        DetailLevel detail = DetailLevel.MINIMAL;
        if (detailNode != null) {
            DetailLevel given = DetailLevel.fromWireName(text(detailNode, "detail"));
            if (given == null) {
                fault(detailNode, "detail is minimal or detailed");
            } else {
                detail = given;
            }
        }
        Node channelNode = fields.get("channel");
        Node titleNode = fields.get("title");
        Template template =
                new Template(
                        channelNode == null ? null : text(channelNode, "channel"),
                        severity,
                        detail,
                        titleNode == null
                                ? null
                                : wording(titleNode, "title", Placeholder.Use.ANYWHERE),
                        wording(
                                textNode,
                                "text",
                                detail == DetailLevel.DETAILED
                                        ? Placeholder.Use.IN_DETAILED_TEXT
                                        : Placeholder.Use.IN_TEXT));
        return faults.size() == before ? template : null;
    }

    private String wording(Node node, String key, Placeholder.Use place) {
        String wording = text(node, key);
        if (wording.length() > LONGEST_TEXT) {
            fault(node, key + " has at most " + LONGEST_TEXT + " characters");
        }
        if (wording.contains("://") || wording.contains("www.")) {
            fault(node, key + " holds no link: a fraud alert with one looks like a fraud");
        }
        Matcher matcher = Template.PLACEHOLDER.matcher(wording);
        while (matcher.find()) {
            Placeholder placeholder = Placeholder.of(matcher.group(1));
            if (placeholder == null || !placeholder.isAllowedIn(place)) {
                fault(
                        node,
                        key
                                + (place == Placeholder.Use.IN_TEXT
                                        ? " without detail: detailed"
                                        : "")
                                + " knows no "
                                + matcher.group()
                                + "; accepted: "
                                + Placeholder.allowedIn(place));
            }
        }
        String rest = matcher.replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            fault(node, key + " has a brace without its partner");
        }
        return wording;
    }

    private @Nullable Node compose(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isPresent()) {
                return root.get();
            }
            faults.add(file + ":1:1: the file is empty");
        } catch (MarkedYamlEngineException e) {
            faults.add(at(e.getProblemMark()) + "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            faults.add(file + ":1:1: not YAML");
        }
        return null;
    }

    private Map<String, Node> mapping(Node node, Set<String> keys) {
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

    private String text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        fault(node, key + " is a text");
        return "";
    }

    private void fault(Node node, String what) {
        faults.add(at(node.getStartMark()) + what);
    }

    private String at(Optional<Mark> mark) {
        return mark.map(m -> file + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1) + ": ")
                .orElse(file + ": ");
    }
}
