package io.cardwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.demo.CardwatchJobs;
import io.cardwatch.cli.demo.DemoCommand;
import io.cardwatch.cli.demo.MappedCsv;
import io.cardwatch.sample.GeneratorSettings;
import io.cardwatch.sample.SampleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as its user types it, on a small generated set and on nonsense. */
final class DemoCommandITCase {
    private static final Path SAMPLE_DATA = Path.of("..", "sample-data");

    @TempDir private static Path folder;
    private static Path events;
    private static Path consents;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void generate() throws IOException {
        Path sample = folder.resolve("sample");
        SampleSet.write(sample, GeneratorSettings.of(11, 40, 7));
        events = sample.resolve(SampleSet.EVENTS);
        consents = sample.resolve(SampleSet.CONSENTS);
    }

    @Test
    void shouldEndWithZeroShowThatAllAddsUpAndLeaveNothingBehind() throws Exception {
        Set<Path> before = workFolders();
        Path json = folder.resolve("numbers.json");

        int exitCode = run("--events", events, "--consents", consents, "--json", json);

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(output()).contains("✓ events in").doesNotContain("✗");
        JsonNode numbers = new ObjectMapper().readTree(json.toFile());
        assertThat(numbers.get("equations")).isNotEmpty();
        for (JsonNode equation : numbers.get("equations")) {
            assertThat(equation.get("holds").asBoolean()).isTrue();
        }
        assertThat(numbers.at("/events/in").asLong()).isGreaterThan(100);
        assertThat(workFolders()).isEqualTo(before);
    }

    @Test
    void shouldSayLoudlyThatItMadeTheOptInsUp() {
        Path file = events.resolve("bank-north" + SampleSet.EVENTS_SUFFIX);

        int exitCode = run("--events", file, "--consents", "everyone");

        assertThat(exitCode).isZero();
        assertThat(output()).contains("!! NOBODY HERE OPTED IN").contains("Nobody really gave one");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        refuse("no file of events", "--events", folder.resolve("none.jsonl"));
    }

    @Test
    void shouldRefuseCsvWithoutAMapping() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "id,amount\n1,2\n");

        refuse("--mapping", "--events", csv);
    }

    @Test
    void shouldRefuseAMappingThatDoesNotFit() throws IOException {
        Path csv = Files.writeString(folder.resolve("b.csv"), "id,amount\n1,2\n");
        Path mapping = SAMPLE_DATA.resolve("mappings/handbook.yaml");

        refuse("event_id", "--events", csv, "--mapping", mapping);
    }

    @Test
    void shouldRefuseAMappingThatIsNone() throws IOException {
        Path csv = Files.writeString(folder.resolve("c.csv"), "id,amount\n1,2\n");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "colums: { a: b }\n");

        refuse("columns", "--events", csv, "--mapping", mapping);
    }

    @Test
    void shouldRefuseRulesThatCannotBeUsed() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), "ruleset: [\n");

        refuse("rules", "--events", events, "--rules", rules);
    }

    private void refuse(String said, Object... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("cardwatch: ")
                .contains(said)
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    private int run(Object... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, false, false, true, 80);
        CommandLine command =
                CardwatchCommand.commandLine(
                        List.of(
                                new DemoCommand(
                                        new CardwatchJobs(),
                                        MappedCsv::open,
                                        SAMPLE_DATA,
                                        terminal)));
        command.setErr(new PrintWriter(err, true));
        return command.execute(
                Stream.concat(Stream.of("demo"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Set<Path> workFolders() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(file -> file.getFileName().toString().startsWith("cardwatch-"))
                    .collect(Collectors.toSet());
        }
    }
}
