package io.cardwatch.rule;

import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in the words of a rule file what YAML's parser found wrong. */
final class YamlSyntax {
    private YamlSyntax() {}

    static void report(MarkedYamlEngineException malformed, Problems problems) {
        Position at =
                malformed
                        .getProblemMark()
                        .or(malformed::getContextMark)
                        .map(YamlReader::position)
                        .orElse(Position.START);
        String problem = String.valueOf(malformed.getProblem()).toLowerCase(Locale.ROOT);
        String context = String.valueOf(malformed.getContext()).toLowerCase(Locale.ROOT);
        if (problem.contains("\\t") || problem.contains("tab")) {
            problems.error(at, "a tab where YAML wants blanks", "blanks for indentation");
        } else if (context.contains("an anchor")
                || context.contains("an alias")
                || context.contains("a tag")) {
            problems.error(
                    at,
                    "a value that begins with '!', '&' or '*', which YAML reserves",
                    "such a value in quotes");
        } else if (problem.contains("mapping values are not allowed")) {
            problems.error(
                    at,
                    "a second ': ' in one value, or a line that is indented wrongly",
                    "one 'key: value' per line; a value that contains ': ' in quotes");
        } else if (context.contains("quoted scalar")) {
            problems.error(
                    problem.contains("end of stream")
                            ? malformed.getContextMark().map(YamlReader::position).orElse(at)
                            : at,
                    context.contains("double") && problem.contains("escape")
                            ? "an unknown escape after '\\' in double quotes"
                            : "a quoted text that is not closed",
                    "text closed by the quote it began with, and '\\' doubled in double quotes");
        } else if (context.contains("flow sequence") || context.contains("flow mapping")) {
            problems.error(
                    at,
                    "a list or mapping in brackets that is not closed, or a comma is missing",
                    "{ key: value, key: value } or [item, item]");
        } else if (problem.contains("a comment or a line break")) {
            problems.error(
                    at,
                    "text after a value that was closed by a bracket or quote",
                    "a value that begins with '{' or '[' in quotes, to its end");
        } else if (problem.contains("simple key") || problem.contains("could not find expected")) {
            problems.error(at, "a line without ': '", "'key: value', or '- ' before a list's item");
        } else if (problem.contains("cannot start any token")) {
            problems.error(
                    at,
                    "a value that begins with a character YAML reserves",
                    "a value that begins with '@', '`' or '%' in quotes");
        } else if (context.contains("block mapping") || context.contains("block collection")) {
            problems.error(
                    at,
                    "the line does not fit the lines above: wrong indentation, or text after a"
                            + " quoted value",
                    "keys of one section in one column; a value wholly inside its quotes");
        } else if (problem.contains("node content")) {
            problems.error(
                    at,
                    "a mark of YAML where a value belongs",
                    "'key: value', with the value in quotes if it begins with a mark");
        } else if (problem.contains("document start")) {
            problems.error(
                    at,
                    "a line that does not follow from those above",
                    "'key: value' lines; the first one decides what the file is");
        } else if (problem.contains("chomping or indentation")) {
            problems.error(
                    at, "text after '|' or '>'", "the text on the lines below, indented further");
        } else if (problem.contains("entries are not allowed here")
                || problem.contains("keys are not allowed here")) {
            problems.error(
                    at,
                    "a list item or key in the middle of a line",
                    "each '- ' or 'key: ' at the beginning of its line");
        } else {
            problems.error(at, "not YAML: " + problem, "'key: value' lines, indented by blanks");
        }
    }
}
