package io.cardwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.gateway.GatewayCommand;
import io.cardwatch.cli.rules.RuleChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CardwatchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter usage = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SampleWriter writer = (folder, seed, cards, days) -> List.of("written");

    @Test
    void shouldNameEveryCommandInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(usage.toString()).contains("generate", "validate", "Exit codes");
    }

    @Test
    void shouldEndWithTwoAndANearNameOnAnUnknownCommandOrOption() {
        assertThat(run("validat")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean: ").contains("cardwatch validate");

        assertThat(run("generate", "--out", "x", "--sead", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--sead").contains("--seed");
    }

    @Test
    void shouldEndWithTwoWithoutACommand() {
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void shouldEndWithOneWhereARuleFileCannotBeUsedAndStillCheckTheOthers(@TempDir Path folder)
            throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "a: b");
        Path good = Files.writeString(folder.resolve("good.yaml"), "a");

        assertThat(run("validate", bad.toString(), good.toString())).isEqualTo(1);
        assertThat(output()).contains(bad + ":1:1: a colon").contains(good + ": ok, 1 rule");
    }

    @Test
    void shouldEndWithTwoWhereARuleFileCannotBeRead(@TempDir Path folder) {
        assertThat(run("validate", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be read").doesNotContain("\tat ");
    }

    @Test
    void shouldSayAnExpectedFailureInOneLine() {
        writer =
                (folder, seed, cards, days) -> {
                    throw CommandFailure.usage("at least 20 cards are needed");
                };

        assertThat(run("generate", "--out", "x", "--cards", "1")).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("cardwatch: at least 20 cards are needed");
    }

    @Test
    void shouldNotRepeatTheMessageOfAnUnexpectedException() {
        writer =
                (folder, seed, cards, days) -> {
                    throw new IllegalStateException("4000 0000 0000 0002");
                };

        assertThat(run("generate", "--out", "x")).isEqualTo(1);
        assertThat(err.toString())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("4000")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldEndWithTwoWhereTheGatewayCannotBeConfigured(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("gateway.yaml");
        String kafka =
                "kafka: { bootstrap.servers: \"localhost:9\" }\nhashing.secret-file: /none\n";

        assertThat(run("gateway")).isEqualTo(2);
        Files.writeString(file, kafka);
        assertThat(run("gateway", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file + ":1: replies: secret-file is missing");
        Files.writeString(file, kafka + "replies.secret-file: /none\n");
        assertThat(run("gateway", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot read the secret in file /none");
    }

    private static RuleChecker.Result refuseColons(String file, byte[] content) {
        return new String(content, StandardCharsets.UTF_8).contains(":")
                ? new RuleChecker.Result(false, List.of(file + ":1:1: a colon"), "")
                : new RuleChecker.Result(true, List.of(), "1 rule");
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, false, false, true, 80);
        CommandLine command =
                CardwatchCommand.commandLine(
                        List.of(
                                new GenerateCommand(writer, terminal),
                                new GatewayCommand(terminal),
                                new ValidateCommand(CardwatchCommandTest::refuseColons, terminal)));
        command.setOut(new PrintWriter(usage));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
