package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.config.Ordering;
import io.cardwatch.rule.CompiledRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The same events through the real job on a real broker and through the backtest's replay, one file
 * for each partition: the same alerts.
 */
final class BacktestParityITCase {
    private static final int EVENTS = 500;
    private static final int PARTITIONS = 3;
    private static final Duration SECOND_HALF = Duration.ofHours(8);
    private static final Instant SWAP = TestingRecords.START.plus(Duration.ofHours(7));

    /** Goes on with what is fed meanwhile. */
    private static final Ordering RUNNING =
            new Ordering(Ordering.By.EVENT_TIME, false, Duration.ofSeconds(4), 100_000);

    private static final String FEATURES =
            """
            features:
              card_10m:     { by: card, count: true, over: 10m }
              spent_20m:    { by: card, sum: amount, over: 20m, where: event.approved }
              since_last:   { by: card, elapsed: true, over: 1h }
              merchant_5m:  { by: merchant, count: true, over: 5m }
              cards_10m:    { by: merchant, distinct: cardRef, over: 10m }
              refused_5m:   { by: terminal, count: true, over: 5m, where: "!event.approved" }
              spent_device: { by: device, sum: amount, over: 10m }
              new_here:     { by: device, first_seen: merchantId, over: 1h }
            """;

    private static final String FIRST =
            "ruleset: parity\nversion: \"1\"\n"
                    + FEATURES
                    + """
                    rules:
                      - { id: card, when: card_10m >= 3.0 && since_last < 250.0, score: 30 + card_10m, reason: "{card_10m} payments" }
                      - { id: spree, when: spent_20m > 250.0, score: 25, reason: "{spent_20m} in 20 minutes" }
                      - { id: busy, when: merchant_5m >= 8.0 && cards_10m >= 6.0, score: 25, reason: "{merchant_5m} payments by {cards_10m} cards" }
                      - { id: refused, when: refused_5m >= 2.0, score: 30, reason: "{refused_5m} refused" }
                      - { id: device, when: spent_device > 400.0, score: 20, reason: "{spent_device}" }
                      - { id: new-here, when: new_here, score: 25, reason: "new" }
                    alerting: { threshold: 70, cooldown: 8m, budget: 4 per subject per day }
                    """;

    /** Another threshold, another score, a rule less and one more over what is kept already. */
    private static final String SECOND =
            "ruleset: parity\nversion: \"2\"\n"
                    + FEATURES
                    + """
                    rules:
                      - { id: card, when: card_10m >= 2.0, score: 35 + card_10m, reason: "{card_10m} payments" }
                      - { id: spree, when: spent_20m > 200.0, score: 25, reason: "{spent_20m} in 20 minutes" }
                      - { id: busy, when: merchant_5m >= 8.0 && cards_10m >= 6.0, score: 25, reason: "{merchant_5m} payments by {cards_10m} cards" }
                      - { id: device, when: spent_device > 300.0, score: 20, reason: "{spent_device}" }
                      - { id: quick, when: since_last < 60.0 && new_here, score: 40, reason: "after {since_last} s" }
                    alerting: { threshold: 60, cooldown: 5m, budget: 6 per subject per day }
                    """;

