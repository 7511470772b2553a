package io.cardwatch.cli.feed;

import io.cardwatch.event.mapping.PackedFile;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file, plain or gzip, that are not blank, without a byte order mark. */
public final class Lines implements Closeable {
    private final PackedFile file;
    private final BufferedReader lines;
    private final String mark;
    private int number;

    /**
     * Opens a file.
     *
     * @throws IOException where it cannot be read
     */
    public Lines(Path path, Charset charset) throws IOException {
        file = PackedFile.open(path);
        mark = new String("\uFEFF".getBytes(StandardCharsets.UTF_8), charset);
        lines = new BufferedReader(new InputStreamReader(file.content(), charset));
    }

    /** The next line that is not blank, or null at the end. */
    public @Nullable String next() throws IOException {
        String line;
        do {
            line = lines.readLine();
            number++;
            if (line != null && number == 1 && line.startsWith(mark)) {
                line = line.substring(mark.length());
            }
        } while (line != null && line.isBlank());
        return line;
    }

    /** The number of the line that was read last, from 1. */
    public int number() {
        return number;
    }

    /** How far the file has been read, in bytes as it lies on disk. */
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
