package io.cardwatch.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Finds pieces of a rule file's text by the places that its parser knows. */
final class RuleText {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String text;
    private final SourceText source;
    private final int start;

    /** The pieces of a file, which may begin with a byte order mark. */
    RuleText(String file) {
        text = file;
        start = file.startsWith("\uFEFF") ? 1 : 0;
        source = new SourceText(file.substring(start));
    }

    /** The index of a place among the text's characters. */
    int index(Position at) {
        int codePoint = source.index(at.line() - 1, at.column() - 1);
        return text.offsetByCodePoints(start, codePoint);
    }

    /** The number without a sign that begins at a place; null where there is none. */
    @Nullable FileToken number(Position at) {
        int from = index(at);
        Matcher matcher = NUMBER.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? new FileToken(from, matcher.group()) : null;
    }

    /** A scalar with its quotes; null where it is not written as it is meant. */
    @Nullable FileToken scalar(YamlNode.Scalar scalar) {
        int from = index(scalar.at());
        String quote = scalar.style() == ScalarStyle.PLAIN ? "" : text.substring(from, from + 1);
        String written = quote + scalar.value() + quote;
        return text.startsWith(written, from) ? new FileToken(from, written) : null;
    }

    /** The edit that gives a mapping one more key, after the line or the value of another. */
    FileEdit insert(Position mapping, FileToken after, String key, String value) {
        int end = after.from() + after.text().length();
        if (text.charAt(index(mapping)) == '{') {
            return new FileEdit(end, 0, ", " + key + ": " + value);
        }
        int lineEnd = end;
        while (lineEnd < text.length()
                && text.charAt(lineEnd) != '\n'
                && text.charAt(lineEnd) != '\r') {
            lineEnd++;
        }
        String indent = " ".repeat(mapping.column() - 1);
        return new FileEdit(lineEnd, 0, lineBreak() + indent + key + ": " + value);
    }

    private String lineBreak() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }
}
