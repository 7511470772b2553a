package io.cardwatch.jobs.kafka;

import io.cardwatch.jobs.config.CommonConfig;
import java.util.List;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The jobs' readers of Kafka topics. */
public final class Sources {
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
                OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
    }

    /** Reads a compacted topic from its start. A restored job goes on from its checkpoint. */
    public static <T> KafkaSource<T> fromEarliest(
            CommonConfig config,
            String topic,
            String group,
            KafkaRecordDeserializationSchema<T> deserializer) {
        return builder(config, List.of(topic), group, deserializer, OffsetsInitializer.earliest());
    }

    private static <T> KafkaSource<T> builder(
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
                .setDeserializer(deserializer)
                .build();
    }
}
