package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a rule file, and where.
 *
 * @param file the file as the reader knows it
 * @param line counted from 1
 * @param column counted from 1 in characters
 * @param severity whether the file can be used all the same
 * @param message what is wrong
 * @param accepted what would be right, or null where the message says it
 * @param suggestion the nearest known name, or null where none is near
 */
public record RuleProblem(
        String file,
        int line,
        int column,
        Severity severity,
        String message,
        @Nullable String accepted,
        @Nullable String suggestion) {
    public RuleProblem {
        requireNonNull(file, "file");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** Whether a problem keeps a file from being used. */
    public enum Severity {
        /** The file is refused. */
        ERROR,
        /** The file works, but probably not as meant. */
        WARNING
    }

    /** {@code file:line:column: what is wrong; accepted: what would be right; did you mean 'x'?} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(file).append(':').append(line).append(':').append(column).append(": ");
        if (severity == Severity.WARNING) {
            text.append("warning: ");
        }
        text.append(message);
        if (accepted != null) {
            text.append("; accepted: ").append(accepted);
        }
        if (suggestion != null) {
            text.append("; did you mean '").append(suggestion).append("'?");
        }
        return text.toString();
    }
}
