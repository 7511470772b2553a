package io.cardwatch.jobs;

import io.cardwatch.alert.Alert;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.kafka.CardEventDeserializer;
import io.cardwatch.jobs.kafka.ConsentStream;
import io.cardwatch.jobs.kafka.JsonSinks;
import io.cardwatch.jobs.kafka.Sources;
import io.cardwatch.operator.AlertCandidate;
import io.cardwatch.operator.ComputeFeatures;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.EvaluateRules;
import io.cardwatch.operator.EventInFlightTypeInfo;
import io.cardwatch.operator.GateByConsent;
import io.cardwatch.operator.Ingested;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.RulesSource;
import io.cardwatch.operator.SplitRejections;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Card events through one keyed stage per dimension in use to the rules, and what they find through
 * the cardholder's consent to the alerts.
 *
 * <p>Watermarks only clear state: events are judged when they arrive and wait for none. An idle
 * partition holds nobody up.
 */
final class FraudAlertTopology {
    private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

    private final FraudAlertConfig config;
    private final RulesSource rules;
    private final EnginePlan plan;

    FraudAlertTopology(FraudAlertConfig config) throws RuleFileException {
        this.config = config;
        this.rules = new RulesSource(config.rulesName(), config.rules(), config.engine());
        this.plan = rules.plan();
    }

    void build(StreamExecutionEnvironment env) {
        DataStream<AlertCandidate> candidates = evaluateRules(computeFeatures(readEvents(env)));
        DataStream<ConsentUpdate> consents =
                ConsentStream.read(env, config.common(), "fraud-alert");
        gate(candidates, consents)
                .sinkTo(JsonSinks.alerts(config.common()))
                .uid(OperatorIds.WRITE_ALERTS)
                .name(OperatorIds.WRITE_ALERTS);
    }

    private DataStream<EventInFlight> readEvents(StreamExecutionEnvironment env) {
        boolean live = config.common().clock() == JobClock.WALL;
        long lateness = config.engine().allowedLateness().toMillis();
        WatermarkStrategy<Ingested> watermarks =
                WatermarkStrategy.<Ingested>forGenerator(context -> new FeedWatermarks(lateness))
                        .withIdleness(IDLE_AFTER);
        SingleOutputStreamOperator<EventInFlight> events =
                env.fromSource(
                                Sources.continuing(
                                        config.common(),
                                        new ArrayList<>(config.feeds().keySet()),
                                        "fraud-alert-events",
                                        new CardEventDeserializer(
                                                config.feeds(),
                                                rules,
                                                config.common().secret(),
                                                live)),
                                watermarks,
                                OperatorIds.READ_CARD_EVENTS)
                        .uid(OperatorIds.READ_CARD_EVENTS)
                        .process(new SplitRejections(), EventInFlightTypeInfo.INSTANCE)
                        .uid(OperatorIds.SPLIT_REJECTIONS)
                        .name(OperatorIds.SPLIT_REJECTIONS);
        events.getSideOutput(SplitRejections.REJECTIONS)
                .sinkTo(JsonSinks.rejections(config.common(), config.rejectionsTopic()))
                .uid(OperatorIds.WRITE_REJECTIONS)
                .name(OperatorIds.WRITE_REJECTIONS);
        return events;
    }

    private DataStream<EventInFlight> computeFeatures(DataStream<EventInFlight> events) {
        DataStream<EventInFlight> stream = events;
        List<KeyDimension> dimensions = plan.dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            String id = OperatorIds.computeFeatures(dimensions.get(i).keyword());
            stream =
                    stream.keyBy(keyOf(i), KeyHashTypeInfo.INSTANCE)
                            .process(
                                    new ComputeFeatures(
                                            rules,
                                            config.common().secret(),
                                            i,
                                            timeToLive(dimensions.get(i))),
                                    EventInFlightTypeInfo.INSTANCE)
                            .uid(id)
                            .name(id);
        }
        return stream;
    }

    /**
     * An event without a key in this dimension is spread by its card's key, not sent to one
     * subtask.
     */
    private static KeySelector<EventInFlight, KeyHash> keyOf(int dimension) {
        return event -> {
            KeyHash key = event.key(dimension);
            return key != null ? key : event.cardKey();
        };
    }

    private Duration timeToLive(KeyDimension dimension) {
        return plan.rules().ruleSet().features().stream()
                .filter(feature -> feature.by() == dimension)
                .map(Feature::over)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plus(config.engine().dedupeHorizon())
                .plus(config.outageTolerance());
    }

    private DataStream<AlertCandidate> evaluateRules(DataStream<EventInFlight> events) {
        return events.process(
                        new EvaluateRules(rules, config.common().secret()),
                        TypeInformation.of(AlertCandidate.class))
                .uid(OperatorIds.EVALUATE_RULES)
                .name(OperatorIds.EVALUATE_RULES);
    }

    private DataStream<Alert> gate(
            DataStream<AlertCandidate> candidates, DataStream<ConsentUpdate> consents) {
        return candidates
                .keyBy(AlertCandidate::subject, KeyHashTypeInfo.INSTANCE)
                .connect(consents.keyBy(ConsentUpdate::subject, KeyHashTypeInfo.INSTANCE))
                .process(
                        new GateByConsent(
                                plan.rules().ruleSet().alerting(),
                                config.common().secret(),
                                config.common().clock() == JobClock.EVENT,
                                config.common().maxWaiting()),
                        TypeInformation.of(Alert.class))
                .uid(OperatorIds.GATE_BY_CONSENT)
                .name(OperatorIds.GATE_BY_CONSENT);
    }
}
