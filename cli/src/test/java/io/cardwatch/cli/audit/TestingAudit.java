package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertId;
import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.audit.ChainReport;
import io.cardwatch.audit.ChainVerifier;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.DecisionJson;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.delivery.Await;
import io.cardwatch.cli.delivery.DeliveryTopics;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Decisions and their chain on a real broker. */
final class TestingAudit implements AutoCloseable {
    static final AuditAppender.Producers REAL = KafkaProducer::new;

    private static final int PARTITIONS = 2;

    private final EmbeddedKafka kafka;
    private final DeliveryTopics topics;
    private final List<String> warnings = new ArrayList<>();

    private TestingAudit(EmbeddedKafka kafka) throws Exception {
        this.kafka = kafka;
        this.topics = DeliveryTopics.create(kafka);
    }

    static TestingAudit start(Path folder) throws Exception {
        return new TestingAudit(EmbeddedKafka.start(folder));
    }

    String servers() {
        return kafka.bootstrapServers();
    }

    List<String> warnings() {
        return warnings;
    }

    static Decision decision(int number) {
        return Decision.of(
                "northbank",
                AlertId.of("northbank", "event-" + number),
                "2026-03-01.1",
                Decision.What.ATTEMPT,
                "accepted",
                "sms",
                3L,
                1,
                null,
                Instant.EPOCH.plusMillis(number));
    }

    /** Writes these decisions, the first of them and those up to the last. */
    void decide(int first, int last) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = first; i <= last; i++) {
                Decision decision = decision(i);
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.DECISIONS,
                                        decision.alertId().getBytes(UTF_8),
                                        DecisionJson.encode(decision)));
            }
            producer.flush();
        }
    }

    void write(String topic, String value) throws Exception {
        topics.write(topic, "key", value.getBytes(UTF_8));
    }

    AuditAppender open(AuditAppender.Producers producers) throws CommandFailure {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers());
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", "10");
        return AuditAppender.open(
                new AuditAppender.Settings(properties, Topics.DECISIONS, Topics.AUDIT),
                producers,
                InstantSource.system(),
                warnings::add);
    }

    /** Lets an appender take in all that was decided so far. */
    void appendAll() throws Exception {
        try (AuditAppender appender = open(REAL)) {
            appendAll(appender);
        }
    }

    void appendAll(AuditAppender appender) throws Exception {
        Await.until(
                "all decisions are read",
                () -> {
                    try {
                        appender.turn();
                        return isAllRead();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private boolean isAllRead() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets("cardwatch-audit-audit")
                            .partitionsToOffsetAndMetadata()
                            .get();
            for (int i = 0; i < PARTITIONS; i++) {
                TopicPartition partition = new TopicPartition(Topics.DECISIONS, i);
                long end =
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset();
                OffsetAndMetadata reached = committed.get(partition);
                if (end > 0 && (reached == null || reached.offset() < end)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Notes another head than the appender did. */
    void noteHead(ChainHead head) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            admin.alterConsumerGroupOffsets(
                            "cardwatch-audit-audit",
                            Map.of(
                                    new TopicPartition(Topics.DECISIONS, 0),
                                    new OffsetAndMetadata(0, head.format())))
                    .all()
                    .get();
        }
    }

    /** How many records stand on the chain. */
    int length() {
        return topics.records(Topics.AUDIT).size();
    }

    /** The chain, which has to hold and to have these decisions and no other, each once. */
    List<AuditRecord> assertChainOf(int first, int last) {
        ChainVerifier verifier = new ChainVerifier(List.of());
        List<AuditRecord> chain = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.records(Topics.AUDIT)) {
            verifier.take(record.offset(), record.value());
            chain.add(AuditRecord.decode(record.value()));
        }
        ChainReport report = verifier.report();
        assertThat(report.breaks()).isEmpty();
        List<Decision> decided = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            decided.add(decision(i));
        }
        assertThat(chain)
                .extracting(AuditRecord::decision)
                .containsExactlyInAnyOrderElementsOf(decided);
        return chain;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
