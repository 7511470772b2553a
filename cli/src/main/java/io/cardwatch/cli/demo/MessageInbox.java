package io.cardwatch.cli.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final InputStream bytes;

    /** Bytes, not characters: a write may be seen when its last character is half there. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private final StringBuilder message = new StringBuilder();

    private MessageInbox(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Opens the channel's file; makes it where it is not there yet. */
    static MessageInbox open(Path file) throws IOException {
        Files.createFile(file);
        return new MessageInbox(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** The oldest message not yet taken, or null. */
    @Nullable String poll() throws IOException {
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            message.append(text).append('\n');
            if (text.indexOf(LOWER_EDGE) == 0) {
                String whole = message.toString();
                message.setLength(0);
                return whole;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
