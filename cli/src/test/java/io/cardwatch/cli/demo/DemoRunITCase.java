package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.feed.EventFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoRunITCase {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir private Path folder;
    private Set<Path> workFoldersBefore;

    @BeforeEach
    void lookAtTheTempFolder() throws IOException {
        workFoldersBefore = workFolders();
    }

    @Test
    void shouldAccountForEveryEventAndStopAlertsAtAWithdrawalInMidStream() throws Exception {
        write(
                "north.jsonl",
                json(TestingRecords.payment("n1", "anna", 0, 20_000)),
                "broken on purpose",
                json(TestingRecords.payment("n2", "anna", 1, 100)),
                json(TestingRecords.payment("n3", "anna", 5, 20_000)));
        write(
                "consents.jsonl",
                TestingRecords.line(TestingRecords.grant("anna", 1)),
                TestingRecords.line(TestingRecords.withdrawal("anna", 2, 3)));

        DemoReport report = run(new CardwatchJobs(), System::nanoTime);

        assertThat(report.accounting().gaps()).isEmpty();
        assertThat(report.accounting().sent()).isEqualTo(4);
        assertThat(report.counters().total("alerts")).isEqualTo(1);
        assertThat(report.counters().by("alerts_suppressed", "reason"))
                .isEqualTo(Map.of("withdrawn", 1L));
        assertThat(report.messages()).isEqualTo(1);
        assertThat(report.latency().alerts()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("did you pay EUR 200.00");
        assertThat(workFolders()).isEqualTo(workFoldersBefore);
    }

    @Test
    void shouldSayWhichEquationDoesNotHoldInsteadOfWaitingForEver() throws Exception {
        write("north.jsonl", json(TestingRecords.payment("n1", "anna", 0, 20_000)));
        write(
                "south.jsonl",
                json(TestingRecords.payment("s1", "anna", 0, 20_000)).replace("north", "south"));
        write("consents.jsonl", TestingRecords.line(TestingRecords.grant("anna", 1)));

        assertThatThrownBy(() -> run(new LosingJobs("south"), DemoRunITCase::hastyNanos))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nothing has moved for 60 seconds")
                .hasMessageContaining("events in (1) is not events sent (2)");
        assertThat(workFolders()).isEqualTo(workFoldersBefore);
    }

    /** A minute of this clock takes ten seconds. */
    private static long hastyNanos() {
        return System.nanoTime() * 6;
    }

    private DemoReport run(DemoJobs jobs, LongSupplier ticker) throws Exception {
        DemoInputs inputs =
                new DemoInputs(
                        (csv, mapping) -> {
                            throw new IllegalStateException("no CSV here");
                        });
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        DemoOptions options =
                new DemoOptions(
                        EventFiles.at(folder).stream()
                                .filter(file -> !file.endsWith("consents.jsonl"))
                                .toList(),
                        null,
                        Files.writeString(folder.resolve("rules.yaml"), TestingRecords.RULES),
                        Path.of("..", "sample-data", "templates"),
                        new ConsentChoice(
                                ConsentChoice.Kind.FILE, folder.resolve("consents.jsonl")),
                        null,
                        2,
                        10,
                        null);
        Terminal terminal = new Terminal(stream, false, false, true, 80);
        List<DemoReport> reports = new ArrayList<>();
        new DemoRun(jobs, inputs, options, terminal, ticker).run(reports::add);
        return reports.get(0);
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static String json(FeedEvent event) {
        return TestingRecords.text(event.json());
    }

    private static Set<Path> workFolders() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(file -> file.getFileName().toString().startsWith("cardwatch-"))
                    .collect(Collectors.toSet());
        }
    }
}
