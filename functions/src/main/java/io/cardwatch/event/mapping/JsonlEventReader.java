package io.cardwatch.event.mapping;

import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.FeedProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Reads a file with one JSON card event per line, plain or gzip, as the job would read a topic.
 * Empty lines are passed over; of a line over the feed's limit no more than the limit is held.
 */
public final class JsonlEventReader implements EventReader {
    private final EventFile file;
    private final InputStream content;
    private final String fileName;
    private final CardEventJsonDecoder decoder;
    private final int mostBytes;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private long line;
    private boolean ready;

    private JsonlEventReader(EventFile file, String fileName, FeedProfile profile) {
        this.file = file;
        content = file.content();
        this.fileName = fileName;
        decoder = new CardEventJsonDecoder(profile);
        // One more than the limit, so that the decoder sees that it was passed.
        mostBytes = profile.maxRecordBytes() + 1;
    }

    /** Opens a file of one bank's events. */
    public static JsonlEventReader open(Path file, FeedProfile profile) throws IOException {
        return new JsonlEventReader(EventFile.open(file), EventFile.name(file), profile);
    }

    @Override
    public boolean hasNext() {
        try {
            while (!ready && readLine()) {
                ready = record.size() > 0;
            }
            return ready;
        } catch (IOException unreadable) {
            throw new FeedMappingException(
                    List.of(fileName + ":" + (line + 1) + ": the file cannot be read on"));
        }
    }

    @Override
    public MappedRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        Coordinates coordinates = new Coordinates(fileName, 0, line);
        return new MappedRow(decoder.decode(record.toByteArray(), coordinates), null, null);
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Reads the next line into the record; false at the end of the file. */
    private boolean readLine() throws IOException {
        record.reset();
        int next = content.read();
        if (next < 0) {
            return false;
        }
        line++;
        while (next >= 0 && next != '\n') {
            if (record.size() < mostBytes && next != '\r') {
                record.write(next);
            }
            next = content.read();
        }
        return true;
    }
}
