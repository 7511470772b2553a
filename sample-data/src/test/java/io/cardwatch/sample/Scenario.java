package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Decoded;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of events that must, and events that nearly must, set off the rules for one pattern.
 *
 * <p>{@code expected.txt} says what the folder shows, names the rules for it after {@code rules:},
 * and then, per event on which any of them fires or which alerts, the event's id, those rules and
 * {@code alert}. On every other event of the folder none of these rules fires, and there is no
 * alert.
 */
record Scenario(
        String name,
        List<CardEvent> events,
        List<Label> labels,
        Set<String> rules,
        Map<String, Set<String>> expected) {
    static final Path ROOT = Path.of("src/test/resources/scenarios");

    /** Stands among an event's rules where the event alerts. */
    static final String ALERT = "alert";

    private static final String RULES = "rules:";

    static List<Scenario> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.sorted().map(Scenario::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scenario read(Path folder) {
        Set<String> rules = new TreeSet<>();
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (String line : lines(folder.resolve("expected.txt"))) {
            List<String> words = Arrays.asList(line.split(" +"));
            if (words.get(0).equals(RULES)) {
                rules.addAll(words.subList(1, words.size()));
            } else if (!line.startsWith("#")) {
                expected.put(words.get(0), new TreeSet<>(words.subList(1, words.size())));
            }
        }
        List<CardEvent> events =
                lines(folder.resolve("events.jsonl")).stream().map(decoder()).toList();
        Path labels = folder.resolve("labels.jsonl");
        return new Scenario(
                String.valueOf(folder.getFileName()),
                events,
                Files.exists(labels)
                        ? lines(labels).stream().map(Scenario::label).toList()
                        : List.of(),
                rules,
                expected);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Function<String, CardEvent> decoder() {
        CardEventJsonDecoder decoder =
                new CardEventJsonDecoder(
                        new FeedProfile(
                                "bank-north",
                                "EUR",
                                Set.of(),
                                FeedProfile.DEFAULT_MAX_RECORD_BYTES));
        return line -> {
            Decoded decoded =
                    decoder.decode(
                            line.getBytes(StandardCharsets.UTF_8),
                            new Coordinates("scenario", 0, 0));
            assertThat(decoded.event()).as("%s", line).isNotNull();
            return decoded.event();
        };
    }

    private static Label label(String line) {
        JsonNode json = TestingSink.json(line);
        return new Label(
                json.get("bankId").asText(),
                json.get("eventId").asText(),
                json.get("cardRef").asText(),
                optional(json, "merchantId"),
                optional(json, "terminalId"),
                Instant.parse(json.get("eventTime").asText()),
                json.get("fraud").asBoolean(),
                Instant.parse(json.get("knownAt").asText()));
    }

    private static @Nullable String optional(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.get(field).asText() : null;
    }

    private static List<String> lines(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file))
                    .stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
