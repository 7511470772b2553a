package io.cardwatch.cli.demo;

import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.cli.local.WorkFolder;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.FraudAlertJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a cluster and the two real jobs, each started when a test says so.
 *
 * <p>The jobs' counters only tell when to look; what is claimed is read from the topics.
 */
final class TestingPipeline implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final CardwatchJobs jobs = new CardwatchJobs();
    private final WorkFolder work;
    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private final JobSettings settings;
    private final EventSender sender;
    private final TopicTail tail;
    private final AlertLog alerts;
    private final List<JobClient> started = new ArrayList<>();

    private TestingPipeline(
            WorkFolder work,
            EmbeddedKafka kafka,
            EmbeddedFlink flink,
            JobSettings settings,
            EventSender sender,
            TopicTail tail,
            AlertLog alerts) {
        this.work = work;
        this.kafka = kafka;
        this.flink = flink;
        this.settings = settings;
        this.sender = sender;
        this.tail = tail;
        this.alerts = alerts;
    }

    /** Broker, topics and cluster; no job yet. */
    static TestingPipeline open(List<FeedProfile> feeds, Path rules, int eventPartitions)
            throws Exception {
        CardwatchJobs jobs = new CardwatchJobs();
        WorkFolder work = WorkFolder.create();
        EmbeddedKafka kafka = EmbeddedKafka.start(work.folder("kafka"));
        kafka.createTopics(
                jobs
                        .topics(
                                feeds.stream()
                                        .map(FeedProfile::bankId)
                                        .collect(Collectors.toCollection(TreeSet::new)))
                        .stream()
                        .map(topic -> withPartitions(topic, eventPartitions))
                        .toList());
        Path secret =
                Files.writeString(work.root().resolve("secret"), "a secret of these tests alone");
        JobSettings settings =
                new JobSettings(
                        kafka.bootstrapServers(),
                        feeds,
                        rules,
                        secret,
                        work.root().resolve("console"),
                        Path.of("..", "sample-data", "templates"));
        AppendTimes appendTimes = new AppendTimes();
        AlertLog alerts = new AlertLog(appendTimes);
        return new TestingPipeline(
                work,
                kafka,
                EmbeddedFlink.start(work.folder("flink"), 2, 1),
                settings,
                new EventSender(kafka.bootstrapServers(), jobs, appendTimes),
                new TopicTail(
                        kafka.bootstrapServers(), jobs.alertsTopic(), jobs.receiptsTopic(), alerts),
                alerts);
    }

    /** One partition keeps the order of arrival over all cards of a bank. */
    private static NewTopic withPartitions(NewTopic topic, int eventPartitions) {
        return topic.name().startsWith("card-events.")
                ? new NewTopic(topic.name(), eventPartitions, (short) 1).configs(topic.configs())
                : topic;
    }

    /** Starts the alert job, from a savepoint where one is given. */
    JobClient startAlerting(@Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        CardwatchJobs.configureAlerting(environment, settings);
        return started(environment.executeAsync(FraudAlertJob.NAME));
    }

    /** Starts the delivery job, from a savepoint where one is given. */
    JobClient startDelivery(@Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        CardwatchJobs.configureDelivery(environment, settings);
        return started(environment.executeAsync(AlertDeliveryJob.NAME));
    }

    private JobClient started(JobClient job) {
        started.add(job);
        return job;
    }

    private StreamExecutionEnvironment environment(@Nullable String savepoint) {
        StreamExecutionEnvironment environment = flink.environment();
        if (savepoint != null) {
            Configuration recovery = new Configuration();
            recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            environment.configure(recovery);
        }
        return environment;
    }

    /** Writes a savepoint in the format that every version reads, while the job goes on. */
    static String savepoint(JobClient job, Path folder) throws Exception {
        return job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Writes a savepoint and stops the job with it. */
    String stop(JobClient job, Path folder) throws Exception {
        started.remove(job);
        return job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void send(FeedEvent... events) throws Exception {
        for (FeedEvent event : events) {
            sender.send(event);
        }
        sender.flush();
    }

    /** Publishes consents and returns once both jobs act on them. */
    void publish(List<TimedConsent> consents) throws Exception {
        send(consents);
        await("consents applied", () -> jobs.consentsApplied(flink.counters(), sender.consents()));
    }

    /** Publishes consents, whether or not a job runs. */
    void send(List<TimedConsent> consents) throws Exception {
        consents.forEach(sender::send);
        sender.flush();
    }

    /**
     * Feeds up to so many events, and each consent when it is due: an event never overtakes an
     * opt-out that was given before it.
     */
    void feed(DemoFeed feed, ConsentSchedule consents, long limit) throws Exception {
        long fed = 0;
        for (Instant due = feed.due(); due != null && fed < limit; due = feed.due()) {
            List<TimedConsent> dueConsents = consents.dueBy(due);
            if (!dueConsents.isEmpty()) {
                awaitSettled();
                publish(dueConsents);
            }
            sender.send(feed.next());
            fed++;
        }
        sender.flush();
    }

    /** Returns once everything sent has met its end and every alert its receipt. */
    void awaitSettled() throws Exception {
        sender.flush();
        Accounting[] seen = {accounting()};
        await(
                "everything accounted for",
                () -> {
                    Accounting before = seen[0];
                    seen[0] = accounting();
                    return seen[0].isComplete() && seen[0].equals(before);
                });
    }

    /** What the jobs say for themselves. */
    Accounting accounting() {
        return new Accounting(
                flink.counters(),
                sender.acknowledged(),
                alerts.alerts(),
                alerts.channels(),
                alerts.receipts());
    }

    /** Waits for a condition until the deadline, taking in what comes back meanwhile. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            tail.poll(LOOK);
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within "
                                + DEADLINE
                                + ": "
                                + what
                                + System.lineSeparator()
                                + accounting().gaps());
            }
        }
    }

    /** The ids of the alerts that stand on their topic now. */
    Set<String> alertIds() {
        return ids(jobs.alertsTopic());
    }

    /** The ids of the alerts that have a receipt now. */
    Set<String> receiptIds() {
        return ids(jobs.receiptsTopic());
    }

    private Set<String> ids(String topic) {
        return records(topic).stream()
                .map(record -> SampleInput.json(TestingRecords.text(record.value())))
                .map(json -> json.get("alertId").asText())
                .collect(Collectors.toSet());
    }

    /** All records that stand on a topic now. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(LOOK).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        tail.close();
        sender.close();
        new JobWatch(started, System::nanoTime).close();
        try {
            flink.close();
        } finally {
            kafka.close();
            work.close();
        }
    }
}
