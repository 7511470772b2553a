package io.cardwatch.jobs.kafka;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.secret.SecretReference;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the consents topic, failing closed: a record that cannot be read, or whose value speaks of
 * another key, withdraws what its key names. Only a record whose key cannot be read either changes
 * nothing; it is counted and reported by its place.
 *
 * @param <T> what travels to the cardholder's state
 */
final class ConsentDeserializer<T> implements KafkaRecordDeserializationSchema<TopicRecord<T>> {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentDeserializer.class);

    private final SecretReference secret;
    private final Form<T> form;
    private final TypeInformation<TopicRecord<T>> type;

    private transient KeyHasher hasher;
    private transient CardwatchMetrics metrics;

    /** How a consent travels to its cardholder's state. */
    interface Form<T> extends Serializable {
        T of(KeyHash subject, Consent consent);
    }

    ConsentDeserializer(
            SecretReference secret, Form<T> form, TypeInformation<TopicRecord<T>> type) {
        this.secret = secret;
        this.form = form;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord<T>> out) {
        ConsentRecord read = ConsentRecords.read(record);
        read.faults().forEach(fault -> report(record, fault));
        for (Consent consent : read.consents()) {
            collect(record, consent, out);
        }
        if (read.consents().isEmpty()) {
            out.collect(new TopicRecord<>(record, null));
        }
    }

    private void collect(
            ConsumerRecord<byte[], byte[]> record, Consent consent, Collector<TopicRecord<T>> out) {
        out.collect(
                new TopicRecord<>(
                        record,
                        form.of(hasher.subject(consent.bankId(), consent.subjectRef()), consent)));
    }

    private void report(ConsumerRecord<byte[], byte[]> record, String field) {
        metrics.counter(CardwatchMetrics.CONSENTS_REJECTED).inc();
        LOG.warn(
                "consent not usable, treated as a withdrawal where its key can be read: {}-{}@{},"
                        + " {}",
                record.topic(),
                record.partition(),
                record.offset(),
                field);
    }

    @Override
    public TypeInformation<TopicRecord<T>> getProducedType() {
        return type;
    }
}
