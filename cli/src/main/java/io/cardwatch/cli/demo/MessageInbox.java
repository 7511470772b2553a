package io.cardwatch.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the console channel writes into its file, message by message, while it is being
 * written.
 *
 * <p>A message is a drawn box; the channel appends it in one piece, and its last line is the box's
 * lower edge.
 */
final class MessageInbox implements AutoCloseable {
    private static final char LOWER_EDGE = '╰';

    private final BufferedReader lines;
    private final StringBuilder message = new StringBuilder();

    private MessageInbox(BufferedReader lines) {
        this.lines = lines;
    }

    /** Opens the channel's file; makes it where it is not there yet. */
    static MessageInbox open(Path file) throws IOException {
        Files.createFile(file);
        return new MessageInbox(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    /** The oldest message not yet taken, or null. */
    @Nullable String poll() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            message.append(line).append('\n');
            if (line.indexOf(LOWER_EDGE) == 0) {
                String whole = message.toString();
                message.setLength(0);
                return whole;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
