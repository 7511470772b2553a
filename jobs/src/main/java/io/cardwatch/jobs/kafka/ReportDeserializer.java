package io.cardwatch.jobs.kafka;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptFormatException;
import io.cardwatch.channel.ReceiptJson;
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
 * Reads what providers reported later from the receipts topic, and passes over what delivery itself
 * wrote there. A record that is no receipt is counted, reported by its place and dropped.
 */
final class ReportDeserializer implements KafkaRecordDeserializationSchema<DeliveryUpdate> {
    private static final Logger LOG = LoggerFactory.getLogger(ReportDeserializer.class);

    private transient CardwatchMetrics metrics;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DeliveryUpdate> out) {
        Receipt receipt = receipt(record.value());
        if (receipt != null && receipt.reportedBy() != Receipt.Reporter.PROVIDER) {
            return;
        }
        if (receipt != null) {
            KeyHash subject = KeyHash.parse(receipt.subject());
            if (subject != null) {
                out.collect(DeliveryUpdate.of(subject, receipt));
                return;
            }
        }
        metrics.counter(CardwatchMetrics.RECEIPTS_REJECTED).inc();
        LOG.warn("no receipt at {}-{}@{}", record.topic(), record.partition(), record.offset());
    }

    private static @Nullable Receipt receipt(byte @Nullable [] value) {
        try {
            return value == null ? null : ReceiptJson.decode(value);
        } catch (ReceiptFormatException e) {
            return null;
        }
    }

    @Override
    public TypeInformation<DeliveryUpdate> getProducedType() {
        return TypeInformation.of(DeliveryUpdate.class);
    }
}
