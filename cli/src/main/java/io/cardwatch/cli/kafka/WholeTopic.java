package io.cardwatch.cli.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A topic of any number of partitions, which commands read to its end and write to. */
public final class WholeTopic {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Properties properties;
    private final String topic;

    /** That topic as clients with those settings see it. */
    public WholeTopic(Properties properties, String topic) {
        this.properties = properties;
        this.topic = topic;
    }

    public String name() {
        return topic;
    }

    /** How many partitions it has, 0 where there is no such topic. */
    public int partitions() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(properties)) {
            TopicDescription found =
                    KafkaCalls.orNullWhereAbsent(
                            requireNonNull(
                                    admin.describeTopics(List.of(topic))
                                            .topicNameValues()
                                            .get(topic)));
            return found == null ? 0 : found.partitions().size();
        }
    }

    /**
     * Refuses a topic that is not there.
     *
     * @param option how another topic is named
     */
    public void require(String option)
            throws CommandFailure, InterruptedException, ExecutionException {
        if (partitions() == 0) {
            throw CommandFailure.usage(
                    "there is no topic '"
                            + topic
                            + "' at "
                            + KafkaCalls.servers(properties)
                            + "; create it, or name another with "
                            + option);
        }
    }

    /**
     * Reads all that the topic holds now, the partitions in any order, each in its own; a topic
     * that is not there holds nothing.
     */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> taker)
            throws InterruptedException, ExecutionException {
        int count = partitions();
        if (count == 0) {
            return;
        }
        KafkaConsumer<byte[], byte[]> reader = Clients.reader(properties);
        try {
            List<TopicPartition> all =
                    IntStream.range(0, count)
                            .mapToObj(partition -> new TopicPartition(topic, partition))
                            .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            while (all.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
                reader.poll(POLL).forEach(taker);
            }
        } finally {
            Clients.close(reader);
        }
    }

    /**
     * Writes a record, and returns once the brokers have stored it.
     *
     * @param partition where the key stands already, or null where Kafka may choose
     * @param value null for a tombstone
     */
    public void write(
            @Nullable Integer partition, byte[] key, byte @Nullable [] value, List<Header> headers)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = Clients.writer(properties)) {
            var unused =
                    producer.send(new ProducerRecord<>(topic, partition, key, value, headers))
                            .get();
        }
    }
}
