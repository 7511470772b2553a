package io.cardwatch.channel.console;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Shows messages as phones would; for demonstrations and for trying templates.
 *
 * <p>Option {@code file}: what is shown is appended there instead of to standard output.
 */
public final class ConsoleType implements ChannelType {
    /** What configuration calls it, and what the demonstration's consents do. */
    public static final String TYPE = "console";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        String file = options.optionalText("file");
        options.refuseOthers();
        return new ConsoleChannel(name, file == null ? standardOutput() : appendedTo(file));
    }

    @SuppressWarnings("SystemOut") // What this channel is for.
    private static ConsoleChannel.Screen standardOutput() {
        return System.out::println;
    }

    private static ConsoleChannel.Screen appendedTo(String file) {
        Path path = Path.of(file);
        return text ->
                Files.writeString(
                        path,
                        text + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
    }
}
