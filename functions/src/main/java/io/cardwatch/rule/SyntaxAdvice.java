package io.cardwatch.rule;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to tell about an expression that CEL's parser does not understand. */
record SyntaxAdvice(int offset, String message, @Nullable String accepted) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\S");
    private static final Pattern LAST_WORD = Pattern.compile("(\\p{L}+)\\s*$");

    /**
     * @param message the parser's own
     * @param expression what it read
     * @param offset where it stopped, in code points
     */
    static SyntaxAdvice of(String message, String expression, int offset) {
        if (message.startsWith("Expression recursion limit")) {
            return new SyntaxAdvice(0, "nested too deeply", "fewer brackets");
        }
        if (message.contains("size exceeds limit")) {
            return tooLong();
        }
        if (message.startsWith("For input string") || message.contains("out of range")) {
            return new SyntaxAdvice(offset, "a number that is too large", "numbers up to 1.0e15");
        }
        if (message.startsWith("invalid argument to has()")) {
            return new SyntaxAdvice(
                    Math.max(0, offset - 3), "has() of something else", "has(event.<field>)");
        }
        int start = expression.offsetByCodePoints(0, offset);
        String rest = expression.substring(start);
        Matcher next = WORD.matcher(rest);
        if (!next.find()) {
            return new SyntaxAdvice(offset, "the expression ends too early", "a value at its end");
        }
        if (rest.startsWith("=>") || rest.startsWith("=<")) {
            return new SyntaxAdvice(
                    offset, Problems.quote(rest.substring(0, 2)) + " is no operator", "<= >=");
        }
        int at = offset + rest.codePointCount(0, next.start());
        String before = expression.substring(0, start);
        Matcher last = LAST_WORD.matcher(before);
        if (last.find() && last.group(1).equalsIgnoreCase("not")) {
            int wordStart = before.codePointCount(0, last.start());
            return new SyntaxAdvice(wordStart, "'" + last.group(1) + "' is no operator", "!");
        }
        return at(at, next.group(), before);
    }

    static SyntaxAdvice tooLong() {
        return new SyntaxAdvice(
                0,
                "an expression that is too long",
                "at most "
                        + CelLanguage.LONGEST
                        + " characters and "
                        + CelLanguage.MOST_NODES
                        + " names, numbers and operators; two rules instead of one");
    }

    private static SyntaxAdvice at(int offset, String word, String before) {
        String unexpected = "unexpected " + Problems.quote(word);
        String trimmed = before.stripTrailing();
        char last = trimmed.isEmpty() ? ' ' : trimmed.charAt(trimmed.length() - 1);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "and" -> new SyntaxAdvice(offset, "'" + word + "' is no operator", "&&");
            case "or" -> new SyntaxAdvice(offset, "'" + word + "' is no operator", "||");
            case "&" -> new SyntaxAdvice(offset, "'&' is no operator here", "&&");
            case "|" -> new SyntaxAdvice(offset, "'|' is no operator here", "||");
            case "=" -> new SyntaxAdvice(offset, "'=' is no operator here", "==");
            case ">" ->
                    last == '<'
                            ? new SyntaxAdvice(offset - 1, "'<>' is no operator", "!=")
                            : new SyntaxAdvice(offset, unexpected, "a value");
            case "," ->
                    Character.isDigit(last)
                            ? new SyntaxAdvice(offset, "a comma in a number", "a decimal point")
                            : new SyntaxAdvice(offset, unexpected, CelMessages.LANGUAGE);
            case "\"", "'" ->
                    new SyntaxAdvice(
                            offset,
                            "a text that is not closed or has an unknown escape",
                            "'text' or \"text\"");
            case "{", "}", "$" ->
                    new SyntaxAdvice(
                            offset, unexpected, "features by their bare names, e.g. tx_10m");
            case "s", "m", "h", "d" ->
                    Character.isDigit(last)
                            ? new SyntaxAdvice(
                                    offset,
                                    "a length of time in an expression",
                                    "seconds, e.g. 600")
                            : new SyntaxAdvice(offset, unexpected, CelMessages.LANGUAGE);
            default -> new SyntaxAdvice(offset, unexpected, CelMessages.LANGUAGE);
        };
    }
}
