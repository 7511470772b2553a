package io.cardwatch.jobs.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the last record of each partition as the topic stands now.
 *
 * <p>The end offset alone does not tell: it may stand behind transaction markers, which no reader
 * ever sees, and a reader that waited for the offset before it would wait for ever.
 */
public final class LastRecords {
    /** The offset that stands for "this partition holds no record". */
    public static final long NONE = -1L;

    /**
     * How far a partition reached.
     *
     * @param last the offset of its last record, or {@link #NONE}
     * @param end its end offset
     */
    public record Reach(long last, long end) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private LastRecords() {}

    /**
     * How far each partition reached; at least one.
     *
     * @throws TimeoutException where the broker does not answer in time
     */
    public static Map<Integer, Reach> of(String topic, Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic, PATIENCE)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, PATIENCE);
            if (partitions.isEmpty()) {
                throw new IllegalStateException("the topic does not exist: " + topic);
            }
            Map<Integer, Reach> reached = new HashMap<>();
            consumer.endOffsets(partitions, PATIENCE)
                    .forEach(
                            (partition, end) -> {
                                long beginning = beginnings.getOrDefault(partition, 0L);
                                long last = lastBefore(consumer, partition, beginning, end);
                                reached.put(partition.partition(), new Reach(last, end));
                            });
            return reached;
        }
    }

    private static long lastBefore(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long beginning, long end) {
        consumer.assign(List.of(partition));
        long from = end;
        for (long step = 1; from > beginning; step *= 16) {
            from = Math.max(beginning, end - step);
            long found = lastBetween(consumer, partition, from, end);
            if (found != NONE) {
                return found;
            }
        }
        return NONE;
    }

    private static long lastBetween(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        consumer.seek(partition, from);
        long last = NONE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "no answer while looking for the last record of " + partition);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    last = record.offset();
                }
            }
        }
        return last;
    }
}
