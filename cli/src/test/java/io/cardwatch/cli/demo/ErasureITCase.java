package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import io.cardwatch.cli.consent.ConsentCommand;
import io.cardwatch.cli.consent.ConsentContext;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.rule.KeyDimension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cardholder is erased while both jobs are at work for others. */
final class ErasureITCase {
    private static final String PERSON = "erased-person";
    private static final String CARD = "tok-of-" + PERSON;
    private static final String SECRET = "a secret of these tests alone";
    private static final String RULES =
            TestingRecords.RULES
                    .replace(
                            "features:\n",
                            "features:\n  tx_of_subject_1h: { by: subject, count: true, over: 1h }\n")
                    .replace("tx_10m >= 1.0", "tx_10m >= 1.0 && tx_of_subject_1h >= 1.0");

    @TempDir private Path folder;

    private final KeyHasher hasher = new KeyHasher(SECRET.getBytes(UTF_8));
    private final StringWriter err = new StringWriter();

    @Test
    void shouldLeaveNothingButWhatTheAnswerNames() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        try (TestingPipeline pipeline =
                TestingPipeline.open(
                        List.of(FeedProfile.of(TestingRecords.BANK, "EUR")), rules, 2, 2)) {
            JobClient alerting = pipeline.startAlerting(null);
            JobClient delivery = pipeline.startDelivery(null);
            pipeline.publish(
                    List.of(
                            TestingRecords.grant(PERSON, 1),
                            TestingRecords.grant("crowd-1", 1),
                            TestingRecords.grant("crowd-2", 1)));
            pipeline.send(
                    TestingRecords.payment("before", PERSON, 0, 20_000),
                    TestingRecords.payment("c1", "crowd-1", 0, 20_000));
            pipeline.awaitSettled();
            assertThat(traces(alerting, "alerting-before"))
                    .as("the scan finds what is there")
                    .contains("subject", "card");
            assertThat(traces(delivery, "delivery-before")).contains("subject");

            JsonNode answer = eraseUnderLoad(pipeline, secret);

            assertThat(answer.path("complete").asBoolean()).as(err.toString()).isTrue();
            assertThat(answer.path("forgotten").findValuesAsText("step"))
                    .contains("features", "gate", "delivery", "outcomes");
            assertThat(answer.path("consentsRemoved").asInt()).isEqualTo(1);
            assertThat(answer.path("attemptsRemoved").asInt()).isEqualTo(1);
            assertThat(traces(alerting, "alerting-after")).isEmpty();
            assertThat(traces(delivery, "delivery-after")).isEmpty();
            assertThat(compacted(pipeline, Topics.CONSENTS)).noneMatch(this::isOfPerson);
            assertThat(compacted(pipeline, Topics.ATTEMPTS)).noneMatch(this::isOfPerson);
            assertThat(compacted(pipeline, Topics.CONSENTS)).isNotEmpty();
            for (String topic : List.of(Topics.ALERTS, Topics.RECEIPTS)) {
                assertThat(until(answer, topic)).isAfter(Instant.now());
            }
            assertThat(until(answer, "merchants, terminals, devices, bins and addresses in state"))
                    .isAfter(Instant.now());

            Set<String> alerted = pipeline.alertIds();
            pipeline.send(List.of(TestingRecords.grant(PERSON, 1)));
            int[] sent = {0};
            pipeline.await(
                    "an alert under the new opt-in",
                    () -> {
                        pipeline.send(
                                TestingRecords.payment(
                                        "again-" + ++sent[0], PERSON, 40 * sent[0], 20_000));
                        return pipeline.records(Topics.ALERTS).stream()
                                .anyMatch(
                                        record ->
                                                isOfPerson(text(record))
                                                        && !alerted.contains(alertId(record)));
                    });
        }
    }

    private JsonNode eraseUnderLoad(TestingPipeline pipeline, Path secret) throws Exception {
        CompletableFuture<String> erasing =
                CompletableFuture.supplyAsync(
                        () ->
                                run(
                                        "erase",
                                        "--bank",
                                        TestingRecords.BANK,
                                        "--subject",
                                        PERSON,
                                        "--card",
                                        CARD,
                                        "--hashing-secret-file",
                                        secret.toString(),
                                        "--json",
                                        "--wait",
                                        "60s",
                                        "--bootstrap-servers",
                                        pipeline.bootstrapServers()));
        for (int n = 0; !erasing.isDone(); n++) {
            pipeline.send(TestingRecords.payment("load-" + n, "crowd-" + n % 40, 0, 1_000 + n));
        }
        return new ObjectMapper().readTree(erasing.get());
    }

    private String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var command =
                ConsentCommand.commandLine(
                        ConsentContext.real(
                                new Terminal(
                                        new PrintStream(out, true, UTF_8),
                                        false,
                                        false,
                                        true,
                                        80)));
        command.setErr(new PrintWriter(err));
        int code = command.execute(arguments);
        err.append(" exit ").append(String.valueOf(code));
        return out.toString(UTF_8);
    }

    /** What a savepoint of the running job shows of the person. */
    private Set<String> traces(JobClient job, String name) throws Exception {
        Path savepoint = Files.createDirectory(folder.resolve(name));
        String unused = TestingPipeline.savepoint(job, savepoint);
        KeyHash subject = hasher.subject(TestingRecords.BANK, PERSON);
        KeyHash card = hasher.key(KeyDimension.CARD, TestingRecords.BANK, CARD);
        Map<String, String> needles =
                Map.of(
                        "reference", PERSON,
                        "subject", bytes(subject),
                        "subject's hex", subject.hex(),
                        "card", bytes(card),
                        "card's hex", card.hex());
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(savepoint)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = read(file);
                needles.forEach(
                        (needle, form) -> {
                            if (text.contains(form)) {
                                found.add(needle);
                            }
                        });
            }
        }
        return found;
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), ISO_8859_1);
    }

    private static String bytes(KeyHash hash) {
        return new String(
                Bytes.concat(Longs.toByteArray(hash.hi()), Longs.toByteArray(hash.lo())),
                ISO_8859_1);
    }

    /** The topic as compaction leaves it: of each key the last word, tombstones gone. */
    private static List<String> compacted(TestingPipeline pipeline, String topic) {
        Map<String, @Nullable String> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.records(topic)) {
            String key = new String(record.key(), UTF_8);
            last.remove(key);
            if (record.value() != null) {
                last.put(key, key + text(record));
            }
        }
        return List.copyOf(last.values());
    }

    private boolean isOfPerson(String text) {
        return text.contains(PERSON)
                || text.contains(hasher.subject(TestingRecords.BANK, PERSON).hex());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return TestingRecords.text(record.value());
    }

    private static String alertId(ConsumerRecord<byte[], byte[]> record) {
        return SampleInput.json(text(record)).get("alertId").asText();
    }

    private static Instant until(JsonNode answer, String where) {
        for (JsonNode remains : answer.path("remains")) {
            if (remains.path("where").asText().equals(where)) {
                return Instant.parse(remains.path("until").asText());
            }
        }
        throw new AssertionError("the answer does not name " + where);
    }
}
