package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

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
        try (InputStream in = open(file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    labels.add(label(file, number, line));
                }
            }
        }
        return labels;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
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
