package io.cardwatch.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.backtest.BacktestCommand;
import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a report says, and that nothing in a result can be more in it than text. */
final class BacktestReportTest {
    private static final int MOST_BYTES = 1_300_000;

    @Test
    void shouldBeTheSameForTheSameResult() {
        assertThat(BacktestReport.html(TestingResults.ordinary()))
                .isEqualTo(BacktestReport.html(TestingResults.ordinary()));
    }

    @Test
    void shouldSayTheResultInASentence() {
        assertThat(BacktestReport.html(TestingResults.ordinary()))
                .contains(
                        "These rules raised 412 alerts on 33 days: 371 on fraud, 38 false alarms, 3"
                                + " without a label. They caught 371 of 538 frauds; of the 171 cards"
                                + " with fraud, 140 had an alert.");
        assertThat(BacktestReport.html(TestingResults.withoutLabels()))
                .contains(
                        "These rules raised 5 alerts on 1 day. No event has a label, so nothing here"
                                + " says which alerts are right.");
        assertThat(BacktestReport.html(TestingResults.empty()))
                .contains(">No event was measured.</p>");
    }

    @Test
    void shouldSayWhatWasMeasuredAndWhatCouldNotBe() {
        assertThat(BacktestReport.html(TestingResults.ordinary()))
                .contains(
                        "card-default 2026-11-21.1",
                        "sample-data/rules/default.yaml",
                        "sample-data/events/bank-north.jsonl.gz, bank-harbour.jsonl.gz",
                        "Not judged: duplicate",
                        "Refused: card-number",
                        "first at bank-north.jsonl.gz:17",
                        "7 d after the event",
                        "3 alerts a cardholder and day");
    }

    @Test
    void shouldKeepHostileTextsFromBecomingMarkup() {
        String page = BacktestReport.html(TestingResults.crowded());

        assertThat(page).doesNotContain(TestingResults.HOSTILE, "<img", "<script>document");
        assertThat(page.split("<script>", -1)).hasSize(3);
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @Test
    void shouldStaySmall() {
        for (BacktestResult result :
                new BacktestResult[] {TestingResults.ordinary(), TestingResults.crowded()}) {
            assertThat(BacktestReport.html(result).getBytes(UTF_8).length).isLessThan(MOST_BYTES);
        }
    }

    @Test
    void shouldWriteWhatUtf8CannotHoldAsAQuestionMark(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");

        BacktestReport.write(TestingResults.named("half a \ud83d sign"), file);

        assertThat(Files.readString(file, UTF_8)).contains("Backtest of half a ? sign");
    }

    @Test
    void shouldShowWhatTheCommandFoundInTheSampleData(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("report.html");
        Path json = folder.resolve("result.json");
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Terminal terminal = new Terminal(out, false, false, true, 100);

        int exitCode =
                new CommandLine(new BacktestCommand(Path.of("..", "sample-data"), terminal))
                        .execute("--report", page.toString(), "--json", json.toString());

        assertThat(exitCode).isZero();
        JsonNode total = new ObjectMapper().readTree(json.toFile()).path("total");
        JsonNode events = total.path("events");
        assertThat(events.path("truePositives").asLong()).isPositive();
        assertThat(Files.readString(page, UTF_8))
                .contains(
                        data("precision", events),
                        data("recall", events),
                        data("f1", events),
                        data("averagePrecision", total),
                        data("alertsPerDay", total),
                        data("caughtMinor", total.at("/money/0")),
                        data("medianMillis", total.path("firstAlert")));
    }

    private static String data(String name, JsonNode figures) {
        return "<data value=\"" + figures.path(name).asText() + "\">";
    }
}
