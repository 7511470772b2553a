package io.cardwatch.jobs.kafka;

import io.cardwatch.engine.KeyHasher;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.Snooze;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.secret.SecretReference;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads snoozes from the outcomes topics, where a cardholder said that it was them; other outcomes
 * are passed over. A record that is no outcome of that topic's bank is counted, reported by its
 * place and dropped.
 */
public final class OutcomeDeserializer implements KafkaRecordDeserializationSchema<ConsentUpdate> {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDeserializer.class);

    private final SecretReference secret;

    private transient KeyHasher hasher;
    private transient CardwatchMetrics metrics;

    public OutcomeDeserializer(SecretReference secret) {
        this.secret = secret;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        hasher = new KeyHasher(secret.resolve());
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConsentUpdate> out) {
        byte[] value = record.value();
        Outcome outcome = value == null ? null : OutcomeJson.decode(value);
        if (outcome == null || !record.topic().equals(Topics.outcomes(outcome.bankId()))) {
            metrics.counter(CardwatchMetrics.OUTCOMES_REJECTED).inc();
            LOG.warn("no outcome at {}-{}@{}", record.topic(), record.partition(), record.offset());
            return;
        }
        Snooze snooze = snooze(outcome);
        if (snooze != null) {
            out.collect(
                    ConsentUpdate.of(
                            hasher.subject(outcome.bankId(), outcome.subjectRef()), snooze));
        }
    }

    private @Nullable Snooze snooze(Outcome outcome) {
        return outcome.kind() != Outcome.Kind.LEGITIMATE || outcome.snoozedUntil() == null
                ? null
                : new Snooze(
                        hasher.key(KeyDimension.CARD, outcome.bankId(), outcome.cardRef()),
                        outcome.ruleIds(),
                        outcome.snoozedUntil());
    }

    @Override
    public TypeInformation<ConsentUpdate> getProducedType() {
        return TypeInformation.of(ConsentUpdate.class);
    }
}
