package io.cardwatch.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the alerts and receipts topics from their start, as they grow, into an {@link AlertLog},
 * and further topics for whoever asks for them.
 */
final class TopicTail implements AutoCloseable {
    /** Takes the records of a topic, in the order of each partition. */
    @FunctionalInterface
    interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String alertsTopic;
    private final String receiptsTopic;
    private final AlertLog log;
    private final Map<String, Taker> others;

    TopicTail(String bootstrapServers, String alertsTopic, String receiptsTopic, AlertLog log) {
        this(bootstrapServers, alertsTopic, receiptsTopic, log, Map.of());
    }

    /**
     * A tail that others listen to as well.
     *
     * @param others what is to be read for them, by topic; perhaps the same topics too
     */
    TopicTail(
            String bootstrapServers,
            String alertsTopic,
            String receiptsTopic,
            AlertLog log,
            Map<String, Taker> others) {
        this.alertsTopic = alertsTopic;
        this.receiptsTopic = receiptsTopic;
        this.log = log;
        this.others = Map.copyOf(others);
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 50),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        Set<String> topics = new TreeSet<>(others.keySet());
        topics.add(alertsTopic);
        topics.add(receiptsTopic);
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes in what is there, waiting up to that long for the first of it. */
    void poll(Duration wait) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            if (record.topic().equals(alertsTopic)) {
                log.alert(record.value(), record.timestamp());
            } else if (record.topic().equals(receiptsTopic)) {
                log.receipt(record.value());
            }
            Taker other = others.get(record.topic());
            if (other != null) {
                other.take(record);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(
                org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
