package io.cardwatch.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Runs one command as the launcher does, and keeps what it says. */
public final class TestingTerminal {
    private final Function<Terminal, Object> command;
    private final int width;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private StringWriter err = new StringWriter();

    public TestingTerminal(int width, Function<Terminal, Object> command) {
        this.width = width;
        this.command = command;
    }

    /** The exit code. */
    public int run(List<String> arguments) {
        out.reset();
        err = new StringWriter();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        CommandLine line =
                new CommandLine(command.apply(new Terminal(stream, false, false, true, width)));
        line.setErr(new PrintWriter(err));
        line.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    if (failure instanceof CommandFailure expected) {
                        failed.getErr().println(failure.getMessage());
                        return expected.exitCode();
                    }
                    throw failure;
                });
        return line.execute(arguments.toArray(String[]::new));
    }

    public String output() {
        return out.toString(UTF_8);
    }

    public String errors() {
        return err.toString();
    }
}
