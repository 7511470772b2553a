package io.cardwatch.cli.channels;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code channels}, which only has others below it. */
@Command(
        name = "channels",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Stops and resumes sending, on one channel or on all, and says what is stopped.",
            "A running delivery job follows at once; one that starts later follows before it sends"
                    + " anything."
        })
public final class ChannelsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private ChannelsCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(ChannelsContext context) {
        CommandLine command = new CommandLine(new ChannelsCommand());
        for (Object subcommand :
                List.of(
                        new PauseCommand(context),
                        new ResumeCommand(context),
                        new ChannelStatusCommand(context))) {
            command.addSubcommand(subcommand);
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
