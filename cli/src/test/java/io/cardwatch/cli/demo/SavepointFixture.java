package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A savepoint of both jobs kept from an earlier build, with what was on the topics by then, what
 * came next and what that build made of it.
 *
 * @param folder {@code src/test/resources/savepoints/<layout>}; its README.md tells how it was made
 */
record SavepointFixture(Path folder) {
    /** The parallelism of both jobs when the savepoint was written. */
    static final int PARALLELISM = 2;

    /** Partitions of the events' topic; every other topic has one. */
    static final int EVENT_PARTITIONS = 2;

    static SavepointFixture of(String layout) {
        return new SavepointFixture(
                Path.of("src", "test", "resources", "savepoints", layout).toAbsolutePath());
    }

    Path rules() {
        return folder.resolve("rules.yaml");
    }

    /** The alert job's savepoint. */
    Path alerting() {
        return folder.resolve("fraud-alert");
    }

    /** The delivery job's savepoint. */
    Path delivery() {
        return folder.resolve("delivery");
    }

    List<FeedEvent> eventsBefore() throws IOException {
        return events("events-before.jsonl");
    }

    List<FeedEvent> eventsAfter() throws IOException {
        return events("events-after.jsonl");
    }

    private List<FeedEvent> events(String file) throws IOException {
        return lines(file).stream().map(SavepointScenario::fromJson).toList();
    }

    List<TimedConsent> consents() throws IOException {
        return lines("consents.jsonl").stream().map(SavepointFixture::consent).toList();
    }

    private static TimedConsent consent(String line) {
        var json = SampleInput.json(line);
        return new TimedConsent(
                SampleInput.instant(json, "publishedAt"),
                json.path("key").asText(),
                json.path("consent").toString().getBytes(UTF_8));
    }

    /** The alerts that stood on their topic at the savepoint, in its order. */
    List<String> alertsBefore() throws IOException {
        return lines("alerts-before.jsonl");
    }

    /** The alerts that the job of that build then raised, by alert id. */
    List<String> alertsAfter() throws IOException {
        return lines("alerts-after.jsonl");
    }

    /** The receipts that stood on their topic at the savepoint, in its order. */
    List<String> receiptsBefore() throws IOException {
        return lines("receipts-before.jsonl");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    void write(String file, Stream<String> lines) throws IOException {
        Files.write(folder.resolve(file), lines.toList());
    }
}
