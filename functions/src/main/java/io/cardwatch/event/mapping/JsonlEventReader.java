package io.cardwatch.event.mapping;

import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Reads a file with one JSON card event per line, plain or gzip, as the job would read a topic.
 * Empty lines are passed over; of a line over the feed's limit no more than the limit is held.
 */
public final class JsonlEventReader implements EventReader {
    private static final int BUFFER = 64 * 1024;
    private static final int FIRST_RECORD = 1024;

    /** Files may have one, records of a topic may not. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final PackedFile file;
    private final InputStream content;
    private final String fileName;
    private final CardEventJsonDecoder decoder;
    private final int mostBytes;

    /** What was read of the file and not handed out yet lies between the two places. */
    private final byte[] buffer = new byte[BUFFER];

    private int start;
    private int end;
    private byte[] record = new byte[FIRST_RECORD];
    private int length;
    private long line;
    private boolean ready;

    private JsonlEventReader(PackedFile file, String fileName, FeedProfile profile) {
        this.file = file;
        content = file.content();
        this.fileName = fileName;
        decoder = new CardEventJsonDecoder(profile);
        // One more than the limit, so that the decoder sees that it was passed.
        mostBytes = profile.maxRecordBytes() + 1;
    }

    /** Opens a file of one bank's events. */
    public static JsonlEventReader open(Path file, FeedProfile profile) throws IOException {
        return new JsonlEventReader(PackedFile.open(file), PackedFile.name(file), profile);
    }

    @Override
    public boolean hasNext() {
        try {
            while (!ready && readLine()) {
                ready = length > 0;
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
        return new MappedRow(
                decoder.decode(Arrays.copyOf(record, length), coordinates),
                null,
                null,
                false,
                false);
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Reads the next line into the record, without its end; false at the end of the file. */
    private boolean readLine() throws IOException {
        length = 0;
        if (start == end && !fill()) {
            return false;
        }
        line++;
        do {
            int newLine = start;
            while (newLine < end && buffer[newLine] != '\n') {
                newLine++;
            }
            append(start, newLine);
            start = newLine + 1;
            if (newLine < end) {
                break;
            }
            start = end;
        } while (fill());
        while (length > 0 && record[length - 1] == '\r') {
            length--;
        }
        if (line == 1 && startsWithMark()) {
            System.arraycopy(
                    record, BYTE_ORDER_MARK.length, record, 0, length - BYTE_ORDER_MARK.length);
            length -= BYTE_ORDER_MARK.length;
        }
        return true;
    }

    private boolean startsWithMark() {
        return length >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        record,
                        0,
                        BYTE_ORDER_MARK.length,
                        BYTE_ORDER_MARK,
                        0,
                        BYTE_ORDER_MARK.length);
    }

    private boolean fill() throws IOException {
        int read = content.read(buffer, 0, BUFFER);
        start = 0;
        end = Math.max(0, read);
        return read > 0;
    }

    private void append(int from, int to) {
        int count = Math.min(to - from, mostBytes - length);
        if (length + count > record.length) {
            record = Arrays.copyOf(record, Math.max(length + count, 2 * record.length));
        }
        System.arraycopy(buffer, from, record, length, count);
        length += count;
    }
}
