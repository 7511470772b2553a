package io.cardwatch.channel.console;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ConsoleContractTest extends ChannelContract {
    @Override
    protected ChannelType type() {
        return new ConsoleType();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("file", screen().toString());
    }

    @Override
    protected List<String> secrets() {
        return List.of();
    }

    @Override
    protected String address() {
        return "demo phone";
    }

    @Override
    protected int arrived() {
        if (!Files.exists(screen())) {
            return 0;
        }
        try (var lines = Files.lines(screen())) {
            return (int) lines.filter(line -> line.startsWith("╭")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path screen() {
        return folder.resolve("screen.txt");
    }
}
