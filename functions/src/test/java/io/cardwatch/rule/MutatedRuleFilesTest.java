package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever slips into a rule file, what comes back is compiled rules or problems with places inside
 * the file. {@code cardwatch.mutations} says how many files are tried.
 */
final class MutatedRuleFilesTest {
    private static final int FILES = Integer.getInteger("cardwatch.mutations", 400);
    private static final long SEED = Long.getLong("cardwatch.mutations.seed", 20_261_121L);

    /** What stands in for a piece of a file. */
    private static final List<String> PIECES =
            List.of(
                    "",
                    "~",
                    "null",
                    "true",
                    "-",
                    "- ",
                    ":",
                    ": ",
                    "{",
                    "}",
                    "[",
                    "]",
                    "[]",
                    "{}",
                    ",",
                    "'",
                    "\"",
                    "\\",
                    "#",
                    "&a",
                    "*a",
                    "!",
                    "!!int",
                    "|",
                    ">",
                    "%",
                    "@",
                    "`",
                    "\t",
                    "\n",
                    "\r\n",
                    "\n\n",
                    "---\n",
                    "...\n",
                    "<<: ",
                    "? ",
                    "0",
                    "-1",
                    "1e999",
                    ".nan",
                    "99999999999999999999",
                    "0x",
                    "1_0",
                    "5%",
                    "10m",
                    "-10m",
                    "400d",
                    "9999999d",
                    "event",
                    "event.",
                    "event.amount",
                    "event.nothing",
                    "event.transactionAmount",
                    "list('",
                    "list('high-risk-mcc')",
                    "in",
                    "&&",
                    "||",
                    "&",
                    "=",
                    "==",
                    "===",
                    "<>",
                    "!",
                    "(",
                    ")",
                    "?",
                    "has(",
                    "min(1)",
                    "1/0",
                    "0.0/0.0",
                    "b'x'",
                    "1u",
                    "'a' + 1",
                    "{tx_10m}",
                    "{",
                    "card",
                    "[card, card]",
                    "count",
                    "sequence",
                    "over",
                    "where",
                    "times",
                    "ä",
                    "€",
                    "𝄞",
                    "\u0000",
                    "\u007f",
                    "\u2028",
                    "\uFEFF",
                    "\uD800",
                    " ",
                    "    ",
                    "x".repeat(70),
                    "(".repeat(80),
                    "[".repeat(30),
                    "a && ".repeat(300));

    @Test
    void shouldSayWhereAndNeverThrow() throws Exception {
        String original = Files.readString(Path.of("src/test/resources/rules/whole-language.yaml"));
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            String mutated = original;
            for (int slips = 1 + random.nextInt(3); slips > 0; slips--) {
                mutated = mutate(mutated, random);
            }
            refused += check(mutated) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(FILES / 2);
    }

    /** Whether the file is refused. */
    private static boolean check(String text) {
        RuleCompiler.Result result;
        try {
            result = RuleCompiler.check("r", text.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new AssertionError("from this file:\n" + text, thrown);
        }
        long lines = text.lines().count() + 1;
        for (RuleProblem problem : result.problems()) {
            assertThat(problem.line()).as("%s in\n%s", problem, text).isBetween(1, (int) lines);
            assertThat(problem.column()).as("%s in\n%s", problem, text).isPositive();
            assertThat(problem.toString()).doesNotContain("Exception", "java.", "\n", "mismatched");
        }
        boolean errors =
                result.problems().stream()
                        .anyMatch(problem -> problem.severity() == RuleProblem.Severity.ERROR);
        assertThat(result.rules() == null).as("%s\n%s", result.problems(), text).isEqualTo(errors);
        return errors;
    }

    private static String mutate(String text, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> splice(text, random.nextInt(text.length() + 1), 0, pick(random));
            case 1 -> splice(text, random.nextInt(text.length() + 1), 1 + random.nextInt(3), "");
            case 2 -> swapLines(text, random);
            case 3 -> repeatLine(text, random);
            default -> replaceWord(text, random);
        };
    }

    private static String pick(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static String splice(String text, int at, int removed, String inserted) {
        int end = Math.min(text.length(), at + removed);
        return text.substring(0, at) + inserted + text.substring(end);
    }

    /** A word, number or mark gives way to something else. */
    private static String replaceWord(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int start = at;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        int end = Math.min(text.length(), Math.max(at, start + 1));
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return text.substring(0, start) + pick(random) + text.substring(end);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private static String swapLines(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("\n", lines) + "\n";
    }

    private static String repeatLine(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        return String.join("\n", lines) + "\n";
    }
}
