package io.cardwatch.jobs.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records through one idempotent producer: an acknowledged record is on all replicas in
 * sync, and a repeated request writes nothing twice.
 *
 * <p>It does not block its caller for longer than {@link #LONGEST_BLOCK}: which brokers have the
 * topics is asked when the writer is opened, and never forgotten. A record that finds no room, or
 * is not acknowledged within {@link #LONGEST_DELIVERY}, fails its stage; of the latter nobody knows
 * whether it was written. For any thread.
 */
public final class AcknowledgedWriter implements AutoCloseable {
    /** How long a write may hold up its caller. */
    static final Duration LONGEST_BLOCK = Duration.ofMillis(100);

    /** How long the brokers have to acknowledge a record, repeated requests included. */
    static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);

    /** Costs a record that little, and a broker far fewer requests where there are many. */
    private static final Duration LINGER = Duration.ofMillis(4);

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** Room for some ten thousand records that wait for their acknowledgement. */
    private static final long BUFFER_BYTES = 8L << 20;

    /**
     * As good as for ever: a topic that is forgotten when idle would have to be asked for again.
     */
    private static final Duration REMEMBERED = Duration.ofDays(3650);

    /** What a consumer knows by the same name, or what would change what is promised here. */
    private static final Set<String> NEVER_PASSED_ON =
            Set.of(ProducerConfig.CLIENT_ID_CONFIG, ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    private final Producer<byte[], byte[]> producer;

    private AcknowledgedWriter(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Opens a writer, waiting until the brokers say where the topics are.
     *
     * @param kafka settings of the Kafka clients, by Kafka's names
     * @throws KafkaException where they do not in time, or refuse
     */
    public static AcknowledgedWriter open(Map<String, String> kafka, List<String> topics) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            for (String topic : topics) {
                awaitTopic(producer, topic);
            }
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new AcknowledgedWriter(producer);
    }

    private static void awaitTopic(Producer<?, ?> producer, String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var unused = producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet()
                .removeIf(
                        name ->
                                NEVER_PASSED_ON.contains(name)
                                        || (ConsumerConfig.configNames().contains(name)
                                                && !ProducerConfig.configNames().contains(name)));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LONGEST_DELIVERY.toMillis());
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, REMEMBERED.toMillis());
        return settings;
    }

    /**
     * Starts writing a record.
     *
     * @param value the record's value, or null for a tombstone
     * @return done once it is acknowledged
     */
    public CompletionStage<Void> write(String topic, String key, byte @Nullable [] value) {
        return write(topic, key, value, List.of());
    }

    /** The same with headers. */
    CompletionStage<Void> write(
            String topic, String key, byte @Nullable [] value, List<Header> headers) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        ProducerRecord<byte[], byte @Nullable []> record =
                new ProducerRecord<>(
                        topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
        try {
            // The callback tells all that the future would.
            var unused =
                    producer.send(
                            record,
                            (place, failure) -> {
                                if (failure == null) {
                                    written.complete(null);
                                } else {
                                    written.completeExceptionally(failure);
                                }
                            });
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            written.completeExceptionally(e);
        } catch (KafkaException | IllegalStateException e) {
            written.completeExceptionally(e);
        }
        return written;
    }

    /** Gives what is on its way a moment, and fails the rest. */
    @Override
    public void close() {
        try {
            producer.close(CLOSE);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }
}
