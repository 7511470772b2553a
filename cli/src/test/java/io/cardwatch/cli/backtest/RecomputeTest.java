package io.cardwatch.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that knows only the definitions computes every figure anew, from the files written. */
final class RecomputeTest {
    private static final String RULES =
            """
            ruleset: recomputed
            version: "1"
            features:
              usual: { by: card, mean: amount, over: 10d, excluding: current }
              tx_1h: { by: card, count: true, over: 1h }
              bad:   { by: terminal, fraud_rate: true, over: 7d, delay: 2d }
            rules:
              - { id: large, when: event.amount > 80.0, score: 20 + event.amount * 0.01, reason: "large" }
              - { id: unusual, when: event.amount > 2.0 * usual, score: "10.0 * min(event.amount / usual, 9.0)", reason: "unusual" }
              - { id: busy, when: tx_1h >= 2, score: 35, reason: "busy" }
              - { id: terminal, when: bad > 0.1, score: 40 * bad, reason: "terminal" }
              - { id: small, when: event.amount < 5.0, score: -8, reason: "small" }
              - { id: watched, when: event.amount > 60.0, score: 5, reason: "watched", mode: shadow }
            alerting: { threshold: 30, cooldown: 6h, budget: 2 per subject per day }
            """;

    private static final List<String> COLUMNS =
            List.of(
                    "eventId=id",
                    "cardRef=card",
                    "eventTime=when",
                    "amount=sum",
                    "currency=unit",
                    "label=fraud",
                    "scenario=kind");

    @TempDir private Path folder;

    @Test
    void shouldAgreeToTheLastDigitOnTheSampleData() throws Exception {
        TestingBacktest backtest = new TestingBacktest(folder);
        assertThat(backtest.run("--top", "3,20,100")).as(backtest.errors()).isZero();

        List<String> events = new ArrayList<>(List.of("--jsonl"));
        for (String bank : List.of("bank-north", "bank-harbour")) {
            events.add(TestingBacktest.SAMPLE.resolve("events/" + bank + ".jsonl.gz").toString());
        }
        events.addAll(
                List.of("--labels", TestingBacktest.SAMPLE.resolve("labels.jsonl.gz").toString()));
        assertAgrees(events);
    }

