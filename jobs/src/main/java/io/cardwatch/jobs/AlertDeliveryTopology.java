package io.cardwatch.jobs;

import io.cardwatch.channel.Receipt;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.kafka.AlertDeserializer;
import io.cardwatch.jobs.kafka.DeliveryUpdates;
import io.cardwatch.jobs.kafka.JsonSinks;
import io.cardwatch.jobs.kafka.KafkaAttemptLog;
import io.cardwatch.jobs.kafka.Sources;
import io.cardwatch.operator.DeliverAlertsFactory;
import io.cardwatch.operator.DeliveryUpdate;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.KeyedAlert;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Alerts, and all that says whether and how they may be sent, by cardholder to the channels; what
 * became of them goes on to the receipts, and consents that end there back to their topic.
 */
final class AlertDeliveryTopology {
    private final DeliveryConfig config;

    AlertDeliveryTopology(DeliveryConfig config) {
        this.config = config;
    }

    void build(StreamExecutionEnvironment env) {
        CommonConfig common = config.common();
        SingleOutputStreamOperator<Receipt> receipts =
                deliver(readAlerts(env), DeliveryUpdates.read(env, config));
        receipts.sinkTo(JsonSinks.receipts(common, config.topics().receipts()))
                .uid(OperatorIds.WRITE_RECEIPTS)
                .name(OperatorIds.WRITE_RECEIPTS);
        receipts.getSideOutput(DeliverAlertsFactory.ENDED_CONSENTS)
                .sinkTo(JsonSinks.consents(common))
                .uid(OperatorIds.WRITE_ENDED_CONSENTS)
                .name(OperatorIds.WRITE_ENDED_CONSENTS);
    }

    private SingleOutputStreamOperator<Receipt> deliver(
            DataStream<KeyedAlert> alerts, DataStream<DeliveryUpdate> updates) {
        CommonConfig common = config.common();
        return alerts.keyBy(KeyedAlert::subject, KeyHashTypeInfo.INSTANCE)
                .connect(updates.keyBy(DeliveryUpdate::subject, KeyHashTypeInfo.INSTANCE))
                .transform(
                        OperatorIds.DELIVER_ALERTS,
                        TypeInformation.of(Receipt.class),
                        new DeliverAlertsFactory(
                                new DeliverAlertsFactory.DeliverySettings(
                                        ConfiguredChannels.of(config),
                                        common.secret(),
                                        config.plan(),
                                        KafkaAttemptLog.factory(
                                                common, config.topics().attempts()))))
                .uid(OperatorIds.DELIVER_ALERTS);
    }

    private DataStream<KeyedAlert> readAlerts(StreamExecutionEnvironment env) {
        CommonConfig common = config.common();
        return env.fromSource(
                        Sources.continuing(
                                common,
                                List.of(common.alertsTopic()),
                                "delivery-alerts",
                                new AlertDeserializer(common.secret())),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_ALERTS)
                .uid(OperatorIds.READ_ALERTS);
    }
}
