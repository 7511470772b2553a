package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.jobs.kafka.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes what the delivery job reads, as the bank's systems and the fraud-alert job write it. */
public final class DeliveryFeed implements AutoCloseable {
    public static final String BANK = "bank-north";

    private static final long FIRST_VERSION = 1;

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;

    public DeliveryFeed(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** A cardholder's opt-in to one channel. */
    public void grant(String subject, String channel, String address) {
        Instant now = Instant.now();
        var unused =
                write(
                        new Consent(
                                BANK,
                                subject,
                                Consent.FRAUD_ALERTS,
                                channel,
                                ConsentStatus.GRANTED,
                                FIRST_VERSION,
                                address,
                                "en",
                                "UTC",
                                DetailLevel.MINIMAL,
                                Severity.LOW,
                                null,
                                now.minusSeconds(60),
                                null,
                                new Evidence("test", "1", "r-1")));
    }

    /** Their opt-out; it is committed once the future is done. */
    public Future<RecordMetadata> withdraw(String subject, String channel) {
        return write(Consent.withdrawn(key(subject, channel), FIRST_VERSION + 1));
    }

    private Future<RecordMetadata> write(Consent consent) {
        byte[] key = consent.key().format().getBytes(UTF_8);
        return send(new ProducerRecord<>(Topics.CONSENTS, key, ConsentJson.encode(consent)));
    }

    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return producer.send(
                record,
                (written, error) -> {
                    if (error != null) {
                        failure = error;
                    }
                });
    }

    private static ConsentKey key(String subject, String channel) {
        return new ConsentKey(BANK, subject, Consent.FRAUD_ALERTS, channel);
    }

    /** The id of the alert that this event raises. */
    public static String alertId(String eventId) {
        return AlertId.of(BANK, eventId);
    }

    /** An alert of this moment for the cardholder's first opt-ins to these channels. */
    public void alert(String eventId, String subject, String... channels) {
        Instant now = Instant.now();
        Alert alert =
                new Alert(
                        alertId(eventId),
                        BANK,
                        subject,
                        "tok-of-" + subject,
                        "1",
                        List.of(new Finding("large", 80, null, Map.of())),
                        80,
                        Severity.HIGH,
                        now,
                        now,
                        Arrays.stream(channels)
                                .map(
                                        channel ->
                                                new AlertChannel(
                                                        channel,
                                                        FIRST_VERSION,
                                                        DetailLevel.MINIMAL))
                                .toList(),
                        null);
        byte[] key = (BANK + '|' + subject).getBytes(UTF_8);
        var unused = send(new ProducerRecord<>(Topics.ALERTS, key, AlertJson.encode(alert)));
    }

    /**
     * Returns once all that was written is acknowledged.
     *
     * @throws IllegalStateException where something was not: what a test expects is not there
     */
    public void flush() {
        producer.flush();
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a record was not written", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
