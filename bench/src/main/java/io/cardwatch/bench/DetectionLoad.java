package io.cardwatch.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.AlertJson;
import io.cardwatch.cli.delivery.DeliveryFeed;
import io.cardwatch.cli.delivery.Latencies;
import io.cardwatch.cli.delivery.TestingDelivery;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.CardEventJson;
import io.cardwatch.event.MessageType;
import io.cardwatch.jobs.FraudAlertJob;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.CardwatchMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Card events through the fraud-alert job with fifty rules. One event in forty is a probe: a
 * payment of somebody new that always alerts, by which the time from the broker's taking an event
 * in to its taking in the alert is told.
 */
final class DetectionLoad {
    static final String BANK = DeliveryFeed.BANK;

    private static final int RULES = 50;
    private static final int PROBE_EACH = 40;
    private static final long PROBE_AMOUNT = 9_000_000;

    /** Opt-ins of probes are written so many probes ahead. */
    private static final int AHEAD = 1_000;

    private static final String PROBE_RULE =
            "  - { id: probe, when: \"event.amount > 80000.0\", score: 90, reason: \"a probe\" }\n";

    private final TestingDelivery delivery;
    private final EmbeddedFlink flink;
    private final KafkaProducer<byte[], byte[]> producer;
    private final SyntheticEvents events = new SyntheticEvents();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Map<String, Long> appended = new ConcurrentHashMap<>();
    private volatile Latencies latencies = new Latencies();
    private long takenInBefore;

    DetectionLoad(TestingDelivery delivery, EmbeddedFlink flink) {
        this.delivery = delivery;
        this.flink = flink;
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", delivery.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        for (int probe = 0; probe < AHEAD; probe++) {
            grant(probe);
        }
    }

    private void grant(long probe) {
        delivery.feed().grant("probe-" + probe, TestingDelivery.PUSH, "device of probe " + probe);
    }

    /** Submits the job and starts to read its alerts. */
    void startJob() throws Exception {
        StreamExecutionEnvironment environment = flink.environment();
        FraudAlertJob.configure(environment, FraudAlertConfig.read(configuration()));
        environment.executeAsync(FraudAlertJob.NAME);
        Thread reader = new Thread(this::readAlerts, "reads-alerts");
        reader.setDaemon(true);
        reader.start();
    }

    private Path configuration() throws IOException {
        Path folder = delivery.folder("detection");
        Files.writeString(folder.resolve("rules.yaml"), SyntheticRules.text(RULES, PROBE_RULE));
        return Files.writeString(
                folder.resolve("fraud-alert.yaml"),
                """
                kafka: { bootstrap.servers: "%s" }
                hashing.secret-file: "%s"
                checkpoints.interval: 10s
                rules.file: rules.yaml
                feeds: { %s: { base-currency: EUR } }
                """
                        .formatted(delivery.bootstrapServers(), delivery.hashingSecret(), BANK));
    }

    /** The next card event. */
    void send(long number) {
        boolean probe = number % PROBE_EACH == 0;
        long count = number / PROBE_EACH;
        Instant now = Instant.now();
        String eventId = (probe ? "probe-" : "event-") + number;
        CardEvent event = probe ? probe(count, eventId, now) : fresh(events.next(), eventId, now);
        if (probe) {
            grant(count + AHEAD);
        }
        byte[] key = event.cardRef().getBytes(UTF_8);
        var unused =
                producer.send(
                        new ProducerRecord<>(
                                Topics.cardEvents(BANK), key, CardEventJson.encode(event)),
                        (record, failure) -> {
                            acknowledged.incrementAndGet();
                            if (probe && failure == null) {
                                appended.put(DeliveryFeed.alertId(eventId), record.timestamp());
                            }
                        });
    }

    private static CardEvent fresh(CardEvent event, String eventId, Instant now) {
        return event.toBuilder()
                .eventId(eventId)
                .eventTime(now)
                .amountMinor(event.baseAmountMinor())
                .localTime(LocalDateTime.ofInstant(now, ZoneOffset.ofHours(1)))
                .build();
    }

    private static CardEvent probe(long count, String eventId, Instant now) {
        return CardEvent.builder()
                .eventId(eventId)
                .bankId(BANK)
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card-of-probe-" + count)
                .subjectRef("probe-" + count)
                .eventTime(now)
                .currency("EUR")
                .amountMinor(PROBE_AMOUNT)
                .responseCode("00")
                .build();
    }

    /** Runs until the process ends. */
    private void readAlerts() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", delivery.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.ALERTS).stream()
                            .map(info -> new TopicPartition(Topics.ALERTS, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> raised(record.value(), record.timestamp()));
            }
        }
    }

    private void raised(byte[] alert, long at) {
        Long since = appended.remove(AlertJson.decode(alert).alertId());
        if (since != null) {
            Latencies current = latencies;
            synchronized (current) {
                current.add(TimeUnit.MILLISECONDS.toNanos(at - since));
            }
        }
    }

    void startTurn() {
        takenInBefore = takenIn();
        latencies = new Latencies();
    }

    private long takenIn() {
        return flink.counters().total(CardwatchMetrics.EVENTS_IN);
    }

    /** What came of the turn, told the moment that it ends. */
    String endTurn(double seconds) {
        long takenIn = takenIn();
        Latencies current = latencies;
        synchronized (current) {
            return String.format(
                    Locale.ROOT,
                    "%.0f events/s; from event to alert: %s; %d events behind",
                    (takenIn - takenInBefore) / seconds,
                    current,
                    acknowledged.get() - takenIn);
        }
    }
}
