package io.cardwatch.rule;

import io.cardwatch.text.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A mapping whose keys are known: unknown and repeated keys are reported when it is opened, missing
 * and misshapen values when they are asked for.
 */
final class Section {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /** Numbers as rule files write them: no sign, no exponent, no separators. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

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

    /** A key's value, or null where it is missing. */
    @Nullable YamlNode optional(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
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

    /** A key's whole number within bounds; null where it is missing or bad (reported). */
    @Nullable Integer wholeNumber(String key, int least, int most) {
        YamlNode.Scalar text = optionalText(key, wholeNumberForm(least, most));
        if (text == null) {
            return null;
        }
        if (text.style() == ScalarStyle.PLAIN && WHOLE.matcher(text.value()).matches()) {
            int number = Integer.parseInt(text.value());
            if (least <= number && number <= most) {
                return number;
            }
        }
        report(key, text, wholeNumberForm(least, most));
        return null;
    }

    private static String wholeNumberForm(int least, int most) {
        return "a whole number from " + least + " to " + most;
    }

    /** A key's number above or at zero; null where it is missing or bad (reported). */
    @Nullable Double number(String key, String accepted) {
        YamlNode.Scalar text = optionalText(key, accepted);
        if (text == null) {
            return null;
        }
        if (text.style() == ScalarStyle.PLAIN && NUMBER.matcher(text.value()).matches()) {
            return Double.parseDouble(text.value());
        }
        report(key, text, accepted);
        return null;
    }

    /** Reports a value that is not what its key takes. */
    void report(String key, YamlNode.Scalar text, String accepted) {
        boolean quoted =
                text.style() != ScalarStyle.PLAIN && NUMBER.matcher(text.value()).matches();
        problems.error(
                text.at(),
                "'" + key + "' is " + (quoted ? "text: " : "") + Problems.quote(text.value()),
                accepted + (quoted ? ", without quotes" : ""));
    }

    /** A key's length of time within bounds; null where it is missing or bad (reported). */
    @Nullable Duration duration(String key, Duration least, Duration most) {
        YamlNode.Scalar text = optionalText(key, Durations.FORM);
        if (text == null) {
            return null;
        }
        Duration duration = Durations.parse(text.value());
        if (duration == null) {
            problems.error(
                    text.at(),
                    "no length of time: " + Problems.quote(text.value()),
                    Durations.FORM);
        } else if (duration.compareTo(least) < 0) {
            problems.error(
                    text.at(),
                    "'" + key + "' is no time at all: " + Problems.quote(text.value()),
                    Durations.FORM);
        } else if (duration.compareTo(most) > 0) {
            problems.error(
                    text.at(),
                    "'" + key + "' is " + Problems.quote(text.value()),
                    "at most " + Durations.days(most));
        } else {
            return duration;
        }
        return null;
    }

    private YamlNode.@Nullable Scalar text(String key, YamlNode node, String accepted) {
        return text("'" + key + "'", node, accepted, problems);
    }

    /** A node's single value, or null (reported) where it has none. */
    static YamlNode.@Nullable Scalar text(
            String called, YamlNode node, String accepted, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isEmpty()) {
            return scalar;
        }
        String is = node instanceof YamlNode.Scalar ? "empty" : node.kind();
        problems.error(node.at(), called + " is " + is, accepted);
        return null;
    }
}
