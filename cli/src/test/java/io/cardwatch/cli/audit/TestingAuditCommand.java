package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The command {@code audit}, and what the last run of it wrote. */
final class TestingAuditCommand {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    int run(String... arguments) {
        out.reset();
        err.getBuffer().setLength(0);
        CommandLine command =
                AuditCommand.commandLine(
                        AuditContext.real(
                                new Terminal(
                                        new PrintStream(out, true, UTF_8),
                                        false,
                                        false,
                                        true,
                                        80)));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure expected ? expected.exitCode() : 99;
                });
        return command.execute(arguments);
    }

    String output() {
        return out.toString(UTF_8);
    }

    String errors() {
        return err.toString();
    }
}
