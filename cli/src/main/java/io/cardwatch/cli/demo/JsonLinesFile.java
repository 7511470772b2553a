package io.cardwatch.cli.demo;

import io.cardwatch.cli.feed.JsonTexts;
import io.cardwatch.cli.feed.Lines;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One bank's card events as JSON lines, plain or gzipped.
 *
 * <p>Lines go to the topic as they are, broken ones included: to refuse them is the job's work.
 */
public final class JsonLinesFile implements EventFile {
    private final FeedProfile profile;
    private final long bytes;
    private final Lines lines;

    /**
     * Opens a file.
     *
     * @param profile the feed of the bank whose events it holds
     * @throws IOException where it cannot be read
     */
    public JsonLinesFile(Path file, FeedProfile profile) throws IOException {
        this.profile = profile;
        bytes = Files.size(file);
        // Latin-1 keeps every byte of a broken line.
        lines = new Lines(file, StandardCharsets.ISO_8859_1);
    }

    @Override
    public FeedProfile profile() {
        return profile;
    }

    @Override
    public @Nullable FeedEvent next() throws IOException {
        String line = lines.next();
        return line == null ? null : event(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private FeedEvent event(byte[] json) throws IOException {
        Map<String, String> texts = JsonTexts.of(json);
        return new FeedEvent(
                bankId(),
                texts.get("eventId"),
                texts.get("cardRef"),
                texts.getOrDefault("subjectRef", texts.get("cardRef")),
                time(texts.get("eventTime")),
                json);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public SortedMap<String, Long> refused() {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
