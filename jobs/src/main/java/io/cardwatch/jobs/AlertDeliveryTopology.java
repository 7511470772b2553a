package io.cardwatch.jobs;

import io.cardwatch.channel.Receipt;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.kafka.AlertDeserializer;
import io.cardwatch.jobs.kafka.ConsentStream;
import io.cardwatch.jobs.kafka.JsonSinks;
import io.cardwatch.jobs.kafka.Sources;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.DeliverAlertsFactory;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.KeyedAlert;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Alerts and consents, by cardholder, to the channels and on to the receipts. */
final class AlertDeliveryTopology {
    private final DeliveryConfig config;

    AlertDeliveryTopology(DeliveryConfig config) {
        this.config = config;
    }

    void build(StreamExecutionEnvironment env) {
        CommonConfig common = config.common();
        DataStream<KeyedAlert> alerts = readAlerts(env);
        DataStream<ConsentUpdate> consents = ConsentStream.read(env, common, "delivery");
        alerts.keyBy(KeyedAlert::subject, KeyHashTypeInfo.INSTANCE)
                .connect(consents.keyBy(ConsentUpdate::subject, KeyHashTypeInfo.INSTANCE))
                .transform(
                        OperatorIds.DELIVER_ALERTS,
                        TypeInformation.of(Receipt.class),
                        new DeliverAlertsFactory(
                                new DeliverAlertsFactory.DeliverySettings(
                                        new ConfiguredChannels(
                                                config.consoleFile(), config.templates()),
                                        common.secret(),
                                        common.clock() == JobClock.EVENT,
                                        common.maxWaiting(),
                                        config.alertMemory())))
                .uid(OperatorIds.DELIVER_ALERTS)
                .sinkTo(JsonSinks.receipts(common, config.receiptsTopic()))
                .uid(OperatorIds.WRITE_RECEIPTS)
                .name(OperatorIds.WRITE_RECEIPTS);
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
