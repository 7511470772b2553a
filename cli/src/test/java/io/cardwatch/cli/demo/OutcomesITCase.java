package io.cardwatch.cli.demo;

import static io.cardwatch.cli.demo.TestingRecords.BANK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardwatch.alert.AlertId;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an answer to its outcome, and what both jobs make of that, over a real broker. */
class OutcomesITCase {
    private static final String RULES =
            """
            ruleset: testing
            version: "1"
            features:
              terminal_risk: { by: terminal, fraud_rate: true, over: 28d, delay: 0d }
            rules:
              - id: large
                when: event.amount > 100.0
                score: 80
                reason: "{event.amount} at once"
              - id: risky-terminal
                when: terminal_risk > 0.4
                score: 80
                reason: "{terminal_risk} of the terminal's payments were fraud"
            alerting:
              threshold: 70
            """;

    private static final KeyHasher HASHER =
            new KeyHasher("a secret of these tests alone".getBytes(UTF_8));

    @TempDir private Path folder;

    @Test
    void shouldLearnFromANoAndTellTheNextStepOnceAlsoWhereTheJobWasDown() throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.startAlerting(null);
            JobClient delivery = pipeline.startDelivery(null);
            pipeline.publish(
                    List.of(TestingRecords.grant("anna", 1), TestingRecords.grant("berta", 1)));
            pipeline.send(payment("stolen", "anna", 0, 20_000, "T-1"));
            pipeline.awaitSettled();
            String stolen = AlertId.of(BANK, "stolen");
            assertThat(pipeline.alertIds()).containsExactly(stolen);

            String savepoint = pipeline.stop(delivery, folder.resolve("savepoints"));
            reply(pipeline, "stolen", "anna", Answer.CONFIRMED_FRAUD);
            reply(pipeline, "stolen", "anna", Answer.LEGITIMATE);
            pipeline.startDelivery(savepoint);
            pipeline.await("the outcome", () -> !outcomes(pipeline).isEmpty());
            String followUp = AlertId.ofFollowUp(stolen, Answer.CONFIRMED_FRAUD);
            pipeline.await("its message", () -> pipeline.receiptIds().contains(followUp));
            pipeline.await("the label", () -> total(pipeline, "labels_in") == 1);
            pipeline.await("the second answer", () -> total(pipeline, "replies_repeated") == 1);

            assertThat(outcomes(pipeline))
                    .extracting(Outcome::alertId, Outcome::kind)
                    .containsExactly(tuple(stolen, Outcome.Kind.CONFIRMED_FRAUD));
            assertThat(pipeline.values("labels"))
                    .singleElement()
                    .asString()
                    .contains("\"fraud\":true", "\"terminalHash\"")
                    .doesNotContain("stolen", "anna", "T-1");

            pipeline.await("the decision", () -> !decided(pipeline).isEmpty());
            assertThat(decided(pipeline))
                    .singleElement()
                    .asString()
                    .contains("confirmed-fraud", stolen)
                    .doesNotContain("anna", "T-1");

            pipeline.send(
                    payment("elsewhere", "berta", 10, 500, "T-2"),
                    payment("later", "berta", 11, 500, "T-1"));
            String later = AlertId.of(BANK, "later");
            pipeline.await("the later alert", () -> pipeline.alertIds().contains(later));
            assertThat(pipeline.alertIds()).containsExactlyInAnyOrder(stolen, later);
            pipeline.await("its receipt", () -> pipeline.receiptIds().contains(later));
            assertThat(pipeline.receiptIds()).containsExactlyInAnyOrder(stolen, followUp, later);
            assertThat(pipeline.values("receipts").stream().filter(r -> r.contains(followUp)))
                    .hasSize(1);
        }
    }

    @Test
    void shouldMakeNoAlertOfThePatternThatTheCardholderCalledTheirOwn() throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            pipeline.publish(
                    List.of(TestingRecords.grant("carl", 1), TestingRecords.grant("dora", 1)));
            pipeline.send(payment("first", "carl", 0, 20_000, "T-3"));
            pipeline.awaitSettled();

            reply(pipeline, "first", "carl", Answer.LEGITIMATE);
            pipeline.await("the snooze", () -> total(pipeline, "snoozes_applied") == 1);
            pipeline.send(
                    payment("repeated", "carl", 60, 20_000, "T-3"),
                    payment("others", "dora", 61, 20_000, "T-3"),
                    payment("days-later", "carl", 3 * 24 * 60, 20_000, "T-3"));
            String others = AlertId.of(BANK, "others");
            String daysLater = AlertId.of(BANK, "days-later");
            pipeline.await(
                    "the other alerts",
                    () -> pipeline.alertIds().containsAll(List.of(others, daysLater)));

            assertThat(pipeline.alertIds())
                    .containsExactlyInAnyOrder(AlertId.of(BANK, "first"), others, daysLater);
            assertThat(pipeline.accounting().counters().by("alerts_suppressed", "reason"))
                    .isEqualTo(Map.of("snoozed", 1L));
            assertThat(outcomes(pipeline))
                    .extracting(Outcome::snoozedUntil)
                    .containsExactly(TestingRecords.START.plus(Duration.ofDays(3)));
        }
    }

    private TestingPipeline open() throws Exception {
        return TestingPipeline.open(
                List.of(FeedProfile.of(BANK, "EUR")),
                Files.writeString(folder.resolve("rules.yaml"), RULES),
                1);
    }

    private static FeedEvent payment(
            String eventId, String subject, int minute, long cents, String terminal) {
        FeedEvent event = TestingRecords.payment(eventId, subject, minute, cents);
        String json =
                TestingRecords.text(event.json())
                        .replace("{", "{\"terminalId\":\"" + terminal + "\",");
        return new FeedEvent(
                event.bankId(),
                eventId,
                event.cardRef(),
                event.subjectRef(),
                event.time(),
                json.getBytes(UTF_8));
    }

    /** What the gateway would write. */
    private static void reply(
            TestingPipeline pipeline, String eventId, String subject, Answer answer)
            throws Exception {
        String alertId = AlertId.of(BANK, eventId);
        Reply reply =
                new Reply(
                        eventId + answer.wireName(),
                        alertId,
                        "console",
                        HASHER.subject(BANK, subject).hex(),
                        answer,
                        Instant.now());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", pipeline.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.REPLIES,
                                    alertId.getBytes(UTF_8),
                                    ReplyJson.encode(reply)))
                    .get();
        }
    }

    private static List<Outcome> outcomes(TestingPipeline pipeline) {
        return pipeline.records(Topics.outcomes(BANK)).stream()
                .flatMap(record -> Stream.ofNullable(OutcomeJson.decode(record.value())))
                .toList();
    }

    private static List<String> decided(TestingPipeline pipeline) {
        return pipeline.values(Topics.DECISIONS).stream()
                .filter(decision -> decision.contains("\"what\":\"outcome\""))
                .toList();
    }

    private static long total(TestingPipeline pipeline, String counter) {
        return pipeline.accounting().counters().total(counter);
    }
}
