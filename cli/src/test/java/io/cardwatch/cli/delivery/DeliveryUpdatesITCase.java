package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.ChannelControlJson;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.kafka.DeliveryUpdates;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.DeliveryUpdate;
import io.cardwatch.outcome.OutcomePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What delivery is told, of real topics, at two subtasks. */
final class DeliveryUpdatesITCase {
    private static final int SUBTASKS = 2;
    private static final String SEEN = "seen";
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final KeyHash SUBJECT = new KeyHash(7, 9);

    @TempDir private Path folder;

    @Test
    void shouldTellEverySubtaskWhatWasReadAndWhatOperatorsSay() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
                EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), 1, SUBTASKS)) {
            DeliveryTopics topics = DeliveryTopics.create(kafka);
            kafka.createTopics(List.of(new NewTopic(SEEN, 1, (short) 1)));
            topics.write(Topics.ATTEMPTS, "alert-1|sms", AttemptJson.encode(attempt()));
            topics.write(Topics.ATTEMPTS, "alert-2|sms", "no attempt".getBytes(UTF_8));
            topics.write(Topics.RECEIPTS, "alert-1", receipt(Receipt.Reporter.ATTEMPT));
            topics.write(Topics.RECEIPTS, "alert-1", receipt(Receipt.Reporter.PROVIDER));
            StreamExecutionEnvironment env = flink.environment();
            DeliveryUpdates.read(env, config(kafka.bootstrapServers()))
                    .sinkTo(seen(kafka.bootstrapServers()));
            var unused = env.executeAsync("delivery-updates");

            List<String> expected = new ArrayList<>();
            for (int subtask = 0; subtask < SUBTASKS; subtask++) {
                // The one partition of the controls is empty, as it usually is.
                expected.add("read CONTROLS 0 of 1");
                for (int i = 0; i < DeliveryTopics.PARTITIONS; i++) {
                    expected.add("read CONSENTS " + i + " of " + DeliveryTopics.PARTITIONS);
                    expected.add("read ATTEMPTS " + i + " of " + DeliveryTopics.PARTITIONS);
                }
            }
            expected.add("attempt alert-1 " + SUBJECT.hex());
            expected.add("report alert-1 " + SUBJECT.hex());
            assertThat(await(topics, expected.size()))
                    .containsExactlyInAnyOrderElementsOf(expected);

            topics.write(
                    Topics.CHANNEL_CONTROLS,
                    ChannelControl.ALL,
                    ChannelControlJson.encode(
                            new ChannelControl(ChannelControl.ALL, true, Instant.EPOCH, null)));
            List<String> controls =
                    await(topics, expected.size() + SUBTASKS).stream()
                            .filter(line -> line.startsWith("control"))
                            .toList();
            assertThat(controls).hasSize(SUBTASKS).doesNotHaveDuplicates();
        }
    }

    private static List<String> await(DeliveryTopics topics, int count) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        List<String> seen = List.of();
        while (seen.size() < count && System.nanoTime() < deadline) {
            seen =
                    topics.records(SEEN).stream()
                            .map(record -> new String(record.value(), UTF_8))
                            .toList();
        }
        return seen;
    }

    private DeliveryConfig config(String servers) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "a secret of this test alone");
        return new DeliveryConfig(
                DeliveryTopics.common(servers, secret),
                DeliveryConfig.DeliveryTopics.DEFAULT,
                DeliveryPlan.defaults(false),
                List.of(
                        new ChannelSpec(
                                "console", null, "console", Map.of(), ChannelLimits.DEFAULT)),
                null,
                null,
                OutcomePlan.defaults(false));
    }

    private static KafkaSink<DeliveryUpdate> seen(String servers) {
        KafkaRecordSerializationSchema<DeliveryUpdate> lines =
                (update, context, time) -> new ProducerRecord<>(SEEN, line(update).getBytes(UTF_8));
        return KafkaSink.<DeliveryUpdate>builder()
                .setBootstrapServers(servers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(lines)
                .build();
    }

    private static String line(DeliveryUpdate update) {
        String key = update.subject().hex();
        if (update.read() != null) {
            DeliveryUpdate.PartitionRead read = update.read();
            return "read " + read.topic() + ' ' + read.partition() + " of " + read.partitions();
        }
        if (update.control() != null) {
            return "control " + update.control().channel() + ' ' + key;
        }
        return update.attempt() != null
                ? "attempt " + update.attempt().alertId() + ' ' + key
                : "report " + requireNonNull(update.report()).alertId() + ' ' + key;
    }

    private static Attempt attempt() {
        return new Attempt(
                "alert-1",
                "sms",
                SUBJECT.hex(),
                1,
                Attempt.Phase.INTENDED,
                1,
                Instant.EPOCH,
                null,
                null,
                null);
    }

    private static byte[] receipt(Receipt.Reporter reporter) {
        return ReceiptJson.encode(
                new Receipt(
                        "alert-1",
                        "sms",
                        SUBJECT.hex(),
                        reporter,
                        1,
                        1,
                        SendOutcome.Kind.DELIVERED,
                        Instant.EPOCH,
                        "m-1",
                        null));
    }
}
