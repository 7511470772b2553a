package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of {@code scenarios/rule-errors} holds a wrong rule file and, word for word, what an
 * analyst is told about it. {@code -Dcardwatch.rewrite-scenarios} writes the texts anew.
 */
final class RuleErrorScenariosTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios/rule-errors");
    private static final boolean REWRITE =
            System.getProperty("cardwatch.rewrite-scenarios") != null;

    @TestFactory
    List<DynamicTest> shouldSayWhatIsWrong() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.sorted()
                    .map(
                            folder ->
                                    dynamicTest(
                                            folder.getFileName().toString(), () -> check(folder)))
                    .toList();
        }
    }

    private static void check(Path folder) throws IOException {
        byte[] rules = Files.readAllBytes(folder.resolve("rules.yaml"));
        RuleCompiler.Result result = RuleCompiler.check("rules.yaml", rules);
        String actual =
                result.problems().stream()
                        .map(problem -> problem + "\n")
                        .collect(Collectors.joining());
        Path expected = folder.resolve("expected-errors.txt");
        if (REWRITE) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
        boolean refused =
                result.problems().stream()
                        .anyMatch(problem -> problem.severity() == RuleProblem.Severity.ERROR);
        assertThat(result.rules() == null).isEqualTo(refused);
    }
}
