package io.cardwatch.gateway.state;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their start into the state, says when it has come to where they ended at the
 * start, and follows them from then on. Where a broker fails it reads them anew: taking a record in
 * again changes nothing.
 */
public final class StateReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, String> kafka;
    private final List<String> topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Runnable onCaughtUp;
    private final Runnable onIdle;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean caughtUp;

    /**
     * Starts reading, on a thread of its own.
     *
     * @param kafka settings of the Kafka clients
     * @param topics what to read; each has to exist
     * @param taker takes each record in; it does not block
     * @param onCaughtUp run once the end was reached, before {@link #isCaughtUp} says so
     * @param onIdle run now and then
     */
    public StateReader(
            Map<String, String> kafka,
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> taker,
            Runnable onCaughtUp,
            Runnable onIdle) {
        this.kafka = Map.copyOf(kafka);
        this.topics = List.copyOf(topics);
        this.taker = taker;
        this.onCaughtUp = onCaughtUp;
        this.onIdle = onIdle;
        thread = new Thread(this::run, "cardwatch-gateway-state");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether all that stood on the topics at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                follow(consumer);
                consumer.close(CloseOptions.timeout(CLOSE));
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (closed.getCount() > 0) {
                    LOG.warn("the topics cannot be read: {}", e.getClass().getSimpleName());
                }
            } catch (RuntimeException e) {
                LOG.error("the topics cannot be read: {}", e.getClass().getName());
            }
            if (pausedUntilClosed()) {
                return;
            }
        }
    }

    private boolean pausedUntilClosed() {
        try {
            return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        long forgotten = System.nanoTime();
        while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(taker);
            if (!caughtUp) {
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    onCaughtUp.run();
                    caughtUp = true;
                    LOG.info("the topics have been read; the gateway answers");
                }
            }
            if (System.nanoTime() - forgotten > FORGET_NANOS) {
                onIdle.run();
                forgotten = System.nanoTime();
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            var found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new KafkaException("no such topic");
            }
            found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings =
                kafka.entrySet().stream()
                        .filter(
                                each ->
                                        ConsumerConfig.configNames().contains(each.getKey())
                                                || !ProducerConfig.configNames()
                                                        .contains(each.getKey()))
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
