package io.cardwatch.cli.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.operator.RulesStatus;
import io.cardwatch.operator.RulesStatusJson;
import io.cardwatch.rollout.RulesRecord;
import io.cardwatch.rollout.RulesRecordFormatException;
import io.cardwatch.rollout.RulesRecordJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The rules and rules-status topics of a Kafka cluster. */
final class KafkaRulesStore implements RulesStore {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaOptions options;
    private final Properties properties;
    private final TopicPartition rules;
    private final TopicPartition status;
    private final KafkaConsumer<byte[], byte[]> statusReader;

    private KafkaRulesStore(KafkaOptions options, Properties properties) {
        this.options = options;
        this.properties = properties;
        rules = new TopicPartition(options.rulesTopic(), 0);
        status = new TopicPartition(options.statusTopic(), 0);
        statusReader = reader(status);
    }

    static RulesStore open(KafkaOptions options) throws CommandFailure {
        Properties properties = options.properties();
        return new KafkaCalls(properties)
                .call(
                        () -> {
                            requireTopics(options, properties);
                            return new KafkaRulesStore(options, properties);
                        });
    }

    private static void requireTopics(KafkaOptions options, Properties properties)
            throws CommandFailure, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(properties)) {
            List<String> topics = List.of(options.rulesTopic(), options.statusTopic());
            for (String topic : topics) {
                TopicDescription found =
                        KafkaCalls.orNullWhereAbsent(
                                requireNonNull(
                                        admin.describeTopics(topics).topicNameValues().get(topic)));
                if (found == null) {
                    throw CommandFailure.usage(
                            "there is no topic '"
                                    + topic
                                    + "' at "
                                    + KafkaCalls.servers(properties)
                                    + "; create it with one partition, or name another with "
                                    + (topic.equals(options.rulesTopic())
                                            ? "--topic"
                                            : "--status-topic"));
                }
                if (found.partitions().size() != 1) {
                    throw CommandFailure.usage(
                            "topic '"
                                    + topic
                                    + "' has "
                                    + found.partitions().size()
                                    + " partitions; it needs to have one, since a record's offset is"
                                    + " what a set is known by");
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> reader(TopicPartition partition) {
        Properties settings = new Properties();
        settings.putAll(properties);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        reader.assign(List.of(partition));
        reader.seekToBeginning(List.of(partition));
        return reader;
    }

    @Override
    public List<PushedSet> pushes() throws CommandFailure {
        return calls().call(
                        () -> {
                            List<PushedSet> pushes = new ArrayList<>();
                            try (KafkaConsumer<byte[], byte[]> reader = reader(rules)) {
                                readToEnd(reader, rules, record -> pushes.add(pushed(record)));
                            }
                            return pushes;
                        });
    }

    private static PushedSet pushed(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new PushedSet(
                    record.offset(), RulesRecordJson.decode(record.key(), record.value()), null);
        } catch (RulesRecordFormatException e) {
            return new PushedSet(record.offset(), null, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<RulesStatus> reports() throws CommandFailure {
        return calls().call(
                        () -> {
                            List<RulesStatus> reports = new ArrayList<>();
                            readToEnd(statusReader, status, record -> add(record, reports));
                            return reports;
                        });
    }

    private static void readToEnd(
            KafkaConsumer<byte[], byte[]> reader,
            TopicPartition partition,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (reader.position(partition) < end) {
            reader.poll(POLL).forEach(taker);
        }
    }

    @Override
    public List<RulesStatus> newReports(Duration wait) throws CommandFailure {
        return calls().call(
                        () -> {
                            List<RulesStatus> reports = new ArrayList<>();
                            statusReader.poll(wait).forEach(record -> add(record, reports));
                            return reports;
                        });
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<RulesStatus> reports) {
        RulesStatus report = RulesStatusJson.decode(record.value());
        if (report != null) {
            reports.add(report);
        }
    }

    @Override
    public long push(RulesRecord record) throws CommandFailure {
        return calls().call(
                        () -> {
                            Properties settings = new Properties();
                            settings.putAll(properties);
                            settings.remove(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG);
                            settings.put(ProducerConfig.ACKS_CONFIG, "all");
                            settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
                            settings.putIfAbsent(
                                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
                            try (KafkaProducer<byte[], byte[]> producer =
                                    new KafkaProducer<>(
                                            settings,
                                            new ByteArraySerializer(),
                                            new ByteArraySerializer())) {
                                return producer.send(
                                                new ProducerRecord<>(
                                                        options.rulesTopic(),
                                                        0,
                                                        record.key().getBytes(UTF_8),
                                                        RulesRecordJson.encode(record)))
                                        .get()
                                        .offset();
                            }
                        });
    }

    private KafkaCalls calls() {
        return new KafkaCalls(properties);
    }

    @Override
    public void close() {
        try {
            statusReader.close(CloseOptions.timeout(CLOSE));
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            // Nothing was held that has to be given back.
        }
    }
}
