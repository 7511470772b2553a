package io.cardwatch.rule;

import java.util.Arrays;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * The text of a rule file, in code points, so that a place inside a scalar's value can be found
 * again in the file.
 */
final class SourceText {
    private final int[] text;
    private final int[] lineStarts;

    SourceText(String text) {
        this.text = text.codePoints().toArray();
        int[] starts = new int[this.text.length + 1];
        int lines = 1;
        for (int i = 0; i < this.text.length; i++) {
            if (isLineEnd(i)) {
                starts[lines++] = i + 1;
            }
        }
        this.lineStarts = Arrays.copyOf(starts, lines);
    }

    /** CR LF counts as one. */
    private boolean isLineEnd(int index) {
        return text[index] == '\n'
                || (text[index] == '\r' && (index + 1 == text.length || text[index + 1] != '\n'));
    }

    /** The place of a code point of the file. */
    Position position(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, index - lineStarts[line] + 1);
    }

    /** The index of a line and column counted from 0, as YAML's marks have it. */
    int index(int line, int column) {
        return Math.min(lineStarts[Math.min(line, lineStarts.length - 1)] + column, text.length);
    }

    /**
     * Where a code point of a scalar's value stands. Walks value and source side by side; where
     * they part (which no known style makes them do) the last place in common is the answer.
     */
    Position positionOf(YamlNode.Scalar scalar, int offset) {
        int[] value = scalar.value().codePoints().toArray();
        ScalarStyle style = scalar.style();
        boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        int source = scalar.from();
        int indent = 0;
        if (block) {
            source = nextLine(source);
            indent = blockIndent(source);
            source = skipIndent(source, indent);
        } else if (style != ScalarStyle.PLAIN) {
            source++;
        }
        for (int i = 0; i < Math.min(offset, value.length) && source < text.length; i++) {
            source =
                    block
                            ? afterBlock(source, indent, value[i])
                            : afterFlow(source, style, value[i]);
        }
        if (!block && offset < value.length) {
            source = skipFold(source, style, value[offset]);
        }
        return position(Math.min(source, text.length));
    }

    private int afterBlock(int source, int indent, int c) {
        if (!isBreak(source)) {
            // A folded line break stands for a blank; anything else stands for itself.
            return text[source] == c ? source + 1 : source;
        }
        int next = nextLine(source);
        if (c == '\n' || next >= text.length || !isBreak(next)) {
            return skipIndent(next, indent);
        }
        return next;
    }

    private int afterFlow(int source, ScalarStyle style, int c) {
        int start = skipFold(source, style, c);
        if (start >= text.length) {
            return start;
        }
        if (style == ScalarStyle.DOUBLE_QUOTED && text[start] == '\\') {
            return start + escapeLength(start);
        }
        if (style == ScalarStyle.SINGLE_QUOTED && text[start] == '\'') {
            return start + 2;
        }
        if (isBreak(start) || (isBlank(start) && foldsHere(start))) {
            return skipWhite(start);
        }
        return start + 1;
    }

    /**
     * Steps over a line break that the value does not show (before {@code c}, which is no blank).
     */
    private int skipFold(int source, ScalarStyle style, int c) {
        int at = source;
        if (c != ' '
                && c != '\n'
                && c != '\t'
                && at < text.length
                && (isBreak(at) || isBlank(at))) {
            at = skipWhite(at);
        }
        while (style == ScalarStyle.DOUBLE_QUOTED
                && at + 1 < text.length
                && text[at] == '\\'
                && isBreak(at + 1)) {
            at = skipWhite(at + 1);
        }
        return at;
    }

    private boolean foldsHere(int source) {
        int at = source;
        while (at < text.length && isBlank(at)) {
            at++;
        }
        return at < text.length && isBreak(at);
    }

    private int escapeLength(int backslash) {
        if (backslash + 1 >= text.length) {
            return 1;
        }
        return switch (text[backslash + 1]) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private int blockIndent(int firstLine) {
        int at = firstLine;
        while (at < text.length) {
            int start = at;
            while (at < text.length && text[at] == ' ') {
                at++;
            }
            if (at < text.length && !isBreak(at)) {
                return at - start;
            }
            at = nextLine(at);
        }
        return 0;
    }

    private int skipIndent(int lineStart, int indent) {
        int at = lineStart;
        while (at < text.length && at < lineStart + indent && text[at] == ' ') {
            at++;
        }
        return at;
    }

    private int nextLine(int source) {
        int at = source;
        while (at < text.length && !isLineEnd(at)) {
            at++;
        }
        return Math.min(at + 1, text.length);
    }

    private int skipWhite(int source) {
        int at = source;
        while (at < text.length && (isBreak(at) || isBlank(at))) {
            at++;
        }
        return at;
    }

    private boolean isBreak(int index) {
        return text[index] == '\n' || text[index] == '\r';
    }

    private boolean isBlank(int index) {
        return text[index] == ' ' || text[index] == '\t';
    }
}
