package io.cardwatch.cli.consent;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code consent}, which only has others below it. */
@Command(
        name = "consent",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Gives, ends, shows, proves and erases the opt-ins of one cardholder.",
            "Running jobs follow at once; those that start later follow before they send anything."
        })
public final class ConsentCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private ConsentCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(ConsentContext context) {
        CommandLine command = new CommandLine(new ConsentCommand());
        for (Object subcommand :
                List.of(
                        new GrantCommand(context),
                        new WithdrawCommand(context),
                        new ShowCommand(context),
                        new ReceiptCommand(context),
                        new ExportCommand(context),
                        new EraseCommand(context))) {
            command.addSubcommand(subcommand);
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
