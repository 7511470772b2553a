package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code channels pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = {
            "Stops sending: the kill switch.",
            "Ends with 0 once Kafka has stored it. Alerts wait, and expire when they grow too old."
        })
final class PauseCommand implements Callable<Integer> {
    private final ChannelsContext context;

    @Mixin private ControlOptions options = new ControlOptions();

    PauseCommand(ChannelsContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Controls controls = new ControlWriter(context).write(options, true);
        Terminal terminal = context.terminal();
        terminal.print("Paused " + ControlWriter.inWords(options.channel()) + ".");
        terminal.print(
                "No attempt starts once the delivery job has read this: at once, where it runs."
                        + " What is already under way is not recalled.");
        ControlTable.print(controls, terminal);
        return ExitCode.DONE;
    }
}
