package io.cardwatch.jobs.kafka;

import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.ChannelControlJson;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.DeliveryUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the controls topic. What is written under a channel's key is about that channel: a record
 * whose value names another one, or cannot be read, is counted, reported by its place and dropped.
 * A tombstone takes back what was said before, as it would be at the next start.
 *
 * <p>A control is for every subtask; the key it has here leads nowhere yet.
 */
final class ControlDeserializer
        implements KafkaRecordDeserializationSchema<TopicRecord<DeliveryUpdate>> {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDeserializer.class);
    private static final KeyHash NOWHERE = new KeyHash(0, 0);

    private transient CardwatchMetrics metrics;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord<DeliveryUpdate>> out) {
        ChannelControl control = control(record);
        if (control == null) {
            metrics.counter(CardwatchMetrics.CONTROLS_REJECTED).inc();
            LOG.error(
                    "no channel control at {}-{}@{}: say it again with 'cardwatch channels'",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
        out.collect(
                new TopicRecord<>(
                        record, control == null ? null : DeliveryUpdate.of(NOWHERE, control)));
    }

    private static @Nullable ChannelControl control(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0) {
            return null;
        }
        String channel = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            return new ChannelControl(
                    channel, false, Instant.ofEpochMilli(record.timestamp()), null);
        }
        ChannelControl control = ChannelControlJson.decode(record.value());
        return control != null && control.channel().equals(channel) ? control : null;
    }

    @Override
    public TypeInformation<TopicRecord<DeliveryUpdate>> getProducedType() {
        return DeliveryUpdates.RECORDS;
    }
}
