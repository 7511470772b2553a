package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.sample.SampleSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and opens the demo's files. */
final class DemoInputs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappedFiles mappedFiles;

    DemoInputs(MappedFiles mappedFiles) {
        this.mappedFiles = mappedFiles;
    }

    /**
     * The files that a path stands for: itself, or a folder's files of JSON lines by name.
     *
     * @throws CommandFailure where there is nothing to read
     */
    static List<Path> filesAt(Path path) throws CommandFailure, IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw CommandFailure.usage("there is no file of events at " + path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files =
                    entries.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw CommandFailure.usage("there is no .jsonl or .jsonl.gz file in " + path);
            }
            return files;
        }
    }

    /** Opens a file of events: card events as JSON lines or, with a mapping, foreign CSV. */
    EventFile open(Path file, @Nullable Path mapping) throws CommandFailure, IOException {
        if (mapping != null) {
            return mappedFiles.open(file, mapping);
        }
        if (file.toString().matches(".*\\.csv(\\.gz)?")) {
            throw CommandFailure.usage(
                    file + " is CSV: name a --mapping that says which column is which field");
        }
        FeedProfile feed = JsonLinesFile.feedIn(file);
        if (feed == null) {
            throw CommandFailure.usage(
                    "no line of " + file + " is a card event with a bankId and a currency");
        }
        return new JsonLinesFile(file, inSampleSet(file, feed));
    }

    /**
     * A sample set says which base currency each of its banks has; a file of one's own does not.
     */
    private static FeedProfile inSampleSet(Path file, FeedProfile feed) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path settings = folder == null ? null : folder.resolveSibling(SampleSet.SETTINGS);
        if (settings == null || !Files.isRegularFile(settings)) {
            return feed;
        }
        for (JsonNode bank : JSON.readTree(Files.readAllBytes(settings)).path("banks")) {
            if (bank.path("bankId").asText().equals(feed.bankId())) {
                return FeedProfile.of(feed.bankId(), bank.path("baseCurrency").asText());
            }
        }
        return feed;
    }

    /**
     * The records of a consents file: JSON lines with {@code publishedAt}, {@code key} and {@code
     * consent}.
     *
     * @throws CommandFailure where a line is none, naming the line
     */
    List<TimedConsent> consents(Path file) throws CommandFailure, IOException {
        List<TimedConsent> consents = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consents.add(consent(file, number, line));
                }
            }
        }
        return consents;
    }

    private static TimedConsent consent(Path file, int number, String line) throws CommandFailure {
        try {
            JsonNode record = JSON.readTree(line);
            String key = record.path("key").asText();
            JsonNode consent = record.path("consent");
            if (!key.isEmpty() && consent.isObject()) {
                Instant at = Instant.parse(record.path("publishedAt").asText());
                return new TimedConsent(at, key, JSON.writeValueAsBytes(consent));
            }
        } catch (IOException | DateTimeException e) {
            // Neither is repeated: both quote the line.
        }
        throw CommandFailure.usage(
                file + ":" + number + ": a consent has publishedAt, key and consent");
    }
}
