package io.cardwatch.rule;

import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** A part of a YAML document that knows where it stands. */
sealed interface YamlNode {
    /** How a plain scalar says nothing. */
    Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

    /** Where the node begins. */
    Position at();

    /** What the node is, for messages. */
    String kind();

    /** Keys with values, in the file's order, duplicates included. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping of keys to values";
        }
    }

    /** One key of a mapping. */
    record Entry(Scalar key, YamlNode value) {}

    /** A list. */
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * Text in any of YAML's styles; what type it has is for the rule language to say.
     *
     * @param value the text that YAML's escapes and folding leave
     * @param from where the scalar's source begins, quotes and block header included
     */
    record Scalar(Position at, String value, ScalarStyle style, SourceText source, int from)
            implements YamlNode {
        @Override
        public String kind() {
            return isEmpty() ? "nothing" : "a single value";
        }

        /** Whether there is nothing in it, or what YAML has for nothing. */
        boolean isEmpty() {
            return value.isBlank() || (style == ScalarStyle.PLAIN && NULLS.contains(value.strip()));
        }

        /** Where in the file a character of {@link #value} stands. */
        Position at(int offset) {
            return source.positionOf(this, offset);
        }
    }
}
