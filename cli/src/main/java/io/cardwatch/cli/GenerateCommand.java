package io.cardwatch.cli;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes synthetic card events, labels and consents into a new folder.",
            "The same numbers make the same data, on any machine."
        })
final class GenerateCommand implements Callable<Integer> {
    private final SampleWriter writer;
    private final Terminal terminal;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder; new or empty.")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed makes other people; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many cards; default: ${DEFAULT-VALUE}.")
    private int cards;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "35",
            description = "How many days; default: ${DEFAULT-VALUE}.")
    private int days;

    GenerateCommand(SampleWriter writer, Terminal terminal) {
        this.writer = writer;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (out == null) {
            throw CommandFailure.usage("--out is missing");
        }
        writer.write(out, seed, cards, days).forEach(terminal::print);
        return ExitCode.DONE;
    }
}
