package io.cardwatch.cli.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic of one partition, which commands read to its end and write to. */
public final class SinglePartition {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Properties properties;
    private final TopicPartition partition;

    /** That topic as clients with those settings see it. */
    public SinglePartition(Properties properties, String topic) {
        this.properties = properties;
        this.partition = new TopicPartition(topic, 0);
    }

    /**
     * Refuses a topic that is not there or has more partitions.
     *
     * @param option how another topic is named
     * @param reason why it needs to have one partition, as a clause
     */
    public void require(String option, String reason)
            throws CommandFailure, InterruptedException, ExecutionException {
        String topic = partition.topic();
        try (Admin admin = Admin.create(properties)) {
            TopicDescription found =
                    KafkaCalls.orNullWhereAbsent(
                            requireNonNull(
                                    admin.describeTopics(List.of(topic))
                                            .topicNameValues()
                                            .get(topic)));
            if (found == null) {
                throw CommandFailure.usage(
                        "there is no topic '"
                                + topic
                                + "' at "
                                + KafkaCalls.servers(properties)
                                + "; create it with one partition, or name another with "
                                + option);
            }
            if (found.partitions().size() != 1) {
                throw CommandFailure.usage(
                        "topic '"
                                + topic
                                + "' has "
                                + found.partitions().size()
                                + " partitions; it needs to have one, since "
                                + reason);
            }
        }
    }

    /** A reader that stands at the topic's start. */
    public KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> reader = Clients.reader(properties);
        reader.assign(List.of(partition));
        reader.seekToBeginning(List.of(partition));
        return reader;
    }

    /** Reads on to where the topic ends now. */
    public void readToEnd(
            KafkaConsumer<byte[], byte[]> reader, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (reader.position(partition) < end) {
            reader.poll(POLL).forEach(taker);
        }
    }

    /** Writes a record; its offset, once the brokers have stored it. */
    public long write(byte[] key, byte[] value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = Clients.writer(properties)) {
            return producer.send(new ProducerRecord<>(partition.topic(), key, value))
                    .get()
                    .offset();
        }
    }

    /** Lets go of a reader that holds nothing that has to be given back. */
    public static void close(KafkaConsumer<?, ?> reader) {
        Clients.close(reader);
    }
}