    @Test
    void shouldAgreeOnScoresThatAreExpressionsWithUnknownLabelsAndSeveralCurrencies()
            throws Exception {
        TestingBacktest backtest = new TestingBacktest(folder);
        Path events = backtest.write("events.csv", generated());
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--events", events.toString(),
                                "--rules", backtest.write("rules.yaml", RULES).toString(),
                                "--label-delay", "2d",
                                "--top", "1,4",
                                "--default", "currency=EUR",
                                "--column", "terminalId=terminal"));
        for (String column : COLUMNS) {
            arguments.addAll(List.of("--column", column));
        }
        assertThat(backtest.run(arguments.toArray(String[]::new))).as(backtest.errors()).isZero();

        List<String> given =
                List.of(
                        "--csv",
                        events.toString(),
                        "--columns",
                        String.join(",", COLUMNS),
                        "--currency",
                        "EUR");
        assertAgrees(given);
        assertThat(backtest.result().at("/suppressed/cooldown").asLong()).isPositive();
        assertThat(backtest.result().at("/suppressed/budget").asLong()).isPositive();
        assertThat(backtest.result().at("/total/money")).hasSize(2);

        Path result = folder.resolve("result.json");
        String text = Files.readString(result);
        Files.writeString(
                result, text.replaceFirst("\"falsePositives\":(\\d+)", "\"falsePositives\":1$1"));
        assertThat(recompute(given)).contains("figures differ").contains("falsePositives");
    }

    @Test
    void shouldAgreeInEventTimeWithLateDuplicatesWithinATimeAndWithCardsLeftOut() throws Exception {
        TestingBacktest backtest = new TestingBacktest(folder);
        Path events = backtest.write("events.csv", disordered(generated()));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--events", events.toString(),
                                "--rules", backtest.write("rules.yaml", RULES).toString(),
                                "--ordering", "event-time",
                                "--allowed-lateness", "30m",
                                "--from", "2026-03-05",
                                "--until", "2026-03-20T12:00:00Z",
                                "--label-delay", "2d",
                                "--known-fraud-cards", "leave-out",
                                "--known-since", "2026-03-12",
                                "--top", "2",
                                "--column", "terminalId=terminal"));
        for (String column : COLUMNS) {
            arguments.addAll(List.of("--column", column));
        }
        arguments.addAll(List.of("--default", "currency=EUR"));
        assertThat(backtest.run(arguments.toArray(String[]::new))).as(backtest.errors()).isZero();

        assertAgrees(
                List.of(
                        "--csv",
                        events.toString(),
                        "--columns",
                        String.join(",", COLUMNS),
                        "--currency",
                        "EUR"));
        for (String counted : List.of("late", "leftOut", "outside", "measured")) {
            assertThat(backtest.result().at("/input/" + counted).asLong()).as(counted).isPositive();
        }
        assertThat(backtest.result().at("/input/notJudged/duplicate").asLong()).isPositive();
        assertThat(backtest.lines("scores.csv")).doesNotHaveDuplicates();
    }

    /** Every twentieth row comes two hours late, and every fortieth twice. */
    private static String disordered(String events) {
        List<String> rows = events.lines().toList();
        List<String> moved = new ArrayList<>(rows);
        for (int i = 20; i + 12 < rows.size(); i += 20) {
            moved.set(i + 12, rows.get(i + 12) + "\n" + rows.get(i));
            moved.set(i, "");
            if (i % 40 == 0) {
                moved.set(i + 12, moved.get(i + 12) + "\n" + rows.get(i));
            }
        }
        return moved.stream()
                .filter(row -> !row.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String generated() {
        Random random = new Random(3);
        StringBuilder events = new StringBuilder("id,card,when,sum,unit,terminal,fraud,kind\n");
        for (int i = 0; i < 4_000; i++) {
            boolean fraud = random.nextInt(12) == 0;
            double amount = Math.exp(2.5 + random.nextGaussian()) * (fraud ? 3 : 1);
            long second = i * 600L + random.nextInt(590);
            String label = random.nextInt(10) == 0 ? "" : fraud ? "1" : "0";
            String kind = fraud && random.nextInt(5) > 0 ? "kind-" + random.nextInt(3) : "";
            events.append(
                    "e%d,c%d,%s,%.2f,%s,t%d,%s,%s%n"
                            .formatted(
                                    i,
                                    random.nextInt(30),
                                    Instant.parse("2026-03-01T00:00:00Z").plusSeconds(second),
                                    amount,
                                    random.nextInt(9) == 0
                                            ? ""
                                            : random.nextInt(6) == 0 ? "USD" : "EUR",
                                    random.nextInt(9),
                                    label,
                                    label.equals("1") ? kind : ""));
        }
        return events.toString().replace(",,t", ",EUR,t");
    }

    private void assertAgrees(List<String> events) throws Exception {
        assertThat(recompute(events)).contains("every figure agrees");
    }

    private String recompute(List<String> events) throws Exception {
        Assumptions.assumeTrue(hasPython(), "there is no python3 to recompute the figures with");
        List<String> command = new ArrayList<>(List.of("python3", "src/test/python/recompute.py"));
        for (String file :
                List.of(
                        "json:result.json",
                        "scores:scores.csv",
                        "findings:findings.csv",
                        "alerts:alerts.jsonl")) {
            String[] option = file.split(":", 2);
            command.addAll(List.of("--" + option[0], folder.resolve(option[1]).toString()));
        }
        command.addAll(events);
        return output(command);
    }

    private static boolean hasPython() {
        try {
            return output(List.of("python3", "--version")).startsWith("Python 3");
        } catch (Exception e) {
            return false;
        }
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
