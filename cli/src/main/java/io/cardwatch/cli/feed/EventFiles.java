package io.cardwatch.cli.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.sample.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds files of events, and says which feed a file of JSON lines stands for. */
public final class EventFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventFiles() {}

    /**
     * The files that a path stands for: itself, or a folder's files of JSON lines by name.
     *
     * @throws CommandFailure where there is nothing to read
     */
    public static List<Path> at(Path path) throws CommandFailure, IOException {
        return at(path, List.of("jsonl"));
    }

    /** The same for a folder's files of CSV. */
    public static List<Path> csvAt(Path path) throws CommandFailure, IOException {
        return at(path, List.of("csv", "tsv"));
    }

    private static List<Path> at(Path path, List<String> endings)
            throws CommandFailure, IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw CommandFailure.usage("there is no file of events at " + path);
        }
        String pattern = ".*\\.(" + String.join("|", endings) + ")(\\.gz)?";
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files =
                    entries.filter(file -> file.toString().matches(pattern)).sorted().toList();
            if (files.isEmpty()) {
                throw CommandFailure.usage(
                        "there is no ."
                                + String.join(" or .", endings)
                                + " file, plain or .gz, in "
                                + path);
            }
            return files;
        }
    }

    /**
     * The feed that a file of JSON lines stands for: the bank of its first readable event, and as
     * base currency the one it was billed in, or else paid in; in a sample set, the one that the
     * set gives its bank.
     *
     * @throws CommandFailure where no line is an event
     */
    public static FeedProfile feedOf(Path file) throws CommandFailure, IOException {
        if (file.toString().matches(".*\\.csv(\\.gz)?")) {
            throw CommandFailure.usage(
                    file + " is CSV: name a --mapping that says which column is which field");
        }
        FeedProfile feed = feedIn(file);
        if (feed == null) {
            throw CommandFailure.usage(
                    "no line of " + file + " is a card event with a bankId and a currency");
        }
        return inSampleSet(file, feed);
    }

    private static @Nullable FeedProfile feedIn(Path file) throws IOException {
        try (Lines lines = new Lines(file, ISO_8859_1)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                Map<String, String> texts = JsonTexts.of(line.getBytes(ISO_8859_1));
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
}
