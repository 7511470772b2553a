package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.cli.local.WorkFolder;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A broker with the jobs' topics, a hub, and the delivery job's configuration file that brings both
 * together: webhooks on the channel {@link #PUSH}, SMS on {@link #SMS}.
 */
public final class TestingDelivery implements AutoCloseable {
    /** The channel with idempotency keys. */
    public static final String PUSH = "push";

    /** The channel without. */
    public static final String SMS = "sms";

    /** Subtasks of the job. */
    public static final int PARALLELISM = 2;

    private static final int PARTITIONS = 4;
    private static final short ONE_REPLICA = 1;
    private static final Duration POLL = Duration.ofMillis(100);

    private final WorkFolder work;
    private final EmbeddedKafka kafka;
    private final FakeHub hub;
    private final DeliveryFeed feed;

    private TestingDelivery(WorkFolder work, EmbeddedKafka kafka, FakeHub hub) {
        this.work = work;
        this.kafka = kafka;
        this.hub = hub;
        this.feed = new DeliveryFeed(kafka.bootstrapServers());
    }

    /** Broker, topics of these banks, and hub; no job yet. */
    public static TestingDelivery open(Collection<String> eventTopics) throws Exception {
        WorkFolder work = WorkFolder.create();
        EmbeddedKafka kafka = EmbeddedKafka.start(work.folder("kafka"));
        kafka.createTopics(
                Topics.all(eventTopics, PARTITIONS).stream()
                        .map(spec -> spec.newTopic(ONE_REPLICA))
                        .toList());
        return new TestingDelivery(work, kafka, FakeHub.start());
    }

    public FakeHub hub() {
        return hub;
    }

    public DeliveryFeed feed() {
        return feed;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A folder that is gone when this is closed. */
    public Path folder(String name) throws IOException {
        return work.folder(name);
    }

    /** The file with the secret that both jobs hash with. */
    public Path hashingSecret() throws IOException {
        return secret("hashing", "a hashing secret of these tests alone");
    }

    /**
     * Writes the delivery job's configuration, with checkpoints so often that a crash soon finds
     * one.
     *
     * @param delivery what stands under {@code delivery} there, in YAML's flow style
     */
    public Path configuration(String delivery) throws IOException {
        return configuration(delivery, Duration.ofMillis(500));
    }

    /** The same with a checkpoint that often. */
    public Path configuration(String delivery, Duration checkpoints) throws IOException {
        String text =
                """
                kafka: { bootstrap.servers: "%s" }
                hashing.secret-file: "%s"
                checkpoints.interval: %dms
                delivery: %s
                channels:
                  push:
                    type: webhook
                    rate-limit: 4000
                    max-in-flight: 4000
                    timeout: 5s
                    url: "%s"
                    secret-file: "%s"
                  sms:
                    type: twilio
                    rate-limit: 4000
                    max-in-flight: 4000
                    timeout: 5s
                    host: "%s"
                    account: %s
                    auth-token-file: "%s"
                    sender: "+15550199"
                """
                        .formatted(
                                kafka.bootstrapServers(),
                                hashingSecret(),
                                checkpoints.toMillis(),
                                delivery,
                                hub.webhookAddress(),
                                secret("webhook", FakeHub.SECRET),
                                hub.base(),
                                FakeHub.ACCOUNT,
                                secret("sms", FakeHub.TOKEN));
        return Files.writeString(work.root().resolve("delivery.yaml"), text);
    }

    private Path secret(String name, String value) throws IOException {
        return Files.writeString(work.root().resolve(name + ".secret"), value);
    }

    /** Starts the job in this process. */
    public static JobClient startJob(EmbeddedFlink flink, Path configuration) throws Exception {
        StreamExecutionEnvironment environment = flink.environment();
        AlertDeliveryJob.configure(environment, DeliveryConfig.read(configuration));
        return environment.executeAsync(AlertDeliveryJob.NAME);
    }

    /** The values that stand on a topic now, a partition after the other. */
    public List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .collect(Collectors.toList());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL)
                        .forEach(
                                record -> {
                                    if (record.value() != null) {
                                        values.add(new String(record.value(), UTF_8));
                                    }
                                });
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        feed.close();
        hub.close();
        try {
            kafka.close();
        } finally {
            work.close();
        }
    }
}
