package io.cardwatch.cli.tune;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.FileEdit;
import io.cardwatch.rule.FileToken;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.TunableNumber;
import io.cardwatch.rule.TunableRule;
import io.cardwatch.rule.TunableRules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule file with other numbers: the text as it was, but for the numbers that changed, {@code
 * mode: off} where a rule was turned off, and the version, whose last number is one greater.
 */
final class TunedFile {
    private static final int CONTEXT_LINES = 3;
    private static final Pattern LAST_NUMBER = Pattern.compile("\\d+(?=\\D*$)");

    private final String text;
    private final CompiledRules rules;

    private TunedFile(String text, CompiledRules rules) {
        this.text = text;
        this.rules = rules;
    }

    /**
     * The file with settings written into it; null where nothing of them can be. A rule whose
     * settings the checker does not accept (its parts exclude each other, say) stays as it was.
     *
     * @param file what the text says
     * @param fileName what messages call the new file
     */
    static @Nullable TunedFile of(
            TunableRules file, String text, Settings settings, String fileName) {
        Settings original = Settings.of(file);
        Settings accepted = settings.copy();
        for (TunableRule rule : file.rules()) {
            TunedFile tuned = write(file, text, accepted, original, fileName);
            if (tuned != null) {
                return tuned;
            }
            accepted.takeRule(rule.rule(), original);
        }
        return write(file, text, accepted, original, fileName);
    }

    private static @Nullable TunedFile write(
            TunableRules file, String text, Settings settings, Settings original, String fileName) {
        List<FileEdit> edits = edits(file, settings, original);
        if (edits.isEmpty()) {
            return null;
        }
        FileToken version = file.version();
        if (version != null) {
            edits.add(version.with(nextVersion(version.text())));
        }
        String tuned = FileEdit.apply(text, edits);
        CompiledRules rules = RuleCompiler.check(fileName, tuned).rules();
        return rules == null ? null : new TunedFile(tuned, rules);
    }

    /** What has to change, version aside. */
    static List<FileEdit> edits(TunableRules file, Settings settings, Settings original) {
        List<FileEdit> edits = new ArrayList<>();
        if (settings.threshold != original.threshold) {
            edits.add(edit(file.threshold(), settings.threshold));
        }
        for (TunableRule rule : file.rules()) {
            if (settings.sameRule(rule.rule(), original)) {
                continue;
            }
            FileEdit off = rule.off();
            if (!settings.on[rule.rule()]) {
                if (off != null) {
                    edits.add(off);
                }
                continue;
            }
            FileToken score = rule.score().token();
            if (score != null && settings.scores[rule.rule()] != original.scores[rule.rule()]) {
                edits.add(edit(score, settings.scores[rule.rule()]));
            }
            for (int test = 0; test < rule.condition().tests(); test++) {
                TunableNumber number = rule.condition().number(test);
                double value = settings.numbers[rule.rule()][test];
                if (number != null && value != number.value()) {
                    edits.add(edit(number.token(), value));
                }
            }
        }
        return edits;
    }

    private static FileEdit edit(FileToken token, double value) {
        return token.with(ShortNumbers.text(value, token.text()));
    }

    /** The version after one: its last number and one, or {@code -2} where it has none. */
    static String nextVersion(String version) {
        Matcher matcher = LAST_NUMBER.matcher(version);
        if (matcher.find()) {
            String next = new BigInteger(matcher.group()).add(BigInteger.ONE).toString();
            String padded = "0".repeat(Math.max(0, matcher.group().length() - next.length()));
            return version.substring(0, matcher.start())
                    + padded
                    + next
                    + version.substring(matcher.end());
        }
        boolean quoted = version.endsWith("\"") || version.endsWith("'");
        int end = version.length() - (quoted ? 1 : 0);
        return version.substring(0, end) + "-2" + version.substring(end);
    }

    String text() {
        return text;
    }

    CompiledRules rules() {
        return rules;
    }

    /** A unified diff from the old text to the new one. */
    List<String> diff(String oldName, String oldText, String newName) {
        List<String> before = oldText.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                oldName,
                newName,
                before,
                DiffUtils.diff(before, text.lines().toList()),
                CONTEXT_LINES);
    }
}
