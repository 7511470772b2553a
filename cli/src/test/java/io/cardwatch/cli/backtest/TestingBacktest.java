package io.cardwatch.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command as a user runs it, and the files that it writes. */
final class TestingBacktest {
    static final Path SAMPLE = Path.of("..", "sample-data");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    TestingBacktest(Path folder) {
        this.folder = folder;
    }

    /** Runs the command with every file of figures asked for, and gives its exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine command =
                new CommandLine(
                        new BacktestCommand(SAMPLE, new Terminal(stream, false, false, true, 100)));
        command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return 2;
                });
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--json", file("result.json").toString(),
                        "--scores", file("scores.csv").toString(),
                        "--findings", file("findings.csv").toString(),
                        "--alerts", file("alerts.jsonl").toString()));
        return command.execute(all.toArray(String[]::new));
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String text) throws Exception {
        return Files.writeString(file(name), text);
    }

    JsonNode result() throws Exception {
        return JSON.readTree(Files.readAllBytes(file("result.json")));
    }

    List<String> lines(String name) throws Exception {
        return Files.readAllLines(file(name));
    }
}
