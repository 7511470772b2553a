package io.cardwatch.cli.audit;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code audit export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the audit log to a file, one record a line, as it stands.",
            "It is not verified on the way; audit verify --file does that, and so can other tools."
        })
final class ExportCommand implements Callable<Integer> {
    private final AuditContext context;

    @Mixin private AuditTopicOptions options = new AuditTopicOptions();

    @Option(
            names = "--out",
            paramLabel = "F",
            required = true,
            description = "The file to write; must not be there yet.")
    private Path out = Path.of("");

    ExportCommand(AuditContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        KafkaAudit source = options.audit();
        source.require();
        long[] written = {0};
        try (OutputStream file =
                new BufferedOutputStream(
                        Files.newOutputStream(out, StandardOpenOption.CREATE_NEW))) {
            source.read(
                    (place, json) -> {
                        write(file, json);
                        written[0]++;
                    });
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage("the file is there already: " + out);
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.usage("the file cannot be written: " + out, e);
        }
        context.terminal().print("Wrote " + written[0] + " records to " + out + ".");
        return ExitCode.DONE;
    }

    private static void write(OutputStream file, byte[] json) {
        try {
            for (byte each : json) {
                // No record of ours has a line's end in it; one that has stays no record.
                file.write(each == '\n' || each == '\r' ? '?' : each);
            }
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
