package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.event.FeedProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsentGateITCase {
    private static final String BANK = TestingRecords.BANK;

    @TempDir private Path folder;

    @Test
    void shouldSuppressWhileNobodyOptedInAndAlertFromTheOptInToTheOptOut() throws Exception {
        try (TestingPipeline pipeline = open()) {
            start(pipeline);

            // The topic of consents is empty: nothing waits for a first one.
            pipeline.send(TestingRecords.payment("before", "anna", 0, 20_000));
            pipeline.awaitSettled();
            assertThat(pipeline.accounting().counters().by("alerts_suppressed", "reason"))
                    .isEqualTo(Map.of("no_consent", 1L));

            pipeline.publish(List.of(TestingRecords.grant("anna", 1)));
            pipeline.send(TestingRecords.payment("opted-in", "anna", 10, 20_000));
            pipeline.awaitSettled();

            pipeline.publish(List.of(TestingRecords.withdrawal("anna", 2, 15)));
            pipeline.send(TestingRecords.payment("opted-out", "anna", 20, 20_000));
            pipeline.awaitSettled();

            assertThat(pipeline.alertIds()).containsExactly(AlertId.of(BANK, "opted-in"));
            assertThat(pipeline.receiptIds()).containsExactly(AlertId.of(BANK, "opted-in"));
        }
    }

    @Test
    void shouldOpenBehindTheMarkersOfCommittedAndAbortedTransactions() throws Exception {
        try (TestingPipeline pipeline = open()) {
            try (KafkaProducer<byte[], byte[]> producer = transactional(pipeline)) {
                producer.initTransactions();
                produce(producer, TestingRecords.grant("anna", 1), true);
                produce(producer, TestingRecords.grant("bert", 1), false);
            }
            start(pipeline);

            pipeline.send(
                    TestingRecords.payment("a", "anna", 0, 20_000),
                    TestingRecords.payment("b", "bert", 0, 20_000));
            pipeline.awaitSettled();

            assertThat(pipeline.alertIds()).containsExactly(AlertId.of(BANK, "a"));
        }
    }

    @Test
    void shouldSealTheAlertThatWaitsForItsConsent() throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.startAlerting(null);
            JobClient delivery = pipeline.startDelivery(null);
            pipeline.publish(List.of(TestingRecords.grant("anna", 1)));
            try (KafkaProducer<byte[], byte[]> producer = producer(Map.of(), pipeline)) {
                // Decided on a consent that the delivery job has not read yet.
                producer.send(record(alert("waits", 2))).get();
                producer.send(record(alert("behind", 1))).get();
            }
            // Of the same partition: once the second is delivered, the first was read.
            pipeline.await(
                    "the second alert's receipt",
                    () -> pipeline.receiptIds().contains(AlertId.of(BANK, "behind")));

            Path savepoints = Files.createDirectories(folder.resolve("savepoints"));
            String savepoint = TestingPipeline.savepoint(delivery, savepoints);

            assertThat(pipeline.receiptIds()).doesNotContain(AlertId.of(BANK, "waits"));
            assertThat(savepoint).isNotEmpty();
            Set<String> payload = Set.of("Merchant of waits", "Address of anna", "tok-of-anna");
            assertThat(new ByteScan(payload).hitsIn(savepoints)).isEmpty();

            pipeline.publish(List.of(TestingRecords.grant("anna", 2)));
            pipeline.await(
                    "the waiting alert's receipt",
                    () -> pipeline.receiptIds().contains(AlertId.of(BANK, "waits")));
        }
    }

    private TestingPipeline open() throws Exception {
        return TestingPipeline.open(
                List.of(FeedProfile.of(BANK, "EUR")),
                Files.writeString(folder.resolve("rules.yaml"), TestingRecords.RULES),
                2);
    }

    private static void start(TestingPipeline pipeline) throws Exception {
        pipeline.startAlerting(null);
        pipeline.startDelivery(null);
    }

    private static KafkaProducer<byte[], byte[]> transactional(TestingPipeline pipeline) {
        return producer(Map.of("transactional.id", "consents"), pipeline);
    }

    private static KafkaProducer<byte[], byte[]> producer(
            Map<String, Object> settings, TestingPipeline pipeline) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", pipeline.bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void produce(
            KafkaProducer<byte[], byte[]> producer, TimedConsent consent, boolean commit)
            throws Exception {
        producer.beginTransaction();
        byte[] key = consent.key().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("consents", key, consent.value())).get();
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Alert alert) {
        byte[] key = (BANK + "|anna").getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>("alerts", key, AlertJson.encode(alert));
    }

    private static Alert alert(String eventId, long consentVersion) {
        return new Alert(
                AlertId.of(BANK, eventId),
                BANK,
                "anna",
                "tok-of-anna",
                "1",
                List.of(new Finding("large", 80, "200.0 at once", Map.of())),
                80,
                Severity.LOW,
                TestingRecords.START,
                TestingRecords.START,
                List.of(new AlertChannel("console", consentVersion, DetailLevel.DETAILED)),
                new AlertDetails(20_000, "EUR", "Merchant of " + eventId));
    }
}
