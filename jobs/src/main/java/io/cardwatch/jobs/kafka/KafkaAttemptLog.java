package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.jobs.config.CommonConfig;
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
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes attempts to their topic through one idempotent producer: an acknowledged record is on all
 * replicas in sync, and a repeated request writes nothing twice.
 *
 * <p>It does not block its caller for longer than {@link #LONGEST_BLOCK}: which brokers have the
 * topic is asked when the log is opened, and never forgotten. A record that finds no room, or is
 * not acknowledged within {@link #LONGEST_DELIVERY}, fails its stage; of the latter nobody knows
 * whether it was written.
 */
public final class KafkaAttemptLog implements AttemptLog {
    /** How long a write may hold up its caller. */
    static final Duration LONGEST_BLOCK = Duration.ofMillis(100);

    /** How long the brokers have to acknowledge a record, repeated requests included. */
    static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);

    /** Names the run of the job that wrote the record. */
    static final String RUN_HEADER = "run";

    /** Costs an alert that little, and a broker far fewer requests where there are many. */
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
    private final String topic;
    private final List<Header> headers;

    private KafkaAttemptLog(Producer<byte[], byte[]> producer, String topic, String run) {
        this.producer = producer;
        this.topic = topic;
        this.headers = List.of(new RecordHeader(RUN_HEADER, run.getBytes(StandardCharsets.UTF_8)));
    }

    /** What opens the log on the task manager. */
    public static AttemptLog.Factory factory(CommonConfig config, String topic) {
        return new Factory(config.kafka(), topic);
    }

    /**
     * Opens the log, waiting until the brokers say where the topic is.
     *
     * @throws KafkaException where they do not in time, or refuse
     */
    private static AttemptLog open(Map<String, String> kafka, String topic, String run) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            awaitTopic(producer, topic);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new KafkaAttemptLog(producer, topic, run);
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

    @Override
    public CompletionStage<Void> write(Attempt attempt) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        null,
                        attempt.key().getBytes(StandardCharsets.UTF_8),
                        AttemptJson.encode(attempt),
                        headers);
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

    private record Factory(Map<String, String> kafka, String topic) implements AttemptLog.Factory {
        Factory {
            kafka = Map.copyOf(kafka);
            requireNonNull(topic, "topic");
        }

        @Override
        public AttemptLog open(String run) {
            return KafkaAttemptLog.open(kafka, topic, run);
        }

        /** The clients' settings may hold a password. */
        @Override
        public String toString() {
            return "KafkaAttemptLog.Factory[" + topic + "]";
        }
    }
}
