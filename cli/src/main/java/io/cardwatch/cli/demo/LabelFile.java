package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file of labels as JSON lines, plain or gzipped. */
final class LabelFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_VERSION = 1;

    private LabelFile() {}

    /**
     * The labels of a file. A line goes to the topic as it is, with the contract's version where it
     * gives none: to refuse a wrong one is the job's work.
     *
     * @throws CommandFailure where a line does not even say when it became known, naming the line
     */
    static List<TimedLabel> read(Path file) throws CommandFailure, IOException {
        List<TimedLabel> labels = new ArrayList<>();
        try (Lines lines = new Lines(file, StandardCharsets.UTF_8)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                labels.add(label(file, lines.number(), line));
            }
        }
        return labels;
    }

    private static TimedLabel label(Path file, int number, String line) throws CommandFailure {
        try {
            if (JSON.readTree(line) instanceof ObjectNode label) {
                JsonNode knownAt = label.path("knownAt");
                Instant at = Instant.parse(knownAt.asText());
                if (!label.has("schemaVersion")) {
                    label.put("schemaVersion", SCHEMA_VERSION);
                }
                return new TimedLabel(
                        at, label.path("cardRef").asText(), JSON.writeValueAsBytes(label));
            }
        } catch (IOException | DateTimeException e) {
            // Neither is repeated: both quote the line.
        }
        throw CommandFailure.usage(file + ":" + number + ": a label is a JSON object with knownAt");
    }
}
