package io.cardwatch.jobs.kafka;

import io.cardwatch.jobs.OperatorIds;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.operator.AnswerUpdate;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What outcomes are decided by besides alerts: the replies from their start, with the news of how
 * far they were read, and the receipts of messages that a provider took over.
 */
public final class AnswerUpdates {
    static final TypeInformation<TopicRecord<AnswerUpdate>> RECORDS =
            TypeInformation.of(new TypeHint<>() {});

    private AnswerUpdates() {}

    /** All on one stream, with the erasures. */
    public static DataStream<AnswerUpdate> read(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return replies(env, config)
                .union(
                        receipts(env, config),
                        Erasures.read(
                                env,
                                config.common(),
                                "delivery-outcomes",
                                OperatorIds.READ_ERASURES_OF_OUTCOMES,
                                (erasure, out) -> out.collect(AnswerUpdate.of(erasure)),
                                TypeInformation.of(AnswerUpdate.class)));
    }

    private static DataStream<AnswerUpdate> replies(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        CommonConfig common = config.common();
        String topic = config.topics().replies();
        return env.fromSource(
                        Sources.fromEarliest(
                                common,
                                topic,
                                "delivery-replies",
                                new ReplyDeserializer(),
                                Duration.ZERO),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_REPLIES)
                .uid(OperatorIds.READ_REPLIES)
                .transform(
                        OperatorIds.ANNOUNCE_REPLIES_READ,
                        TypeInformation.of(AnswerUpdate.class),
                        new AnnounceRead<>(
                                topic, common.kafkaProperties(), AnswerUpdate::partitionRead))
                .uid(OperatorIds.ANNOUNCE_REPLIES_READ);
    }

    private static DataStream<AnswerUpdate> receipts(
            StreamExecutionEnvironment env, DeliveryConfig config) {
        return env.fromSource(
                        Sources.continuing(
                                config.common(),
                                List.of(config.topics().receipts()),
                                "delivery-outcomes",
                                new ReceiptDeserializer<>(
                                        receipt -> receipt.outcome().isSent(),
                                        AnswerUpdate::of,
                                        AnswerUpdate.class)),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_RECEIPTS)
                .uid(OperatorIds.READ_RECEIPTS);
    }
}
