package io.cardwatch.cli;

import io.cardwatch.cli.audit.AuditCommand;
import io.cardwatch.cli.audit.AuditContext;
import io.cardwatch.cli.backtest.BacktestCommand;
import io.cardwatch.cli.channels.ChannelsCommand;
import io.cardwatch.cli.channels.ChannelsContext;
import io.cardwatch.cli.compare.CompareCommand;
import io.cardwatch.cli.consent.ConsentCommand;
import io.cardwatch.cli.consent.ConsentContext;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.demo.CardwatchJobs;
import io.cardwatch.cli.demo.DemoCommand;
import io.cardwatch.cli.demo.MappedCsv;
import io.cardwatch.cli.explain.ExplainCommand;
import io.cardwatch.cli.gateway.GatewayCommand;
import io.cardwatch.cli.preview.PreviewCommand;
import io.cardwatch.cli.rules.RuleFiles;
import io.cardwatch.cli.rules.RulesCommand;
import io.cardwatch.cli.rules.RulesContext;
import io.cardwatch.cli.tune.TuneCommand;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command {@code cardwatch}.
 *
 * <p>Ends with 0 when done, 1 when what was checked does not hold, 2 on wrong usage or unreadable
 * input. What goes wrong is said in one line; the stack trace goes to the log alone.
 */
@Command(
        name = "cardwatch",
        mixinStandardHelpOptions = true,
        versionProvider = CardwatchCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Fraud alerts from card-event streams, sent only to people who opted in.",
        footer = {
            "",
            "Every command has --help. Exit codes: 0 done, 1 what was checked does not hold, 2"
                    + " wrong usage or unreadable input."
        })
public final class CardwatchCommand {
    private static final Logger LOG = LoggerFactory.getLogger(CardwatchCommand.class);
    private static final String HOME_PROPERTY = "cardwatch.home";
    private static final String LOGS_PROPERTY = "cardwatch.logs";

    private CardwatchCommand() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty(HOME_PROPERTY, ""));
        Terminal terminal = Terminal.system();
        System.exit(commandLine(subcommands(home, terminal)).execute(arguments));
    }

    /** What exists, in the order of {@code --help}. */
    private static List<Object> subcommands(Path home, Terminal terminal) {
        return List.of(
                new DemoCommand(
                        new CardwatchJobs(),
                        MappedCsv::open,
                        home.resolve("sample-data"),
                        terminal),
                new GenerateCommand(new GeneratedSamples(), terminal),
                new ValidateCommand(new RuleFiles(), terminal),
                new BacktestCommand(home.resolve("sample-data"), terminal),
                new ExplainCommand(home.resolve("sample-data"), terminal),
                new CompareCommand(home.resolve("sample-data"), terminal),
                new TuneCommand(home.resolve("sample-data"), terminal),
                RulesCommand.commandLine(RulesContext.real(terminal)),
                new PreviewCommand(terminal),
                ChannelsCommand.commandLine(ChannelsContext.real(terminal)),
                AuditCommand.commandLine(AuditContext.real(terminal)),
                new GatewayCommand(terminal),
                ConsentCommand.commandLine(ConsentContext.real(terminal)));
    }

    static CommandLine commandLine(List<Object> subcommands) {
        CommandLine command = new CommandLine(new CardwatchCommand());
        for (Object subcommand : subcommands) {
            CommandLine added =
                    subcommand instanceof CommandLine withItsOwn
                            ? withItsOwn
                            : new CommandLine(subcommand);
            tellVersion(added);
            command.addSubcommand(added);
        }
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failed.getColorScheme().errorText(describe(failure)));
                    return exitCode(failure);
                });
        return command;
    }

    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(CardwatchCommand::tellVersion);
    }

    private static String describe(Exception failure) {
        LOG.error("The command failed: {}", trace(failure));
        if (failure instanceof CommandFailure) {
            return failure.getCause() == null
                    ? "cardwatch: " + failure.getMessage()
                    : "cardwatch: " + failure.getMessage() + details();
        }
        String what =
                failure instanceof FileSystemException
                        ? failure.toString()
                        : failure.getClass().getName();
        return "cardwatch: unexpectedly stopped: " + what + details();
    }

    /**
     * Classes and places of an exception and its causes; messages are left out, they may quote
     * input.
     */
    private static String trace(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            trace.append(
                    cause instanceof CommandFailure
                            ? cause.toString()
                            : cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                trace.append(System.lineSeparator()).append("    at ").append(frame);
            }
            trace.append(System.lineSeparator());
        }
        return trace.toString();
    }

    /** Without a value of any input: an unexpected exception's message may quote one. */
    private static String details() {
        String folder = System.getProperty(LOGS_PROPERTY);
        return folder == null ? "" : " (details: " + folder + "/cardwatch.log)";
    }

    private static int exitCode(Exception failure) {
        return failure instanceof CommandFailure expected
                ? expected.exitCode()
                : ExitCode.DOES_NOT_HOLD;
    }

    /** Names the build's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CardwatchCommand.class.getPackage().getImplementationVersion();
            return new String[] {"cardwatch " + (version == null ? "development build" : version)};
        }
    }
}
