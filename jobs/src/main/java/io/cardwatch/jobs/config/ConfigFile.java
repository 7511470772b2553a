package io.cardwatch.jobs.config;

import io.cardwatch.rule.KeyDimension;
import io.cardwatch.text.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A job's configuration file: nested YAML read as dotted keys, each with the line it stands in.
 *
 * <p>A list's items are joined with semicolons, which is how Flink's options read lists.
 */
final class ConfigFile {
    private record Entry(String value, int line) {}

    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ConfigFile(String name) {
        this.name = name;
    }

    static ConfigFile read(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return read(path.toString(), reader);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getClass().getSimpleName());
        }
    }

    static ConfigFile read(String name, Reader reader) {
        ConfigFile file = new ConfigFile(name);
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setUseMarks(true)
                        .setAllowDuplicateKeys(false)
                        .build();
        Node root;
        try {
            root = new Compose(settings).composeReader(reader).orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ConfigException(name + ":" + line + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigException(name + ": not YAML");
        }
        if (root instanceof MappingNode mapping) {
            file.flatten("", mapping);
        } else if (root != null) {
            throw new ConfigException(name + ":1: the file has to be a map of options");
        }
        return file;
    }

    private void flatten(String prefix, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            int line = lineOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new ConfigException(
                        name + ":" + line + ": an option's name has to be plain text");
            }
            String key = prefix + keyNode.getValue();
            Node value = tuple.getValueNode();
            if (value instanceof MappingNode nested && !nested.getValue().isEmpty()) {
                flatten(key + ".", nested);
            } else if (value instanceof MappingNode) {
                // An empty section says nothing; below it an empty map is something's name alone.
                if (!prefix.isEmpty()) {
                    put(key, "", line);
                }
            } else if (value instanceof SequenceNode list) {
                put(
                        key,
                        list.getValue().stream()
                                .map(item -> scalar(key, item))
                                .collect(Collectors.joining(";")),
                        line);
            } else {
                put(key, scalar(key, value), line);
            }
        }
    }

    private void put(String key, String value, int line) {
        Entry earlier = entries.put(key, new Entry(value, line));
        if (earlier != null) {
            throw new ConfigException(
                    name
                            + ":"
                            + line
                            + ": "
                            + key
                            + " is given twice, first in line "
                            + earlier.line());
        }
    }

    private String scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new ConfigException(
                name + ":" + lineOf(node) + ": " + key + " takes a value or a list of values");
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /**
     * The entries as Flink configuration.
     *
     * @param options every option that the job knows
     * @param prefixes starts of keys that are free: what comes after them is not checked here
     * @throws ConfigException where a key is neither, or a value does not fit its option
     */
    Configuration toConfiguration(List<ConfigOption<?>> options, Collection<String> prefixes) {
        Map<String, ConfigOption<?>> known =
                options.stream().collect(Collectors.toMap(ConfigOption::key, option -> option));
        Configuration configuration = new Configuration();
        entries.forEach(
                (key, entry) -> {
                    if (!known.containsKey(key) && prefixes.stream().noneMatch(key::startsWith)) {
                        throw unknown(key, known.keySet());
                    }
                    configuration.setString(key, entry.value());
                    if (known.containsKey(key)) {
                        check(configuration, known.get(key), entry);
                    }
                });
        return configuration;
    }

    private void check(Configuration configuration, ConfigOption<?> option, Entry entry) {
        try {
            var unused = configuration.get(option);
        } catch (IllegalArgumentException e) {
            throw at(
                    option.key(),
                    "'"
                            + entry.value()
                            + "' does not fit; accepted: "
                            + accepted(option.defaultValue()));
        }
    }

    /** What a value may look like, told by the option's default. */
    private static String accepted(Object defaultValue) {
        if (defaultValue instanceof Duration duration) {
            return "a duration, as in " + TimeUtils.formatWithHighestUnit(duration);
        }
        if (defaultValue instanceof Enum<?> constant) {
            return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
        if (defaultValue instanceof Double) {
            return "a number, as in " + defaultValue;
        }
        if (defaultValue instanceof List<?>) {
            return "a list of "
                    + Arrays.stream(KeyDimension.values())
                            .map(KeyDimension::keyword)
                            .collect(Collectors.joining(", "));
        }
        return "a whole number, as in " + defaultValue;
    }

    /** The fault of a key that nobody knows. */
    ConfigException unknown(String key, Collection<String> known) {
        return new ConfigException(
                name
                        + ":"
                        + lineOf(key)
                        + ": unknown option "
                        + key
                        + NearestName.suggestion(key, known)
                        + "; known: "
                        + String.join(", ", new TreeSet<>(known)));
    }

    /** A fault of what stands under a key, or in the map that the key names. */
    ConfigException at(String key, String fault) {
        return new ConfigException(name + ":" + lineOf(key) + ": " + key + ": " + fault);
    }

    /** The line of that key, or of the nearest one around it that is there. */
    private int lineOf(String key) {
        for (String at = key;
                !at.isEmpty();
                at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            String searched = at;
            var found =
                    entries.entrySet().stream()
                            .filter(
                                    entry ->
                                            entry.getKey().equals(searched)
                                                    || entry.getKey().startsWith(searched + "."))
                            .findFirst();
            if (found.isPresent()) {
                return found.get().getValue().line();
            }
        }
        return 1;
    }

    /** The keys under a prefix, grouped by their next part: for feeds, bank id to its options. */
    Map<String, Map<String, String>> groups(String prefix) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.startsWith(prefix)) {
                        String rest = key.substring(prefix.length());
                        int dot = rest.lastIndexOf('.');
                        if (dot < 0) {
                            throw at(
                                    key,
                                    "takes a map, as in { base-currency: EUR, required: [mcc] }");
                        }
                        groups.computeIfAbsent(
                                        rest.substring(0, dot), group -> new LinkedHashMap<>())
                                .put(rest.substring(dot + 1), entry.value());
                    }
                });
        return groups;
    }

    /** What stands under a prefix, with the prefix cut off: for Kafka, its own client settings. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.startsWith(prefix)) {
                        found.put(key.substring(prefix.length()), entry.value());
                    }
                });
        return found;
    }

    /** Whether that very key is there. */
    boolean has(String key) {
        return entries.containsKey(key);
    }

    String name() {
        return name;
    }
}
