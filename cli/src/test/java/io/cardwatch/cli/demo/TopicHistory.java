package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topics what stood there before a savepoint, under the offsets it had then. */
final class TopicHistory {
    private final String bootstrapServers;
    private final DemoJobs jobs;

    TopicHistory(String bootstrapServers, DemoJobs jobs) {
        this.bootstrapServers = bootstrapServers;
        this.jobs = jobs;
    }

    void events(List<FeedEvent> events) throws Exception {
        write(
                events.stream()
                        .map(e -> record(jobs.eventsTopic(e.bankId()), e.cardRef(), e.json()))
                        .toList());
    }

    void consents(List<TimedConsent> consents) throws Exception {
        write(
                consents.stream()
                        .map(c -> record(jobs.consentsTopic(), c.key(), c.value()))
                        .toList());
    }

    void alerts(List<String> alerts) throws Exception {
        write(
                alerts.stream()
                        .map(alert -> record(jobs.alertsTopic(), cardholder(alert), bytes(alert)))
                        .toList());
    }

    void receipts(List<String> receipts) throws Exception {
        write(
                receipts.stream()
                        .map(r -> record(jobs.receiptsTopic(), field(r, "alertId"), bytes(r)))
                        .toList());
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record);
            }
            producer.flush();
        }
    }

    private static String cardholder(String alert) {
        return field(alert, "bankId") + '|' + field(alert, "subjectRef");
    }

    private static String field(String json, String name) {
        JsonNode node = SampleInput.json(json);
        return node.path(name).asText();
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, key == null ? null : bytes(key), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
