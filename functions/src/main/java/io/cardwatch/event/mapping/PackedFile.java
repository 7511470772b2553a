package io.cardwatch.event.mapping;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that is read from its start, plain or gzip, whatever its name. */
public final class PackedFile {
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final CountingInputStream counted;
    private final InputStream content;

    private PackedFile(CountingInputStream counted, InputStream content) {
        this.counted = counted;
        this.content = content;
    }

    /**
     * Opens a file; whoever reads it closes its {@link #content}.
     *
     * @throws IOException where it cannot be read
     */
    public static PackedFile open(Path file) throws IOException {
        CountingInputStream counted = new CountingInputStream(Files.newInputStream(file));
        InputStream raw = new BufferedInputStream(counted, BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
            raw.reset();
            return new PackedFile(
                    counted,
                    gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw);
        } catch (IOException unreadable) {
            raw.close();
            throw unreadable;
        }
    }

    /** The content, unpacked; the stream can be marked for {@link #BUFFER} bytes. */
    public InputStream content() {
        return content;
    }

    /** How far the file has been read, in bytes as it lies on disk. */
    public long bytesRead() {
        return counted.getCount();
    }

    /** The file's name without its folders, for messages and coordinates. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * The likeliest separator of the first line, which is looked at and not taken: the most
     * frequent one outside of quotes.
     */
    public static char delimiter(InputStream content) throws IOException {
        content.mark(BUFFER);
        byte[] head = content.readNBytes(BUFFER);
        content.reset();
        int[] counts = new int[128];
        boolean quoted = false;
        for (byte b : head) {
            if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && (b == '\n' || b == '\r')) {
                break;
            } else if (!quoted && b > 0) {
                counts[b]++;
            }
        }
        char likeliest = ',';
        for (char candidate : new char[] {';', '\t', '|'}) {
            if (counts[candidate] > counts[likeliest]) {
                likeliest = candidate;
            }
        }
        return likeliest;
    }
}
