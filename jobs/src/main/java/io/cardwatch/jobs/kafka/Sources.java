package io.cardwatch.jobs.kafka;

import io.cardwatch.jobs.config.CommonConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The jobs' readers of Kafka topics. */
public final class Sources {
    private static final int HELPING = 256 * 1024;

    private Sources() {}

    /**
     * Reads from where the group left off; from the start where it never read. A restored job goes
     * on from its checkpoint.
     */
    @SuppressWarnings("deprecation") // The connector's interface asks for this class of Kafka's.
    public static <T> KafkaSource<T> continuing(
            CommonConfig config,
            List<String> topics,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer) {
        return builder(
                        config,
                        topics,
                        group,
                        deserializer,
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .build();
    }

    /**
     * Reads all that the topics hold at the start, and ends there. It commits nothing and is of a
     * group of its own: the live job's place in the topics stays what it is.
     */
    public static <T> KafkaSource<T> replaying(
            CommonConfig config,
            List<String> topics,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer) {
        return builder(
                        config,
                        topics,
                        group + "-replay",
                        deserializer,
                        OffsetsInitializer.earliest())
                .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
                .setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
                .setBounded(OffsetsInitializer.latest())
                .build();
    }

    /**
     * Reads a compacted topic from its start. A restored job goes on from its checkpoint.
     *
     * @param patience how long records may wait for others, so that one answer of a broker brings
     *     many; none where each counts at once
     */
    public static <T> KafkaSource<T> fromEarliest(
            CommonConfig config,
            String topic,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer,
            Duration patience) {
        KafkaSourceBuilder<T> builder =
                builder(config, List.of(topic), group, deserializer, OffsetsInitializer.earliest());
        if (!patience.isZero()) {
            builder.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(HELPING))
                    .setProperty(
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                            Long.toString(patience.toMillis()));
        }
        return builder.build();
    }

    /**
     * Reads a topic of one partition from an offset on. A restored job goes on from its checkpoint.
     */
    public static <T> KafkaSource<T> from(
            long offset,
            CommonConfig config,
            String topic,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer) {
        return builder(
                        config,
                        List.of(topic),
                        group,
                        deserializer,
                        OffsetsInitializer.offsets(Map.of(new TopicPartition(topic, 0), offset)))
                .build();
    }

    private static <T> KafkaSourceBuilder<T> builder(
            CommonConfig config,
            List<String> topics,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer,
            OffsetsInitializer start) {
        return KafkaSource.<T>builder()
                .setProperties(config.kafkaProperties())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setTopics(topics)
                .setGroupId("cardwatch-" + group)
                .setClientIdPrefix("cardwatch-" + group)
                .setStartingOffsets(start)
                .setDeserializer(deserializer);
    }
}
