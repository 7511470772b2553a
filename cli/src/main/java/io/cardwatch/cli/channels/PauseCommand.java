package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(
            arity = "0..1",
            paramLabel = "CHANNEL",
            description = "The channel as consents name it, such as sms; default: all of them.")
    private @Nullable String channel;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come after.")
    private @Nullable String reason;

    @Mixin private ControlTopicOptions options = new ControlTopicOptions();

    PauseCommand(ChannelsContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Controls controls = new ControlWriter(context).write(options, channel, true, reason);
        Terminal terminal = context.terminal();
        terminal.print("Paused " + ControlWriter.inWords(channel) + ".");
        terminal.print(
                "No attempt starts once the delivery job has read this: at once, where it runs."
                        + " What is already under way is not recalled.");
        ControlTable.print(controls, terminal);
        return ExitCode.DONE;
    }
}
