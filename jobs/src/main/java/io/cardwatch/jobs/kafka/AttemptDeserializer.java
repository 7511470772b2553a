package io.cardwatch.jobs.kafka;

import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.DeliveryUpdate;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the attempts topic; a record that is no attempt is counted, reported by its place and
 * dropped. A tombstone says nothing that is to be remembered.
 */
final class AttemptDeserializer
        implements KafkaRecordDeserializationSchema<TopicRecord<DeliveryUpdate>> {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptDeserializer.class);

    private transient CardwatchMetrics metrics;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord<DeliveryUpdate>> out) {
        byte[] value = record.value();
        DeliveryUpdate update = value == null ? null : update(value);
        if (value != null && update == null) {
            metrics.counter(CardwatchMetrics.ATTEMPTS_REJECTED).inc();
            LOG.warn("no attempt at {}-{}@{}", record.topic(), record.partition(), record.offset());
        }
        out.collect(new TopicRecord<>(record, update));
    }

    private static @Nullable DeliveryUpdate update(byte[] value) {
        Attempt attempt = AttemptJson.decode(value);
        if (attempt == null) {
            return null;
        }
        KeyHash subject = KeyHash.parse(attempt.subject());
        return subject == null ? null : DeliveryUpdate.of(subject, attempt);
    }

    @Override
    public TypeInformation<TopicRecord<DeliveryUpdate>> getProducedType() {
        return DeliveryUpdates.RECORDS;
    }
}
