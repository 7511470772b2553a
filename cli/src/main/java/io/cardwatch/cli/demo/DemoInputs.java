package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.EventFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds and opens the demo's files. */
final class DemoInputs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappedFiles mappedFiles;

    DemoInputs(MappedFiles mappedFiles) {
        this.mappedFiles = mappedFiles;
    }

    /** Opens a file of events: card events as JSON lines or, with a mapping, foreign CSV. */
    EventFile open(Path file, @Nullable Path mapping) throws CommandFailure, IOException {
        if (mapping != null) {
            return mappedFiles.open(file, mapping);
        }
        return new JsonLinesFile(file, EventFiles.feedOf(file));
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
