package io.cardwatch.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.io.CountingInputStream;
import io.cardwatch.event.FeedProfile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One bank's card events as JSON lines, plain or gzipped.
 *
 * <p>Lines go to the topic as they are, broken ones included: to refuse them is the job's work.
 */
public final class JsonLinesFile implements EventFile {
    private static final JsonFactory JSON = new JsonFactory();
    private static final FeedProfile UNKNOWN = FeedProfile.of("unknown", "EUR");

    private final FeedProfile profile;
    private final long bytes;
    private final CountingInputStream counted;
    private final BufferedReader lines;

    /**
     * Opens a file.
     *
     * @param profile the feed of the bank whose events it holds
     * @throws IOException where it cannot be read
     */
    public JsonLinesFile(Path file, FeedProfile profile) throws IOException {
        this.profile = profile;
        bytes = Files.size(file);
        counted = new CountingInputStream(Files.newInputStream(file));
        try {
            InputStream plain =
                    file.toString().endsWith(".gz") ? new GZIPInputStream(counted) : counted;
            lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    new BufferedInputStream(plain), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    /**
     * The feed that a file's first readable event speaks of, or null where there is none: its bank,
     * and as base currency the one it was billed in, or else paid in.
     *
     * @throws IOException where the file cannot be read
     */
    static @Nullable FeedProfile feedIn(Path file) throws IOException {
        try (JsonLinesFile probe = new JsonLinesFile(file, UNKNOWN)) {
            for (String line = probe.line(); line != null; line = probe.line()) {
                Map<String, String> texts = texts(line.getBytes(StandardCharsets.ISO_8859_1));
                String currency = texts.getOrDefault("billingCurrency", texts.get("currency"));
                if (texts.containsKey("bankId") && currency != null) {
                    try {
                        return FeedProfile.of(texts.get("bankId"), currency);
                    } catch (IllegalArgumentException e) {
                        // This line will be rejected; the next one may tell.
                    }
                }
            }
            return null;
        }
    }

    @Override
    public FeedProfile profile() {
        return profile;
    }

    @Override
    public @Nullable FeedEvent next() throws IOException {
        String line = line();
        return line == null ? null : event(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next line that is not blank. Read as Latin-1, which keeps every byte of a broken one. */
    private @Nullable String line() throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        return line;
    }

    private FeedEvent event(byte[] json) throws IOException {
        Map<String, String> texts = texts(json);
        return new FeedEvent(
                bankId(),
                texts.get("eventId"),
                texts.get("cardRef"),
                texts.getOrDefault("subjectRef", texts.get("cardRef")),
                time(texts.get("eventTime")),
                json);
    }

    /** The text fields of the object; of broken JSON, those before the break. */
    private static Map<String, String> texts(byte[] json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return texts;
            }
            for (String field = parser.nextFieldName();
                    field != null;
                    field = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(field, parser.getText());
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            return texts;
        }
        return texts;
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
        return counted.getCount();
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
