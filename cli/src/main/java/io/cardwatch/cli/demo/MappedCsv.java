package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.CardEventJson;
import io.cardwatch.event.Decoded;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.mapping.CsvEventReader;
import io.cardwatch.event.mapping.FeedMapping;
import io.cardwatch.event.mapping.FeedMappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A foreign CSV file through a mapping; rows that become no event are counted by reason. */
public final class MappedCsv implements EventFile {
    private final FeedProfile profile;
    private final CsvEventReader rows;
    private final long bytes;
    private final SortedMap<String, Long> refused = new TreeMap<>();

    private MappedCsv(FeedProfile profile, CsvEventReader rows, long bytes) {
        this.profile = profile;
        this.rows = rows;
        this.bytes = bytes;
    }

    /**
     * Opens a file.
     *
     * @throws CommandFailure where the mapping is wrong, or does not fit the file
     * @throws IOException where a file cannot be read
     */
    public static MappedCsv open(Path csv, Path mapping) throws CommandFailure, IOException {
        FeedMapping read = read(mapping);
        try {
            return new MappedCsv(read.profile(), CsvEventReader.open(csv, read), Files.size(csv));
        } catch (FeedMappingException e) {
            throw CommandFailure.usage(String.join(System.lineSeparator(), e.problems()));
        }
    }

    /**
     * The rule file that a mapping names as suited to its data, or null.
     *
     * @throws CommandFailure where the mapping is wrong
     * @throws IOException where it cannot be read
     */
    static @Nullable Path rulesFor(Path mapping) throws CommandFailure, IOException {
        String rules = read(mapping).rules();
        return rules == null ? null : mapping.resolveSibling(rules).normalize();
    }

    private static FeedMapping read(Path mapping) throws CommandFailure, IOException {
        try {
            return FeedMapping.read(mapping);
        } catch (FeedMappingException e) {
            throw CommandFailure.usage(String.join(System.lineSeparator(), e.problems()));
        }
    }

    @Override
    public FeedProfile profile() {
        return profile;
    }

    @Override
    public @Nullable FeedEvent next() throws IOException, CommandFailure {
        try {
            return nextEvent();
        } catch (FeedMappingException e) {
            throw CommandFailure.usage(String.join(System.lineSeparator(), e.problems()));
        }
    }

    private @Nullable FeedEvent nextEvent() {
        while (rows.hasNext()) {
            Decoded decoded = rows.next().decoded();
            CardEvent event = decoded.event();
            if (event != null) {
                return new FeedEvent(
                        event.bankId(),
                        event.eventId(),
                        event.cardRef(),
                        event.subjectOrCard(),
                        event.eventTime(),
                        CardEventJson.encode(event));
            }
            refused.merge(reason(decoded), 1L, Long::sum);
        }
        return null;
    }

    private static String reason(Decoded decoded) {
        String reason = decoded.reason() == null ? "" : decoded.reason().wireName();
        return decoded.field() == null ? reason : reason + ", " + decoded.field();
    }

    @Override
    public SortedMap<String, Long> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
