package io.cardwatch.jobs;

import io.cardwatch.audit.Decision;
import io.cardwatch.channel.Receipt;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.kafka.AlertDeserializer;
import io.cardwatch.jobs.kafka.AnswerUpdates;
import io.cardwatch.jobs.kafka.DeliveryUpdates;
import io.cardwatch.jobs.kafka.JsonSinks;
import io.cardwatch.jobs.kafka.KafkaAttemptLog;
import io.cardwatch.jobs.kafka.Sources;
import io.cardwatch.operator.AnswerUpdate;
import io.cardwatch.operator.DecideOutcomes;
import io.cardwatch.operator.DeliverAlertsFactory;
import io.cardwatch.operator.DeliveryUpdate;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.KeyedAlert;
import io.cardwatch.reply.Outcome;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Alerts, and all that says whether and how they may be sent, by cardholder to the channels; what
 * became of them goes on to the receipts and, as decisions, towards the audit log; consents that
 * end there go back to their topic. Beside it the same alerts and what their cardholders answered
 * become outcomes; what follows on an answer is delivered as an alert is.
 */
final class AlertDeliveryTopology {
    private final DeliveryConfig config;

    AlertDeliveryTopology(DeliveryConfig config) {
        this.config = config;
    }

    void build(StreamExecutionEnvironment env) {
        CommonConfig common = config.common();
        DataStream<KeyedAlert> alerts = readAlerts(env);
        SingleOutputStreamOperator<Outcome> outcomes =
                decideOutcomes(alerts, AnswerUpdates.read(env, config));
        outcomes.getSideOutput(DecideOutcomes.LABELS)
                .sinkTo(JsonSinks.labels(common, config.topics().labels()))
                .uid(OperatorIds.WRITE_LABELS)
                .name(OperatorIds.WRITE_LABELS);
        outcomes.sinkTo(JsonSinks.outcomes(common))
                .uid(OperatorIds.WRITE_OUTCOMES)
                .name(OperatorIds.WRITE_OUTCOMES);
        SingleOutputStreamOperator<Receipt> receipts =
                deliver(
                        alerts.union(outcomes.getSideOutput(DecideOutcomes.FOLLOW_UPS)),
                        DeliveryUpdates.read(env, config));
        receipts.sinkTo(JsonSinks.receipts(common, config.topics().receipts()))
                .uid(OperatorIds.WRITE_RECEIPTS)
                .name(OperatorIds.WRITE_RECEIPTS);
        receipts.getSideOutput(DeliverAlertsFactory.ENDED_CONSENTS)
                .sinkTo(JsonSinks.consents(common))
                .uid(OperatorIds.WRITE_ENDED_CONSENTS)
                .name(OperatorIds.WRITE_ENDED_CONSENTS);
        receipts.getSideOutput(DeliverAlertsFactory.DECISIONS)
                .union(decisions(outcomes))
                .sinkTo(JsonSinks.decisions(common, config.topics().decisions()))
                .uid(OperatorIds.WRITE_DECISIONS)
                .name(OperatorIds.WRITE_DECISIONS);
        receipts.getSideOutput(DeliverAlertsFactory.ERASED)
                .union(outcomes.getSideOutput(DecideOutcomes.ERASED))
                .sinkTo(JsonSinks.erasureStatus(common))
                .uid(OperatorIds.WRITE_ERASURE_STATUS)
                .name(OperatorIds.WRITE_ERASURE_STATUS);
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

    private SingleOutputStreamOperator<Outcome> decideOutcomes(
            DataStream<KeyedAlert> alerts, DataStream<AnswerUpdate> updates) {
        return alerts.keyBy(KeyedAlert::subject, KeyHashTypeInfo.INSTANCE)
                .connect(updates.keyBy(AnswerUpdate::subject, KeyHashTypeInfo.INSTANCE))
                .process(
                        new DecideOutcomes(
                                config.common().secret(),
                                config.outcomes(),
                                config.plan().alertMemory()),
                        TypeInformation.of(Outcome.class))
                .uid(OperatorIds.DECIDE_OUTCOMES)
                .name(OperatorIds.DECIDE_OUTCOMES);
    }

    /** Outcomes as the audit log has them: without cardholder and card. */
    private static DataStream<Decision> decisions(DataStream<Outcome> outcomes) {
        return outcomes.map(
                        outcome ->
                                Decision.of(
                                        outcome.bankId(),
                                        outcome.alertId(),
                                        outcome.ruleSetVersion(),
                                        Decision.What.OUTCOME,
                                        outcome.kind().wireName(),
                                        outcome.channel(),
                                        null,
                                        null,
                                        null,
                                        outcome.at()),
                        TypeInformation.of(Decision.class))
                .uid(OperatorIds.TELL_OUTCOMES)
                .name(OperatorIds.TELL_OUTCOMES);
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
