package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.DecisionJson;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelJson;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionJson;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.operator.RulesStatus;
import io.cardwatch.operator.RulesStatusJson;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' writers of Kafka topics, all at least once: an exactly-once sink can lose a transaction
 * without a word when an outage outlasts its time-out. Repeats carry the same id, and every reader
 * drops them by it.
 */
public final class JsonSinks {
    private JsonSinks() {}

    /** Alerts, by cardholder, so that one person's alerts stay in order. */
    public static KafkaSink<Alert> alerts(CommonConfig config) {
        return sink(
                config,
                config.alertsTopic(),
                alert -> alert.bankId() + '|' + alert.subjectRef(),
                AlertJson::encode);
    }

    /** Receipts, by alert. */
    public static KafkaSink<Receipt> receipts(CommonConfig config, String topic) {
        return sink(config, topic, receipt -> receipt.alertId(), ReceiptJson::encode);
    }

    /** Consents that end in delivery, in the form and under the key of all others. */
    public static KafkaSink<Consent> consents(CommonConfig config) {
        return sink(
                config,
                config.consentsTopic(),
                consent -> consent.key().format(),
                ConsentJson::encode);
    }

    /** Decisions, by alert. */
    public static KafkaSink<Decision> decisions(CommonConfig config, String topic) {
        return sink(config, topic, decision -> decision.alertId(), DecisionJson::encode);
    }

    /** Outcomes, by alert, each to the topic of its bank. */
    public static KafkaSink<Outcome> outcomes(CommonConfig config) {
        return sink(
                config,
                outcome -> Topics.outcomes(outcome.bankId()),
                outcome -> outcome.alertId(),
                OutcomeJson::encode);
    }

    /** Labels that answers become, by card. */
    public static KafkaSink<Label> labels(CommonConfig config, String topic) {
        return sink(config, topic, label -> requireNonNull(label.keys()).card(), LabelJson::encode);
    }

    /** Rejections, by the place of the record that was not taken in. */
    public static KafkaSink<Rejection> rejections(CommonConfig config, String topic) {
        return sink(
                config,
                topic,
                rejection -> rejection.coordinates().toString(),
                RejectionJson::encode);
    }

    /**
     * Reports on rule sets, by what they are about: of repeated reports the topic keeps the last.
     */
    public static KafkaSink<RulesStatus> rulesStatus(CommonConfig config, String topic) {
        return sink(config, topic, RulesStatusJson::key, RulesStatusJson::encode);
    }

    /** That operators have forgotten a cardholder, by what they say so of. */
    public static KafkaSink<ErasureStatus> erasureStatus(CommonConfig config) {
        return sink(config, Topics.ERASURE_STATUS, ErasureStatus::key, status -> status.json());
    }

    private static <T> KafkaSink<T> sink(
            CommonConfig config, String topic, Encoder<T, String> key, Encoder<T, byte[]> value) {
        return sink(config, record -> topic, key, value);
    }

    private static <T> KafkaSink<T> sink(
            CommonConfig config,
            Encoder<T, String> topic,
            Encoder<T, String> key,
            Encoder<T, byte[]> value) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(config.kafkaProperties())
                .setBootstrapServers(config.kafka().get("bootstrap.servers"))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Records<>(topic, key, value))
                .build();
    }

    private interface Encoder<T, R> extends Serializable {
        R encode(T value);
    }

    /** Without a timestamp of its own: the broker's clock says when a record was written. */
    private record Records<T>(
            Encoder<T, String> topic, Encoder<T, String> key, Encoder<T, byte[]> value)
            implements KafkaRecordSerializationSchema<T> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                T element, KafkaSinkContext context, @Nullable Long timestamp) {
            return new ProducerRecord<>(
                    topic.encode(element),
                    key.encode(element).getBytes(StandardCharsets.UTF_8),
                    value.encode(element));
        }
    }
}
