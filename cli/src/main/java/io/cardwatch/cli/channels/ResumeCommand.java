package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.delivery.ChannelControl;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code channels resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Sends again, also on a channel that the job itself stopped since its provider refused"
                    + " the bank's access.",
            "Ends with 0 once Kafka has stored it."
        })
final class ResumeCommand implements Callable<Integer> {
    private final ChannelsContext context;

    @Mixin private ControlOptions options = new ControlOptions();

    ResumeCommand(ChannelsContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Controls controls = new ControlWriter(context).write(options, false);
        Terminal terminal = context.terminal();
        terminal.print("Resumed " + ControlWriter.inWords(options.channel()) + ".");
        List<String> stillPaused = controls.pausedAlone();
        String channel = options.channel();
        boolean all = channel == null || channel.equals(ChannelControl.ALL);
        if (all && !stillPaused.isEmpty()) {
            terminal.print(
                    terminal.warning("Still paused by a word of their own: ")
                            + String.join(", ", stillPaused));
        } else if (!all && controls.allPaused()) {
            terminal.print(
                    terminal.warning("It sends nothing yet: ")
                            + "all channels are paused; resume without a channel to end that.");
        }
        ControlTable.print(controls, terminal);
        return ExitCode.DONE;
    }
}
