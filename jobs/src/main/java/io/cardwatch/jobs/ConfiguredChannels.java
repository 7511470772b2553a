package io.cardwatch.jobs;

import io.cardwatch.channel.ConsoleChannel;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.MessageRenderer;
import io.cardwatch.channel.MessageTemplates;
import io.cardwatch.operator.ChannelSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels and templates that the delivery job's configuration names.
 *
 * @param consoleFile where the console channel writes, or null for standard output
 * @param templates folder of templates, or null for the shipped ones
 */
record ConfiguredChannels(@Nullable String consoleFile, @Nullable String templates)
        implements ChannelSetup {
    @Override
    public List<MessageChannel> channels() {
        return List.of(new ConsoleChannel(screen()));
    }

    @Override
    public MessageRenderer renderer() {
        try {
            return new MessageRenderer(
                    templates == null
                            ? MessageTemplates.shipped()
                            : MessageTemplates.load(Path.of(templates)));
        } catch (IOException e) {
            throw new UncheckedIOException("the message templates cannot be read", e);
        }
    }

    @SuppressWarnings("SystemOut") // The console channel's purpose.
    private Consumer<String> screen() {
        if (consoleFile == null) {
            return System.out::println;
        }
        Path file = Path.of(consoleFile);
        return message -> {
            try {
                Files.writeString(
                        file,
                        message + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("the console channel's file cannot be written", e);
            }
        };
    }
}
