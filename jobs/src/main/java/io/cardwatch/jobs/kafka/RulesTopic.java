package io.cardwatch.jobs.kafka;

import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.operator.RulesPush;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The rules topic as it stands when a job is submitted. */
public final class RulesTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private RulesTopic() {}

    /**
     * What was pushed so far and may judge a new job's events, the oldest first.
     *
     * @param banks the banks that the job reads events of
     * @throws ConfigException where the topic cannot be read, or has more than one partition
     */
    public static List<RulesPush> read(CommonConfig config, String topic, Set<String> banks) {
        Properties properties = config.kafkaProperties();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, PATIENCE);
            int found = partitions == null ? 0 : partitions.size();
            if (found != 1) {
                throw new ConfigException(
                        "topics.rules: the topic '"
                                + topic
                                + (found == 0
                                        ? "' does not exist; create it with one partition"
                                        : "' has " + found + " partitions; it needs to have one"));
            }
            NewestPushes pushes = new NewestPushes(banks);
            readToEnd(consumer, new TopicPartition(topic, 0), pushes);
            return pushes.all();
        } catch (KafkaException e) {
            throw new ConfigException(
                    "topics.rules: the topic '"
                            + topic
                            + "' cannot be read at submission: "
                            + e.getClass().getSimpleName());
        }
    }

    private static void readToEnd(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, NewestPushes pushes) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the rules topic was not read to its end in time");
            }
            consumer.poll(POLL).forEach(record -> pushes.add(RulesDeserializer.push(record)));
        }
    }
}
