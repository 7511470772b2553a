package io.cardwatch.jobs.kafka;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertFormatException;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.KeyedAlert;
import io.cardwatch.secret.SecretReference;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts topic; a record that is no alert is counted, reported by its place and dropped.
 */
public final class AlertDeserializer implements KafkaRecordDeserializationSchema<KeyedAlert> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDeserializer.class);

    private final SecretReference secret;

    private transient KeyHasher hasher;
    private transient CardwatchMetrics metrics;

    public AlertDeserializer(SecretReference secret) {
        this.secret = secret;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KeyedAlert> out) {
        byte[] value = record.value();
        try {
            if (value != null) {
                Alert alert = AlertJson.decode(value);
                // What follows on an answer is never on the topic.
                if (alert.answered() == null) {
                    out.collect(
                            new KeyedAlert(
                                    hasher.subject(alert.bankId(), alert.subjectRef()), alert));
                    return;
                }
            }
        } catch (AlertFormatException e) {
            // Reported below: a null value and a malformed one are the same fault.
        }
        metrics.counter(CardwatchMetrics.ALERTS_REJECTED).inc();
        LOG.warn("no alert at {}-{}@{}", record.topic(), record.partition(), record.offset());
    }

    @Override
    public TypeInformation<KeyedAlert> getProducedType() {
        return TypeInformation.of(KeyedAlert.class);
    }
}
