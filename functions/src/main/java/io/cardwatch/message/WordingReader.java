package io.cardwatch.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads texts with placeholders, and refuses what a fraud alert must not hold or what could not be
 * filled in.
 */
final class WordingReader {
    private static final int LONGEST = 1_000;

    /** What phones and mail programs turn into something to press on, with or without a scheme. */
    private static final Pattern LINK =
            Pattern.compile(
                    "://|\\bwww\\.|\\bmailto:|[\\p{L}\\p{N}_+-]@[\\p{L}\\p{N}]"
                            + "|[\\p{L}\\p{N}]\\.\\p{L}{2,}",
                    Pattern.CASE_INSENSITIVE);

    private final TemplateYaml yaml;
    private final boolean links;

    /**
     * @param links whether links are allowed, for the bank's own reasons
     */
    WordingReader(TemplateYaml yaml, boolean links) {
        this.yaml = yaml;
        this.links = links;
    }

    /** A text that may have line breaks. */
    Wording text(Node node, String key, Placeholder.Place place) {
        String text = yaml.text(node, key);
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            yaml.fault(node, key + " has no control characters but line breaks");
        }
        return wording(node, key, text, place);
    }

    /** A text of one line. */
    Wording line(Node node, String key, Placeholder.Place place) {
        return wording(node, key, yaml.line(node, key), place);
    }

    private Wording wording(Node node, String key, String text, Placeholder.Place place) {
        int before = yaml.faults();
        if (text.length() > LONGEST) {
            yaml.fault(node, key + " has at most " + LONGEST + " characters");
        }
        refuseLink(node, key, text);
        Matcher matcher = Wording.PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            Placeholder placeholder = Placeholder.of(matcher.group(1));
            if (placeholder == null || !placeholder.isAllowedIn(place)) {
                yaml.fault(
                        node,
                        key
                                + place.condition()
                                + " knows no "
                                + matcher.group()
                                + "; accepted: "
                                + place.accepted());
            }
        }
        String rest = matcher.replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            yaml.fault(node, key + " has a brace without its partner");
        }
        return Wording.of(yaml.faults() == before ? text : "");
    }

    /** Refuses a link, also one that a placeholder would be part of, unless links are allowed. */
    void refuseLink(Node node, String key, String text) {
        Matcher link = LINK.matcher(Wording.PLACEHOLDER.matcher(text).replaceAll("x"));
        if (!links && link.find()) {
            yaml.fault(
                    node,
                    key
                            + " holds no link, and nothing that phones take for one ("
                            + link.group()
                            + "): a fraud alert with one looks like a fraud; after a full stop, put"
                            + " a blank");
        }
    }
}
