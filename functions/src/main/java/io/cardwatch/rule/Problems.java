package io.cardwatch.rule;

import static java.util.Comparator.comparingInt;

import io.cardwatch.rule.RuleProblem.Severity;
import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one rule file; past a bound it only remembers that there is more. */
final class Problems {
    private static final int MOST_REPORTED = 200;
    private static final int MOST_QUOTED = 60;

    /** How many known names a message lists: there are fewer words, and may be more features. */
    private static final int MOST_NAMES = 40;

    private final String file;
    private final List<RuleProblem> found = new ArrayList<>();
    private boolean hasErrors;
    private int unreported;

    Problems(String file) {
        this.file = file;
    }

    void error(Position at, String message, @Nullable String accepted) {
        add(at, Severity.ERROR, message, accepted, null);
    }

    /** An unknown name, with the nearest of the known ones. */
    void unknown(Position at, String message, String name, Collection<String> known) {
        String shown =
                known.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                        + (known.size() > MOST_NAMES ? ", …" : "");
        add(at, Severity.ERROR, message, shown, NearestName.of(name, known));
    }

    void error(Position at, String message, @Nullable String accepted, @Nullable String nearest) {
        add(at, Severity.ERROR, message, accepted, nearest);
    }

    void warning(Position at, String message, @Nullable String accepted) {
        add(at, Severity.WARNING, message, accepted, null);
    }

    private void add(
            Position at,
            Severity severity,
            String message,
            @Nullable String accepted,
            @Nullable String nearest) {
        hasErrors |= severity == Severity.ERROR;
        if (found.size() < MOST_REPORTED) {
            found.add(
                    new RuleProblem(
                            file, at.line(), at.column(), severity, message, accepted, nearest));
        } else {
            unreported++;
        }
    }

    boolean hasErrors() {
        return hasErrors;
    }

    /** Everything found, in the file's order. */
    List<RuleProblem> all() {
        List<RuleProblem> sorted = new ArrayList<>(found);
        sorted.sort(comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column));
        if (unreported > 0) {
            RuleProblem last = sorted.get(sorted.size() - 1);
            String message = unreported + " more problems are not shown";
            sorted.add(
                    new RuleProblem(
                            file, last.line(), last.column(), Severity.ERROR, message, null, null));
        }
        return List.copyOf(sorted);
    }

    /** A piece of the file fit for a message: in quotes, on one line, not too long. */
    static String quote(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(MOST_QUOTED)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MOST_QUOTED) {
            shown.append('…');
        }
        return shown.append('\'').toString();
    }

    /** A number as people write it. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
