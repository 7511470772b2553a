package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes events, consents and labels to their topics and notes when the broker took them in. */
final class EventSender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final DemoJobs jobs;
    private final AppendTimes appendTimes;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long events;
    private long consents;
    private long labels;

    EventSender(String bootstrapServers, DemoJobs jobs, AppendTimes appendTimes) {
        this.jobs = jobs;
        this.appendTimes = appendTimes;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                2,
                                "batch.size",
                                65_536),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Sends an event to its bank's topic, keyed by its card. */
    void send(FeedEvent event) {
        byte[] key =
                event.cardRef() == null ? null : event.cardRef().getBytes(StandardCharsets.UTF_8);
        String alertId =
                event.eventId() == null ? null : jobs.alertId(event.bankId(), event.eventId());
        events++;
        write(
                new ProducerRecord<>(jobs.eventsTopic(event.bankId()), key, event.json()),
                written -> {
                    if (alertId != null) {
                        appendTimes.add(alertId, written.timestamp());
                    }
                    acknowledged.incrementAndGet();
                });
    }

    /** Sends a consent; it is on the topic once {@link #flush} returns. */
    void send(TimedConsent consent) {
        byte[] key = consent.key().getBytes(StandardCharsets.UTF_8);
        consents++;
        write(new ProducerRecord<>(jobs.consentsTopic(), key, consent.value()), written -> {});
    }

    /** Sends a label; it is on the topic once {@link #flush} returns. */
    void send(TimedLabel label) {
        byte[] key = label.cardRef().getBytes(StandardCharsets.UTF_8);
        labels++;
        write(new ProducerRecord<>(jobs.labelsTopic(), key, label.value()), written -> {});
    }

    private void write(
            ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> whenWritten) {
        // What becomes of it is told to the callback, for the future too.
        Future<RecordMetadata> unused =
                producer.send(
                        record,
                        (written, problem) -> {
                            if (problem == null) {
                                whenWritten.accept(written);
                            } else {
                                failure.compareAndSet(null, problem);
                            }
                        });
    }

    /** Returns once everything sent is on the topics. */
    void flush() throws CommandFailure {
        producer.flush();
        check();
    }

    /** Tells of a record that the broker did not take. */
    void check() throws CommandFailure {
        Exception problem = failure.get();
        if (problem != null) {
            throw CommandFailure.doesNotHold("the broker did not take a record in", problem);
        }
    }

    /** Events handed over so far. */
    long events() {
        return events;
    }

    /** Events that the broker has taken in. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Consents handed over so far. */
    long consents() {
        return consents;
    }

    /** Labels handed over so far. */
    long labels() {
        return labels;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
