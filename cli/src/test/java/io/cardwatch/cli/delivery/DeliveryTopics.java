package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.secret.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the delivery job on a broker of a test. */
public final class DeliveryTopics {
    static final int PARTITIONS = 2;

    private static final Duration POLL = Duration.ofMillis(50);

    private final String servers;

    private DeliveryTopics(String servers) {
        this.servers = servers;
    }

    public static DeliveryTopics create(EmbeddedKafka kafka) throws Exception {
        return create(kafka, List.of(), PARTITIONS);
    }

    /** The same, and the topics of card events. */
    public static DeliveryTopics create(
            EmbeddedKafka kafka, List<String> eventTopics, int partitions) throws Exception {
        kafka.createTopics(
                Topics.all(eventTopics, partitions).stream()
                        .map(topic -> topic.newTopic((short) 1))
                        .toList());
        return new DeliveryTopics(kafka.bootstrapServers());
    }

    static CommonConfig common(String servers, Path secret) {
        return new CommonConfig(
                Map.of("bootstrap.servers", servers, "max.poll.records", "100"),
                SecretReference.file(secret),
                Topics.CONSENTS,
                Topics.ALERTS,
                JobClock.WALL,
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                100);
    }

    public void write(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
        }
    }

    /** All records that stand on a topic now, those of open transactions aside. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }
}
