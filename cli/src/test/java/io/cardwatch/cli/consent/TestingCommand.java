package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import picocli.CommandLine;

/** Runs the command as the launcher does and keeps what it says. */
final class TestingCommand {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ConsentStore.Opener stores;
    private final InstantSource clock;
    private final String in;
    private StringWriter err = new StringWriter();
    private int ids;

    TestingCommand(String in) {
        this(KafkaConsentStore::open, InstantSource.system(), in);
    }

    TestingCommand(ConsentStore.Opener stores, InstantSource clock, String in) {
        this.stores = stores;
        this.clock = clock;
        this.in = in;
    }

    int run(String... arguments) {
        out.reset();
        err = new StringWriter();
        CommandLine command =
                ConsentCommand.commandLine(
                        new ConsentContext(
                                stores,
                                new Terminal(
                                        new PrintStream(out, true, UTF_8), false, false, true, 80),
                                clock,
                                () -> "receipt-" + ++ids,
                                new ByteArrayInputStream(in.getBytes(UTF_8))));
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
