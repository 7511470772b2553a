package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.rollout.RulesRecord;
import io.cardwatch.rollout.RulesRecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assertions;

/** Writes to the rules topic what the command would not let through, and reads the answers. */
final class TestingRulesTopic {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final String servers;

    TestingRulesTopic(String bootstrapServers) {
        servers = bootstrapServers;
    }

    /** Pushes a text unchecked and answers its sequence. */
    long push(String fileName, String source) throws Exception {
        return send(
                RulesRecordJson.encode(
                        new RulesRecord(
                                null,
                                fileName,
                                source,
                                Instant.EPOCH,
                                RulesRecord.Action.PUSH,
                                null)));
    }

    /** Writes anything and answers its offset. */
    long pushBytes(String value) throws Exception {
        return send(value.getBytes(StandardCharsets.UTF_8));
    }

    private long send(byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>("rules", value)).get().offset();
        }
    }

    /** How often a rule of a set that was displaced fired, as the job reported when it was. */
    long fired(long sequence, String rule) {
        Map<Integer, Long> bySubtask = new HashMap<>();
        for (JsonNode report : reports()) {
            if (report.get("sequence").asLong() == sequence
                    && report.get("status").asText().equals("rule-counts")) {
                for (JsonNode count : report.get("counts")) {
                    if (count.get("rule").asText().equals(rule)) {
                        bySubtask.put(report.get("subtask").asInt(), count.get("fired").asLong());
                    }
                }
            }
        }
        return bySubtask.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many subtasks judge by a set. */
    long active(long sequence) {
        return reports().stream()
                .filter(report -> report.get("sequence").asLong() == sequence)
                .filter(report -> report.get("status").asText().equals("active"))
                .map(report -> report.get("subtask").asInt())
                .distinct()
                .count();
    }

    private List<JsonNode> reports() {
        List<JsonNode> reports = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader()) {
            TopicPartition partition = consumer.assignment().iterator().next();
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> reports.add(json(record)));
            }
        }
        return reports;
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition("rules-status", 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer;
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        return SampleInput.json(TestingRecords.text(record.value()));
    }

    /** What the job says is wrong with a set, once it refuses it. */
    List<String> awaitProblems(long sequence) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader()) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    JsonNode report = json(record);
                    if (report.get("sequence").asLong() == sequence
                            && report.get("status").asText().equals("refused")) {
                        List<String> problems = new ArrayList<>();
                        report.get("problems").forEach(problem -> problems.add(problem.asText()));
                        return problems;
                    }
                }
            }
        }
        return Assertions.fail("the job did not refuse sequence " + sequence);
    }
}
