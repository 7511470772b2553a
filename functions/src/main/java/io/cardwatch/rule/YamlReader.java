package io.cardwatch.rule;

import io.cardwatch.event.CardNumberGuard;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the plain part of YAML: mappings, lists and scalars. Aliases, anchors, tags and further
 * documents are refused, so that a file is no larger than it looks; size and depth are bounded.
 */
final class YamlReader {
    static final int MOST_CHARACTERS = 1_000_000;
    static final int DEEPEST = 20;

    private static final String QUOTE_IT = "a value that begins with '&', '*' or '!' in quotes";
    private static final Pattern UNPRINTABLE =
            Pattern.compile(
                    "[^\\t\\n\\r\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final SourceText source;
    private final Iterator<Event> events;

    private YamlReader(String text) {
        this.source = new SourceText(text);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS + 1).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The document's root, or null where it could not be read; then the problems say why. */
    static @Nullable YamlNode read(String file, Problems problems) {
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        if (text.length() > MOST_CHARACTERS) {
            problems.error(
                    Position.START,
                    "the file has " + text.length() + " characters",
                    "at most " + MOST_CHARACTERS);
            return null;
        }
        Matcher unprintable = UNPRINTABLE.matcher(text);
        if (unprintable.find()) {
            int codePoints = text.codePointCount(0, unprintable.start());
            problems.error(
                    new SourceText(text).position(codePoints),
                    String.format("the character U+%04X", text.codePointAt(unprintable.start())),
                    "printable text in UTF-8");
            return null;
        }
        try {
            return new YamlReader(text).document(problems);
        } catch (Refused refused) {
            problems.error(refused.at, refused.message(), refused.accepted);
        } catch (MarkedYamlEngineException malformed) {
            YamlSyntax.report(malformed, problems);
        } catch (YamlEngineException unreadable) {
            problems.error(Position.START, "the file is not YAML", "a rule file in YAML 1.2");
        }
        return null;
    }

    private @Nullable YamlNode document(Problems problems) {
        YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (root != null) {
                        throw new Refused(at(event), "a second document", "one rule set per file");
                    }
                }
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case Alias, Scalar, SequenceStart, MappingStart -> root = node(event, 1);
                case SequenceEnd, MappingEnd ->
                        throw new IllegalStateException("an end without a start");
            }
        }
        if (root == null || (root instanceof YamlNode.Scalar scalar && scalar.isEmpty())) {
            problems.error(Position.START, "the file is empty", RuleFileParser.SECTIONS);
            return null;
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw new Refused(
                    at(event), "nested more than " + DEEPEST + " levels deep", "a flat rule file");
        }
        if (event instanceof AliasEvent) {
            throw new Refused(at(event), "an alias ('*')", QUOTE_IT + "; aliases are not used");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(at(event), "an anchor ('&')", QUOTE_IT + "; anchors are not used");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag());
            return scalar(scalar);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        refuseTag(event, start.getTag());
        return event.getEventId() == Event.ID.MappingStart
                ? mapping(event, depth)
                : sequence(event, depth);
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw new Refused(at(event), "a tag ('!')", QUOTE_IT + "; tags are not used");
        }
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        Position at = at(event);
        Matcher unprintable = UNPRINTABLE.matcher(event.getValue());
        if (unprintable.find()) {
            throw new Refused(
                    at,
                    String.format(
                            "a text with the character U+%04X",
                            event.getValue().codePointAt(unprintable.start())),
                    "printable text");
        }
        if (CardNumberGuard.finds(event.getValue())) {
            throw new Refused(
                    at,
                    "what looks like the number of a card",
                    "cards by their tokens: no card number stands in a rule file");
        }
        int from = source.index(at.line() - 1, at.column() - 1);
        return new YamlNode.Scalar(at, event.getValue(), event.getScalarStyle(), source, from);
    }

    private YamlNode mapping(Event start, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(node(event, depth + 1) instanceof YamlNode.Scalar key)) {
                throw new Refused(
                        at(event),
                        "a mapping or list as key",
                        "a name as key; text that begins with '{' or '[' in quotes");
            }
            entries.add(new YamlNode.Entry(key, node(events.next(), depth + 1)));
            event = events.next();
        }
        return new YamlNode.Mapping(at(start), entries);
    }

    private YamlNode sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new YamlNode.Sequence(at(start), items);
    }

    private static Position at(Event event) {
        return event.getStartMark().map(YamlReader::position).orElse(Position.START);
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** YAML that is well formed and not accepted. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Position at;
        private final String accepted;

        Refused(Position at, String message, String accepted) {
            super(message);
            this.at = at;
            this.accepted = accepted;
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }
}
