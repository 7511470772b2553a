package io.cardwatch.cli.audit;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code audit}, which only has others below it. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keeps the log of decisions on alerts, and proves that nothing was taken out of it,"
                    + " changed or moved."
        })
public final class AuditCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private AuditCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(AuditContext context) {
        CommandLine command = new CommandLine(new AuditCommand());
        for (Object subcommand :
                List.of(
                        new AppendCommand(context),
                        new VerifyCommand(context),
                        new ExportCommand(context))) {
            command.addSubcommand(subcommand);
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
