package io.cardwatch.cli.demo;

import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.cli.local.WorkFolder;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.FraudAlertJob;
import io.cardwatch.jobs.config.Ordering;
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

    /** The first equations of the accounting are the alert job's own. */
    private static final int EQUATIONS_OF_ALERTING = 5;

    private final CardwatchJobs jobs = new CardwatchJobs();
    private final WorkFolder work;
    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private final JobSettings settings;
    private final EventSender sender;
    private final TopicTail tail;
    private final AlertLog alerts;
    private final List<JobClient> started = new ArrayList<>();
    private final Configuration furtherSettings = new Configuration();

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

    /** Broker, topics and cluster for jobs of one subtask each; no job yet. */
    static TestingPipeline open(List<FeedProfile> feeds, Path rules, int eventPartitions)
            throws Exception {
        return open(feeds, rules, eventPartitions, 1);
    }

    /** Broker, topics and cluster for two jobs of that parallelism; no job yet. */
    static TestingPipeline open(
            List<FeedProfile> feeds, Path rules, int eventPartitions, int parallelism)
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
                EmbeddedFlink.start(work.folder("flink"), 2, parallelism),
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
        return startAlerting(savepoint, flink.environment().getParallelism());
    }

    /** Starts the alert job at another parallelism than the cluster's, but no greater one. */
    JobClient startAlerting(@Nullable String savepoint, int parallelism) throws Exception {
        return startAlerting(savepoint, parallelism, Ordering.arrival());
    }

    /** Starts the alert job in another order than that of arrival. */
    JobClient startAlerting(@Nullable String savepoint, int parallelism, Ordering ordering)
            throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        environment.setParallelism(parallelism);
        CardwatchJobs.configureAlerting(environment, settings, ordering);
        return started(environment.executeAsync(FraudAlertJob.NAME));
    }

    /** Starts the delivery job, from a savepoint where one is given. */
    JobClient startDelivery(@Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        CardwatchJobs.configureDelivery(environment, settings);
        return started(environment.executeAsync(AlertDeliveryJob.NAME));
    }

    private JobClient started(JobClient job) throws Exception {
        started.add(job);
        await("every task up", () -> flink.isUp(job.getJobID()));
        return job;
    }

    private StreamExecutionEnvironment environment(@Nullable String savepoint) {
        StreamExecutionEnvironment environment = flink.environment();
        environment.configure(furtherSettings);
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

    /** Keeps the state of jobs that are started from now on in RocksDB. */
    void useRocksDb() {
        furtherSettings.addAll(
                Configuration.fromMap(
                        Map.of(
                                "state.backend.type",
                                "rocksdb",
                                "state.backend.rocksdb.memory.managed",
                                "false")));
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

    /** Publishes labels and returns once the job has taken them in. */
    void publishLabels(List<TimedLabel> labels) throws Exception {
        awaitSettled();
        labels.forEach(sender::send);
        awaitSettled();
    }

    /** Takes in what came back, waiting a moment for the first of it. */
    void look() throws Exception {
        tail.poll(LOOK);
    }

    /** Returns once everything sent has met its end and every alert its receipt. */
    void awaitSettled() throws Exception {
        awaitEquations(Integer.MAX_VALUE);
    }

    /** The same where nobody delivers: every alert stands on its topic. */
    void awaitJudged() throws Exception {
        awaitEquations(EQUATIONS_OF_ALERTING);
    }

    /** Waits until so many of the equations hold, twice in a row with the same figures. */
    private void awaitEquations(int count) throws Exception {
        sender.flush();
        Accounting[] seen = {accounting()};
        await(
                "everything accounted for",
                () -> {
                    Accounting before = seen[0];
                    seen[0] = accounting();
                    return seen[0].equals(before)
                            && seen[0].equations().stream().limit(count).allMatch(Equation::holds);
                });
    }

    /** Writes to the topics what the jobs are not to read again. */
    TopicHistory history() {
        return new TopicHistory(kafka.bootstrapServers(), jobs);
    }

    /** What the jobs say for themselves. */
    Accounting accounting() {
        return new Accounting(
                flink.counters(),
                sender.acknowledged(),
                sender.labels(),
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

    /** The values that stand on a topic of JSON now. */
    List<String> values(String topic) {
        return records(topic).stream().map(record -> TestingRecords.text(record.value())).toList();
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
