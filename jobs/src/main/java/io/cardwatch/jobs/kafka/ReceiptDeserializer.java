package io.cardwatch.jobs.kafka;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptFormatException;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.CardwatchMetrics;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads those receipts that somebody wants from their topic. A record that is no receipt is
 * counted, reported by its place and dropped.
 *
 * @param <T> what travels to the cardholder's state
 */
final class ReceiptDeserializer<T> implements KafkaRecordDeserializationSchema<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDeserializer.class);

    private final Wanted wanted;
    private final Form<T> form;
    private final Class<T> type;

    private transient CardwatchMetrics metrics;

    /** Which receipts are read. */
    interface Wanted extends Serializable {
        boolean test(Receipt receipt);
    }

    /** How a receipt travels to its cardholder's state. */
    interface Form<T> extends Serializable {
        T of(KeyHash subject, Receipt receipt);
    }

    ReceiptDeserializer(Wanted wanted, Form<T> form, Class<T> type) {
        this.wanted = wanted;
        this.form = form;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        Receipt receipt = receipt(record.value());
        if (receipt != null && !wanted.test(receipt)) {
            return;
        }
        KeyHash subject = receipt == null ? null : KeyHash.parse(receipt.subject());
        if (receipt != null && subject != null) {
            out.collect(form.of(subject, receipt));
            return;
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
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(type);
    }
}