    /** What depends on no order between cards. */
    private static final String CARD_ONLY =
            """
            ruleset: parity
            version: "1"
            features:
              card_10m:   { by: card, count: true, over: 10m }
              spent_20m:  { by: card, sum: amount, over: 20m, where: event.approved }
              since_last: { by: card, elapsed: true, over: 1h }
            rules:
              - { id: card, when: card_10m >= 3.0 && since_last < 250.0, score: 60 + card_10m, reason: "{card_10m} payments" }
              - { id: spree, when: spent_20m > 250.0, score: 60, reason: "{spent_20m} in 20 minutes" }
            alerting: { threshold: 60, cooldown: 8m }
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRaiseTheJobsAlertsInEventTimeThroughLateEventsASwapAndARestart(int parallelism)
            throws Exception {
        List<FeedEvent> first = ShuffledFeed.of(11, EVENTS).arriving();
        List<FeedEvent> second = later(ShuffledFeed.of(12, EVENTS).arriving(), "second-");
        try (TestingPipeline pipeline = open(FIRST)) {
            JobClient job = pipeline.startAlerting(null, parallelism, RUNNING);
            pipeline.send(first.toArray(FeedEvent[]::new));
            pipeline.send(ShuffledFeed.flush().toArray(FeedEvent[]::new));
            awaitRead(pipeline, first.size() + ShuffledFeed.flush().size());
            swap(pipeline, parallelism);
            int half = second.size() / 2;
            pipeline.send(second.subList(0, half).toArray(FeedEvent[]::new));
            awaitRead(pipeline, first.size() + ShuffledFeed.flush().size() + half);
            String savepoint = pipeline.stop(job, folder);
            pipeline.startAlerting(savepoint, parallelism, RUNNING);
            pipeline.send(second.subList(half, second.size()).toArray(FeedEvent[]::new));
            pipeline.send(later(ShuffledFeed.flush(), "second-").toArray(FeedEvent[]::new));

            Map<String, String> expected = replay(pipeline, FIRST, SECOND, "event-time");
            assertThat(versions(expected)).containsExactly("1", "2");
            assertThat(expected).hasSizeGreaterThan(30);
            pipeline.await("all alerts", () -> pipeline.alertIds().size() >= expected.size());
            assertThat(alerts(pipeline)).isEqualTo(expected);
            Counters counters = pipeline.accounting().counters();
            assertThat(counters.total("records_behind_watermark")).isZero();
            assertThat(counters.total("events_late")).isPositive();
            assertThat(counters.total("events_duplicate")).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRaiseTheJobsAlertsAsEventsArriveForRulesOnTheCardsOwnFeatures(int parallelism)
            throws Exception {
        // One card to a cardholder: cooldown forgets by the latest time of any card of theirs.
        List<FeedEvent> events =
                ShuffledFeed.of(13, 2 * EVENTS).arriving().stream()
                        .filter(event -> String.valueOf(event.cardRef()).matches(".*[02468]"))
                        .toList();
        int half = events.size() / 2;
        try (TestingPipeline pipeline = open(CARD_ONLY)) {
            JobClient job = pipeline.startAlerting(null, parallelism);
            pipeline.send(events.subList(0, half).toArray(FeedEvent[]::new));
            awaitRead(pipeline, half);
            String savepoint = pipeline.stop(job, folder);
            pipeline.startAlerting(savepoint, parallelism);
            pipeline.send(events.subList(half, events.size()).toArray(FeedEvent[]::new));

            // A stopped job's last counts are not seen, so the topic alone says when to look.
            Map<String, String> expected = replay(pipeline, CARD_ONLY, null, "arrival");
            assertThat(expected).hasSizeGreaterThan(30);
            pipeline.await("all alerts", () -> pipeline.alertIds().size() >= expected.size());
            assertThat(alerts(pipeline)).isEqualTo(expected);
        }
    }

    private TestingPipeline open(String rules) throws Exception {
        TestingPipeline pipeline =
                TestingPipeline.open(
                        List.of(FeedProfile.of(TestingRecords.BANK, "EUR")),
                        Files.writeString(folder.resolve("rules.yaml"), rules),
                        PARTITIONS,
                        2);
        pipeline.history().consents(ShuffledFeed.consents());
        return pipeline;
    }

    private static void awaitRead(TestingPipeline pipeline, long events) throws Exception {
        pipeline.await(
                "all read", () -> pipeline.accounting().counters().total("events_in") == events);
    }

    /**
     * What is pushed takes effect by arrival: everything before it has been read, nothing after.
     */
    private static void swap(TestingPipeline pipeline, int parallelism) throws Exception {
        TestingRulesTopic rules = new TestingRulesTopic(pipeline.bootstrapServers());
        long sequence = rules.push("second.yaml", SECOND);
        pipeline.await("the second set judges", () -> rules.active(sequence) == parallelism);
    }

    private static List<FeedEvent> later(List<FeedEvent> events, String prefix) {
        return events.stream().map(event -> later(event, prefix)).toList();
    }

    private static FeedEvent later(FeedEvent event, String prefix) {
        ObjectNode json = (ObjectNode) SampleInput.json(TestingRecords.text(event.json()));
        Instant time = Instant.parse(json.path("eventTime").asText()).plus(SECOND_HALF);
        json.put("eventId", prefix + json.path("eventId").asText());
        json.put("eventTime", time.toString());
        return new FeedEvent(
                event.bankId(),
                json.path("eventId").asText(),
                event.cardRef(),
                event.subjectRef(),
                time,
                json.toString().getBytes(UTF_8));
    }

    /** The backtest's alerts, of those who opted in at the job as well. */
    private Map<String, String> replay(
            TestingPipeline pipeline, String rules, String swapped, String ordering)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--ordering", ordering, "--events"));
        arguments.addAll(files(pipeline));
        ReplayOptions options =
                CommandLine.populateCommand(new ReplayOptions(), arguments.toArray(String[]::new));
        CompiledRules first = compiled("first.yaml", rules);
        CompiledRules second = swapped == null ? null : compiled("second.yaml", swapped);
        Replay replay = new Replay(first, options.settings());
        Map<String, String> alerts = new TreeMap<>();
        try (ReplaySource source = options.open(folder, List.of(first))) {
            for (LabelledEvent event = source.next(); event != null; event = source.next()) {
                if (second != null && !event.event().eventTime().isBefore(SWAP)) {
                    replay.swap(null, 0, second);
                    second = null;
                }
                JudgedEvent judged = replay.judge(event);
                Alert alert = judged.alert();
                if (alert != null && alert.subjectRef().startsWith("subject-")) {
                    alerts.put(alert.alertId(), comparable(alert));
                }
            }
        }
        return alerts;
    }

    private CompiledRules compiled(String name, String text) throws Exception {
        return ReplayOptions.rules(Files.writeString(folder.resolve(name), text));
    }

    /** A file of what stands on each partition, in its order. */
    private List<String> files(TestingPipeline pipeline) throws IOException {
        Map<Integer, ByteArrayOutputStream> lines = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.records("card-events.north")) {
            ByteArrayOutputStream file =
                    lines.computeIfAbsent(record.partition(), p -> new ByteArrayOutputStream());
            file.writeBytes(record.value());
            file.write('\n');
        }
        List<String> files = new ArrayList<>();
        for (Map.Entry<Integer, ByteArrayOutputStream> partition : lines.entrySet()) {
            Path file = folder.resolve("partition-" + partition.getKey() + ".jsonl");
            files.add(Files.write(file, partition.getValue().toByteArray()).toString());
        }
        assertThat(files).hasSize(PARTITIONS);
        return files;
    }

    private static Map<String, String> alerts(TestingPipeline pipeline) {
        Map<String, String> alerts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.records("alerts")) {
            Alert alert = AlertJson.decode(record.value());
            alerts.put(alert.alertId(), comparable(alert));
        }
        return alerts;
    }

    /** All of an alert but its opt-ins, and the hashes, which another secret makes others. */
    private static String comparable(Alert alert) {
        ObjectNode json = (ObjectNode) SampleInput.json(new String(AlertJson.encode(alert), UTF_8));
        json.remove(List.of("channels", "labelKeys"));
        return json.toString();
    }

    private static Set<String> versions(Map<String, String> alerts) {
        Set<String> versions = new TreeSet<>();
        alerts.values()
                .forEach(
                        alert ->
                                versions.add(
                                        SampleInput.json(alert).path("ruleSetVersion").asText()));
        return versions;
    }
}
