package io.cardwatch.cli.rules;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code rules}, which only has others below it. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Changes the rules of a running job without a restart, and says what is in force.",
            "Rule sets go through a Kafka topic; the job says on another what became of them."
        })
public final class RulesCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private RulesCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(RulesContext context) {
        CommandLine command = new CommandLine(new RulesCommand());
        for (Object subcommand :
                List.of(
                        new PushCommand(context),
                        new StatusCommand(context),
                        new HistoryCommand(context),
                        new ShowCommand(context),
                        new RollbackCommand(context))) {
            command.addSubcommand(subcommand);
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
