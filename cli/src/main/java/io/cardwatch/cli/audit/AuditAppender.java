package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.audit.ChainReport;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.DecisionJson;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends decisions to their chain, each once.
 *
 * <p>What it writes and how far it has read is one transaction, and its producer has one name, so
 * that the brokers shut out whoever had it before. So wherever a process dies, or a second one
 * starts, the chain goes on behind its last committed record; the order at the start is what makes
 * it so: first the name is taken, which ends what another has under way, then the log's end is
 * read.
 *
 * <p>It keeps nothing that it could not read again. Where anything fails it is closed, and another
 * is opened.
 */
final class AuditAppender implements AutoCloseable {
    /**
     * How far back repetitions are known: longer than a decision stays in its topic, and than
     * delivery remembers its attempts.
     */
    static final Duration HORIZON = Duration.ofDays(10);

    private static final Logger LOG = LoggerFactory.getLogger(AuditAppender.class);
    private static final String NAME = "cardwatch-audit-";
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /**
     * What to read and write.
     *
     * @param properties the clients' settings
     * @param decisions the topic to read
     * @param audit the topic to write
     */
    record Settings(Properties properties, String decisions, String audit) {
        /** What consumer group and producer are called. */
        String name() {
            return NAME + audit;
        }

        /** The clients' settings may hold a password. */
        @Override
        public String toString() {
            return "Settings[" + decisions + ", " + audit + "]";
        }
    }

    /** Makes the producer; where a test looks in between. */
    interface Producers {
        Producer<byte[], byte[]> open(
                Properties settings, ByteArraySerializer key, ByteArraySerializer value);
    }

    private final Settings settings;
    private final KafkaCalls calls;
    private final Producer<byte[], byte[]> producer;
    private final DecisionReader reader;
    private final RecentDecisions recent = new RecentDecisions(RecentDecisions.MOST);

    private ChainHead head = ChainHead.START;
    private long appended;
    private long repeated;
    private long rejected;

    private AuditAppender(
            Settings settings, Producer<byte[], byte[]> producer, DecisionReader reader) {
        this.settings = settings;
        this.calls = new KafkaCalls(settings.properties());
        this.producer = producer;
        this.reader = reader;
    }

    /**
     * Shuts out whoever appends now, and finds where to go on.
     *
     * @param warnings takes what somebody should look at
     * @throws CommandFailure where nothing may be appended, or Kafka cannot be reached
     */
    static AuditAppender open(
            Settings settings, Producers producers, InstantSource clock, Consumer<String> warnings)
            throws CommandFailure {
        return new KafkaCalls(settings.properties())
                .call(
                        () -> {
                            DecisionReader reader =
                                    new DecisionReader(
                                            settings.properties(),
                                            settings.decisions(),
                                            settings.name());
                            AuditAppender appender =
                                    new AuditAppender(
                                            settings,
                                            producers.open(
                                                    producerSettings(settings),
                                                    new ByteArraySerializer(),
                                                    new ByteArraySerializer()),
                                            reader);
                            boolean started = false;
                            try {
                                appender.start(clock, warnings);
                                started = true;
                                return appender;
                            } finally {
                                if (!started) {
                                    appender.close();
                                }
                            }
                        });
    }

    private static Properties producerSettings(Settings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.name());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return properties;
    }

    private void start(InstantSource clock, Consumer<String> warnings) throws CommandFailure {
        ChainReport tail =
                calls.call(
                        () -> {
                            reader.require();
                            producer.initTransactions();
                            return AuditTail.read(
                                    settings.properties(),
                                    settings.audit(),
                                    clock.instant().minus(HORIZON),
                                    reader.seekToCommitted(warnings),
                                    recent);
                        });
        head = tail.head();
        if (!tail.holds()) {
            warnings.accept(
                    "The audit log does not hold everywhere; look at it with audit verify: "
                            + tail.breaks().get(0).words());
        }
        if (recent.hasForgotten()) {
            warnings.accept(
                    "Repetitions are known for the last %d decisions only, which is less than %d"
                                    .formatted(RecentDecisions.MOST, HORIZON.toDays())
                            + " days.");
        }
    }

    /**
     * Appends what has come, waiting a moment for it.
     *
     * @throws CommandFailure where another appender has taken over, or Kafka fails; close this one
     */
    void turn() throws CommandFailure {
        long unused =
                calls.call(
                        () -> {
                            try {
                                append(reader.poll());
                            } catch (InterruptException e) {
                                Thread.currentThread().interrupt();
                            } catch (KafkaException e) {
                                if (isShutOut(e)) {
                                    throw shutOut();
                                }
                                throw e;
                            }
                            return 0L;
                        });
    }

    private void append(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        ChainHead reached = head;
        for (ConsumerRecord<byte[], byte[]> stored : records) {
            byte[] json = stored.value();
            Decision decision = json == null ? null : DecisionJson.decode(json);
            KeyHash id = decision == null ? null : KeyHash.parse(decision.id());
            if (decision == null || id == null) {
                rejected++;
                LOG.warn(
                        "no decision: {}-{}@{}",
                        stored.topic(),
                        stored.partition(),
                        stored.offset());
            } else if (recent.add(id)) {
                AuditRecord record = AuditRecord.after(reached, decision);
                write(record);
                reached = record.head();
            } else {
                repeated++;
            }
        }
        producer.sendOffsetsToTransaction(reader.behind(records, reached), reader.group());
        producer.commitTransaction();
        appended += reached.seq() - head.seq();
        head = reached;
    }

    /** Under its number: were the topic compacted by mistake, nothing would go. */
    private void write(AuditRecord record) {
        byte[] key = Long.toString(record.seq()).getBytes(UTF_8);
        // The commit fails where this does.
        var unused = producer.send(new ProducerRecord<>(settings.audit(), 0, key, record.encode()));
    }

    private static boolean isShutOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private CommandFailure shutOut() {
        return CommandFailure.doesNotHold(
                "another appender has taken over '"
                        + settings.audit()
                        + "', or this one stood still for too long; nothing was lost and nothing"
                        + " stands twice. Start this one again only where there is no other");
    }

    /** The last record that was appended. */
    ChainHead head() {
        return head;
    }

    /** How many decisions this one has appended. */
    long appended() {
        return appended;
    }

    /** How many it knew already. */
    long repeated() {
        return repeated;
    }

    /** How many records were no decisions. */
    long rejected() {
        return rejected;
    }

    @Override
    public void close() {
        reader.close();
        try {
            producer.close(CLOSE);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.info("The producer did not close in order: {}", e.getClass().getName());
        }
    }
}
