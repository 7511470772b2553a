package io.cardwatch.jobs.kafka;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentFormatException;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.SecretReference;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the consents topic, failing closed: a record that cannot be read, or whose value speaks of
 * another key, withdraws what its key names. Only a record whose key cannot be read either changes
 * nothing; it is counted and reported by its place.
 */
public final class ConsentDeserializer implements KafkaRecordDeserializationSchema<ConsentRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentDeserializer.class);

    private final SecretReference secret;

    private transient KeyHasher hasher;
    private transient CardwatchMetrics metrics;

    public ConsentDeserializer(SecretReference secret) {
        this.secret = secret;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConsentRecord> out) {
        ConsentKey key = key(record);
        Consent value = value(record);
        if (key != null) {
            collect(
                    record,
                    value != null && value.key().equals(key) ? value : Consent.removed(key),
                    out);
        }
        if (value != null && !value.key().equals(key)) {
            report(record, "key differs from value");
            if (value.status() == ConsentStatus.WITHDRAWN) {
                // Whatever its record's key says, an opt-out works.
                collect(record, value, out);
            }
        }
        if (key == null && (value == null || value.status() != ConsentStatus.WITHDRAWN)) {
            out.collect(new ConsentRecord(record.partition(), record.offset(), null));
        }
    }

    private void collect(
            ConsumerRecord<byte[], byte[]> record, Consent consent, Collector<ConsentRecord> out) {
        out.collect(
                new ConsentRecord(
                        record.partition(),
                        record.offset(),
                        ConsentUpdate.of(
                                hasher.subject(consent.bankId(), consent.subjectRef()), consent)));
    }

    private @Nullable ConsentKey key(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.key() != null) {
                return ConsentKey.parse(new String(record.key(), StandardCharsets.UTF_8));
            }
        } catch (ConsentFormatException e) {
            // Reported below: a missing key and a malformed one are the same fault.
        }
        report(record, "key");
        return null;
    }

    private @Nullable Consent value(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            return ConsentJson.decode(record.value());
        } catch (ConsentFormatException e) {
            report(record, e.field());
            return null;
        }
    }

    private void report(ConsumerRecord<byte[], byte[]> record, String field) {
        metrics.counter(CardwatchMetrics.CONSENTS_REJECTED).inc();
        LOG.warn(
                "consent not usable, treated as a withdrawal where its key can be read: {}-{}@{}, {}",
                record.topic(),
                record.partition(),
                record.offset(),
                field);
    }

    @Override
    public TypeInformation<ConsentRecord> getProducedType() {
        return TypeInformation.of(ConsentRecord.class);
    }
}
