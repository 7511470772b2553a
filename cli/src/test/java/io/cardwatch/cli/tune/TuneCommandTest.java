package io.cardwatch.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.rule.RuleCompiler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TuneCommandTest {
    /** As yen are to euros. */
    private static final double OTHER_SCALE = 160.0;

    @TempDir private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** What one threshold on the amount reaches that is chosen on the first half, by trying all. */
    @Test
    void shouldBeAtLeastAsGoodAsTheBestSingleThresholdOnAmountsOfAnotherScale() throws Exception {
        TestingPayments payments = new TestingPayments(8, OTHER_SCALE);
        int half = payments.events().size() / 2;
        double best = 0.0;
        double chosen = 0.0;
        for (double threshold = 0; threshold < 2_000 * OTHER_SCALE; threshold += OTHER_SCALE) {
            double f1 = f1(payments, 0, half, threshold);
            if (f1 > best) {
                best = f1;
                chosen = threshold;
            }
        }
        double single = f1(payments, half, payments.events().size(), chosen);

        assertThat(tune(payments, "0s", "999", "new.yaml", "--maximise", "f1"))
                .isEqualTo(ExitCode.DONE);
        JsonNode result = json("new.yaml");
        assertThat(result.at("/after/events/f1").asDouble()).isGreaterThanOrEqualTo(single);
        assertThat(result.at("/before/events/f1").asDouble()).isLessThan(single);
    }

    @Test
    void shouldReportOnTheLaterEventsAlone() throws Exception {
        TestingPayments payments = new TestingPayments(8, OTHER_SCALE);
        tune(payments, "0s", "999", "new.yaml", "--maximise", "f1", "--split", "2026-01-25");
        long later = 0;
        for (int i = 0; i < payments.events().size(); i++) {
            boolean isLater =
                    payments.events().get(i).eventTime().toString().compareTo("2026-01-25") >= 0;
            later += isLater && payments.frauds().get(i) ? 1 : 0;
        }

        JsonNode result = json("new.yaml");
        for (String side : List.of("/before", "/after")) {
            JsonNode events = result.at(side + "/events");
            assertThat(events.get("truePositives").asLong() + events.get("falseNegatives").asLong())
                    .isEqualTo(later);
        }
    }

    @Test
    void shouldChangeNothingButNumbersModesAndTheVersion() throws Exception {
        tune(new TestingPayments(8, OTHER_SCALE), "30m", "3", "new.yaml", "--maximise", "f1");

        String before = TestingPayments.rules("30m", "3");
        String after = Files.readString(folder.resolve("new.yaml"));
        assertThat(withoutNumbers(after)).isEqualTo(withoutNumbers(before));
        assertThat(after).contains("\"2026-01-01.10\"").isNotEqualTo(before);
        assertThat(RuleCompiler.check("new.yaml", after).rules()).isNotNull();
        assertThat(output.toString(UTF_8)).contains("-version: \"2026-01-01.9\"");
    }

    private static String withoutNumbers(String rules) {
        return rules.replaceAll("\n *mode: off", "").replaceAll("\\d+(\\.\\d+)?", "#");
    }

    @Test
    void shouldWriteTheSameFileAgain() throws Exception {
        TestingPayments payments = new TestingPayments(4, 3.0);
        tune(payments, "30m", "3", "one.yaml", "--budget", "5/day");
        tune(payments, "30m", "3", "two.yaml", "--budget", "5/day");

        assertThat(Files.readString(folder.resolve("one.yaml")))
                .isEqualTo(Files.readString(folder.resolve("two.yaml")));
    }

    @Test
    void shouldKeepTheBudgetOnTheLaterEvents() throws Exception {
        int exit = tune(new TestingPayments(4, 3.0), "30m", "3", "new.yaml", "--budget", "2/day");

        JsonNode result = json("new.yaml");
        boolean kept = result.at("/after/alertsPerDay").asDouble() <= 2.0;
        assertThat(result.get("boundsKept").asBoolean()).isEqualTo(kept);
        assertThat(exit == ExitCode.DONE).isEqualTo(kept);
        assertThat(result.at("/after/alertsPerDay").asDouble()).isLessThan(2.4);
    }

    @Test
    void shouldWriteNothingWhereTunedRulesAreTunedAgain() throws Exception {
        TestingPayments payments = new TestingPayments(8, OTHER_SCALE);
        tune(payments, "0s", "999", "new.yaml", "--maximise", "f1");
        Files.copy(folder.resolve("new.yaml"), folder.resolve("rules-again.yaml"));

        int exit = run(folder.resolve("rules-again.yaml"), "again.yaml", "--maximise", "f1");

        assertThat(exit).isEqualTo(ExitCode.DOES_NOT_HOLD);
        assertThat(folder.resolve("again.yaml")).doesNotExist();
        assertThat(output.toString(UTF_8)).contains("Nothing is written.");
    }

    private int tune(
            TestingPayments payments, String cooldown, String budget, String out, String... options)
            throws Exception {
        Files.writeString(folder.resolve("events.csv"), payments.csv());
        Files.writeString(folder.resolve("mapping.yaml"), TestingPayments.mapping());
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, TestingPayments.rules(cooldown, budget));
        return run(rules, out, options);
    }

    private int run(Path rules, String out, String... options) {
        Terminal terminal =
                new Terminal(new PrintStream(output, true, UTF_8), false, false, true, 80);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--events=" + folder.resolve("events.csv"),
                                "--mapping=" + folder.resolve("mapping.yaml"),
                                "--rules=" + rules,
                                "--out=" + folder.resolve(out),
                                "--json=" + folder.resolve(out + ".json")));
        arguments.addAll(List.of(options));
        return new CommandLine(new TuneCommand(folder, terminal))
                .execute(arguments.toArray(String[]::new));
    }

    private JsonNode json(String out) throws Exception {
        return new ObjectMapper().readTree(folder.resolve(out + ".json").toFile());
    }

    private static double f1(TestingPayments payments, int from, int until, double threshold) {
        int caught = 0;
        int alerts = 0;
        int frauds = 0;
        for (int i = from; i < until; i++) {
            boolean alert = payments.events().get(i).amountMinor() / 100.0 > threshold;
            boolean fraud = payments.frauds().get(i);
            alerts += alert ? 1 : 0;
            frauds += fraud ? 1 : 0;
            caught += alert && fraud ? 1 : 0;
        }
        return alerts + frauds == 0 ? 0.0 : 2.0 * caught / (alerts + frauds);
    }
}
