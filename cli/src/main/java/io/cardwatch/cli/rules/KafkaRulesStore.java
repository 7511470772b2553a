package io.cardwatch.cli.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.SinglePartition;
import io.cardwatch.operator.RulesStatus;
import io.cardwatch.operator.RulesStatusJson;
import io.cardwatch.rollout.RulesRecord;
import io.cardwatch.rollout.RulesRecordFormatException;
import io.cardwatch.rollout.RulesRecordJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The rules and rules-status topics of a Kafka cluster. */
final class KafkaRulesStore implements RulesStore {
    private static final String OFFSETS = "a record's offset is what a set is known by";

    private final KafkaCalls calls;
    private final SinglePartition rules;
    private final SinglePartition status;
    private final KafkaConsumer<byte[], byte[]> statusReader;

    private KafkaRulesStore(KafkaCalls calls, SinglePartition rules, SinglePartition status) {
        this.calls = calls;
        this.rules = rules;
        this.status = status;
        statusReader = status.reader();
    }

    static RulesStore open(RulesTopicOptions options) throws CommandFailure {
        Properties properties = options.properties();
        KafkaCalls calls = new KafkaCalls(properties);
        SinglePartition rules = new SinglePartition(properties, options.rulesTopic());
        SinglePartition status = new SinglePartition(properties, options.statusTopic());
        return calls.call(
                () -> {
                    rules.require("--topic", OFFSETS);
                    status.require("--status-topic", OFFSETS);
                    return new KafkaRulesStore(calls, rules, status);
                });
    }

    @Override
    public List<PushedSet> pushes() throws CommandFailure {
        return calls.call(
                () -> {
                    List<PushedSet> pushes = new ArrayList<>();
                    try (KafkaConsumer<byte[], byte[]> reader = rules.reader()) {
                        rules.readToEnd(reader, record -> pushes.add(pushed(record)));
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
        return calls.call(
                () -> {
                    List<RulesStatus> reports = new ArrayList<>();
                    status.readToEnd(statusReader, record -> add(record, reports));
                    return reports;
                });
    }

    @Override
    public List<RulesStatus> newReports(Duration wait) throws CommandFailure {
        return calls.call(
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
        return calls.call(
                () -> rules.write(record.key().getBytes(UTF_8), RulesRecordJson.encode(record)));
    }

    @Override
    public void close() {
        SinglePartition.close(statusReader);
    }
}
