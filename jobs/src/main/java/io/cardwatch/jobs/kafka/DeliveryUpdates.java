package io.cardwatch.jobs.kafka;

import io.cardwatch.channel.Receipt;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.jobs.OperatorIds;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.operator.DeliveryUpdate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What delivery is told besides alerts: consents, attempts and controls, each topic from its start
 * with the news of how far it was read, and what providers report.
 *
 * <p>Each topic reaches a subtask of delivery on a way of its own, so nothing orders the records of
 * one topic among those of another.
 */
public final class DeliveryUpdates {
    static final TypeInformation<TopicRecord<DeliveryUpdate>> RECORDS =
            TypeInformation.of(new TypeHint<>() {});

    /** Attempts are mostly this run's own, which it knows already. */
    private static final Duration OWN_RECORDS = Duration.ofMillis(250);

    private static final TypeInformation<DeliveryUpdate> UPDATES =
            TypeInformation.of(DeliveryUpdate.class);

    private DeliveryUpdates() {}

    /** All of them on one stream. */
    public static DataStream<DeliveryUpdate> read(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return consents(env, config)
                .union(
                        attempts(env, config),
                        controls(env, config),
                        reports(env, config),
                        Erasures.read(
                                env,
                                config.common(),
                                "delivery",
                                OperatorIds.READ_ERASURES,
                                (erasure, out) -> out.collect(DeliveryUpdate.of(erasure)),
                                UPDATES));
    }

    private static DataStream<DeliveryUpdate> consents(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        CommonConfig common = config.common();
        return announced(
                env,
                common,
                new Ids(
                        common.consentsTopic(),
                        "delivery-consents",
                        OperatorIds.READ_CONSENTS,
                        OperatorIds.ANNOUNCE_CONSENTS_READ,
                        Duration.ZERO),
                new ConsentDeserializer<>(common.secret(), DeliveryUpdate::of, RECORDS),
                news(DeliveryUpdate.Topic.CONSENTS));
    }

    private static DataStream<DeliveryUpdate> attempts(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return announced(
                env,
                config.common(),
                new Ids(
                        config.topics().attempts(),
                        "delivery-attempts",
                        OperatorIds.READ_ATTEMPTS,
                        OperatorIds.ANNOUNCE_ATTEMPTS_READ,
                        OWN_RECORDS),
                new AttemptDeserializer(),
                news(DeliveryUpdate.Topic.ATTEMPTS));
    }

    private static DataStream<DeliveryUpdate> controls(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return announced(
                env,
                config.common(),
                new Ids(
                        config.topics().controls(),
                        "delivery-controls",
                        OperatorIds.READ_CONTROLS,
                        OperatorIds.ANNOUNCE_CONTROLS_READ,
                        Duration.ZERO),
                new ControlDeserializer(),
                new ToEverySubtask());
    }

    private static DataStream<DeliveryUpdate> reports(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return env.fromSource(
                        Sources.continuing(
                                config.common(),
                                List.of(config.topics().receipts()),
                                "delivery-reports",
                                new ReceiptDeserializer<>(
                                        receipt ->
                                                receipt.reportedBy() == Receipt.Reporter.PROVIDER,
                                        DeliveryUpdate::of,
                                        DeliveryUpdate.class)),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_REPORTS)
                .uid(OperatorIds.READ_REPORTS);
    }

    private record Ids(
            String topic, String group, String reading, String announcing, Duration patience) {}

    private static DataStream<DeliveryUpdate> announced(
            StreamExecutionEnvironment env,
            CommonConfig config,
            Ids ids,
            KafkaRecordDeserializationSchema<TopicRecord<DeliveryUpdate>> deserializer,
            AnnounceRead.Edge<DeliveryUpdate> edge) {
        return env.fromSource(
                        Sources.fromEarliest(
                                config, ids.topic(), ids.group(), deserializer, ids.patience()),
                        WatermarkStrategy.noWatermarks(),
                        ids.reading())
                .uid(ids.reading())
                .transform(
                        ids.announcing(),
                        UPDATES,
                        new AnnounceRead<>(ids.topic(), config.kafkaProperties(), edge))
                .uid(ids.announcing());
    }

    private static AnnounceRead.Edge<DeliveryUpdate> news(DeliveryUpdate.Topic topic) {
        return (subtaskKey, partition, partitions) ->
                DeliveryUpdate.of(
                        subtaskKey, new DeliveryUpdate.PartitionRead(topic, partition, partitions));
    }

    /** A control is for whoever sends: each subtask gets a copy. */
    private static final class ToEverySubtask implements AnnounceRead.Edge<DeliveryUpdate> {
        @Override
        public DeliveryUpdate read(KeyHash subtaskKey, int partition, int partitions) {
            return DeliveryUpdate.of(
                    subtaskKey,
                    new DeliveryUpdate.PartitionRead(
                            DeliveryUpdate.Topic.CONTROLS, partition, partitions));
        }

        @Override
        public void pass(
                DeliveryUpdate update, List<KeyHash> subtaskKeys, Consumer<DeliveryUpdate> out) {
            for (KeyHash subtaskKey : subtaskKeys) {
                out.accept(
                        new DeliveryUpdate(
                                subtaskKey, null, null, null, update.control(), null, null));
            }
        }
    }
}
