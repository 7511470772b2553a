package io.cardwatch.jobs;

import io.cardwatch.alert.Alert;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.config.Ordering;
import io.cardwatch.jobs.kafka.CardEventDeserializer;
import io.cardwatch.jobs.kafka.ConsentStream;
import io.cardwatch.jobs.kafka.Erasures;
import io.cardwatch.jobs.kafka.JsonSinks;
import io.cardwatch.jobs.kafka.LabelDeserializer;
import io.cardwatch.jobs.kafka.OutcomeDeserializer;
import io.cardwatch.jobs.kafka.RulesDeserializer;
import io.cardwatch.jobs.kafka.Sources;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.AlertCandidate;
import io.cardwatch.operator.ComputeFeatures;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.EvaluateRules;
import io.cardwatch.operator.GateByConsent;
import io.cardwatch.operator.Ingested;
import io.cardwatch.operator.IngestedTypeInfo;
import io.cardwatch.operator.JudgeLateness;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.PushCheck;
import io.cardwatch.operator.RulesPush;
import io.cardwatch.operator.RulesSource;
import io.cardwatch.operator.RulesUpdate;
import io.cardwatch.operator.StageRecord;
import io.cardwatch.operator.StageRecordTypeInfo;
import io.cardwatch.operator.StampRules;
import io.cardwatch.operator.ValidateRules;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Card events, stamped with the rule set that judges them, through one keyed stage per dimension to
 * the rules, and what they find through the cardholder's consent to the alerts.
 *
 * <p>In the order of arrival, watermarks only clear state: events are judged when they arrive and
 * wait for none, and an idle partition holds nobody up. In the order of event time, each keyed
 * operator stands behind a {@link io.cardwatch.operator.PutInOrder}. All operators that events pass
 * have the same parallelism: each subtask of a stage tells each of the next which rules are coming.
 */
final class FraudAlertTopology {
    private final FraudAlertConfig config;
    private final RulesSource rules;
    private final EnginePlan plan;
    private final List<String> banks;
    private final Ordering ordering;
    private final InOrder inOrder;

    FraudAlertTopology(FraudAlertConfig config) throws RuleFileException {
        this.config = config;
        this.rules =
                new RulesSource(
                        config.rulesName(),
                        config.rules(),
                        config.engine(),
                        config.dimensions().stream().sorted().toList());
        this.plan = rules.plan();
        this.ordering = config.ordering();
        this.inOrder = new InOrder(config, plan.dimensions());
        this.banks = config.feeds().values().stream().map(FeedProfile::bankId).sorted().toList();
    }

    /** The banks that the job reads events of. */
    Set<String> banks() {
        return Set.copyOf(banks);
    }

    /**
     * Builds the job.
     *
     * @param pushed what was pushed so far and may be in force, the oldest first
     */
    void build(StreamExecutionEnvironment env, List<RulesPush> pushed) {
        RulesAtStart start = RulesAtStart.of(pushed, new PushCheck(plan, banks));
        SingleOutputStreamOperator<RulesUpdate> updates = validateRules(env, start.from());
        SingleOutputStreamOperator<StageRecord> stamped =
                stampRules(readEvents(env).union(readLabels(env)), updates, start.inForce());
        SingleOutputStreamOperator<AlertCandidate> candidates =
                evaluateRules(computeFeatures(stamped.union(readErasedKeys(env))));
        DataStream<ConsentUpdate> consents =
                ConsentStream.read(env, config.common(), "fraud-alert").union(readErasures(env));
        SingleOutputStreamOperator<Alert> alerts =
                // A replay is of a time when nobody had answered.
                gate(candidates, ordering.replay() ? consents : consents.union(readOutcomes(env)));
        alerts.getSideOutput(GateByConsent.ERASED)
                .union(candidates.getSideOutput(EvaluateRules.ERASED))
                .sinkTo(JsonSinks.erasureStatus(config.common()))
                .uid(OperatorIds.WRITE_ERASURE_STATUS)
                .name(OperatorIds.WRITE_ERASURE_STATUS);
        alerts.sinkTo(JsonSinks.alerts(config.common()))
                .uid(OperatorIds.WRITE_ALERTS)
                .name(OperatorIds.WRITE_ALERTS);
        stamped.getSideOutput(StampRules.REJECTIONS)
                .sinkTo(JsonSinks.rejections(config.common(), config.rejectionsTopic()))
                .uid(OperatorIds.WRITE_REJECTIONS)
                .name(OperatorIds.WRITE_REJECTIONS);
        updates.getSideOutput(ValidateRules.STATUS)
                .union(candidates.getSideOutput(EvaluateRules.STATUS))
                .sinkTo(JsonSinks.rulesStatus(config.common(), config.ruleTopics().status()))
                .uid(OperatorIds.WRITE_RULES_STATUS)
                .name(OperatorIds.WRITE_RULES_STATUS);
    }

    private DataStream<Ingested> readEvents(StreamExecutionEnvironment env) {
        DataStream<Ingested> events =
                env.fromSource(
                                read(
                                        new ArrayList<>(config.feeds().keySet()),
                                        "fraud-alert-events",
                                        new CardEventDeserializer(
                                                config.feeds(), isLive(), ordering.waits())),
                                watermarks(),
                                OperatorIds.READ_CARD_EVENTS)
                        .uid(OperatorIds.READ_CARD_EVENTS);
        return ordering.waits() ? judgeLateness(events, OperatorIds.JUDGE_LATENESS) : events;
    }

    private DataStream<Ingested> readLabels(StreamExecutionEnvironment env) {
        DataStream<Ingested> labels =
                env.fromSource(
                                read(
                                        List.of(config.ruleTopics().labels()),
                                        "fraud-alert-labels",
                                        new LabelDeserializer(
                                                new HashSet<>(banks), isLive(), ordering.waits())),
                                ordering.waits() ? watermarks() : Untimed.strategy(),
                                OperatorIds.READ_LABELS)
                        .uid(OperatorIds.READ_LABELS);
        return ordering.waits() ? judgeLateness(labels, OperatorIds.JUDGE_LABELS_LATENESS) : labels;
    }

    private DataStream<ConsentUpdate> readErasures(StreamExecutionEnvironment env) {
        return Erasures.read(
                env,
                config.common(),
                "fraud-alert",
                OperatorIds.READ_ERASURES,
                (erasure, out) -> out.collect(ConsentUpdate.of(erasure)),
                TypeInformation.of(ConsentUpdate.class));
    }

    /** One record for each key that a stage may keep; they need no rules and pass by the stamp. */
    private DataStream<StageRecord> readErasedKeys(StreamExecutionEnvironment env) {
        int subject = plan.dimensions().indexOf(KeyDimension.SUBJECT);
        Duration shared = timeToLive();
        return Erasures.read(
                env,
                config.common(),
                "fraud-alert-keys",
                OperatorIds.READ_ERASED_KEYS,
                (erasure, out) -> StageRecord.of(erasure, subject, shared).forEach(out::collect),
                StageRecordTypeInfo.INSTANCE,
                Untimed.strategy());
    }

    private KafkaSource<Ingested> read(
            List<String> topics,
            String group,
            KafkaRecordDeserializationSchema<Ingested> deserializer) {
        return ordering.replay()
                ? Sources.replaying(config.common(), topics, group, deserializer)
                : Sources.continuing(config.common(), topics, group, deserializer);
    }

    private boolean isLive() {
        return config.common().clock() == JobClock.WALL;
    }

    private WatermarkStrategy<Ingested> watermarks() {
        long lateness = config.engine().allowedLateness().toMillis();
        WatermarkStrategy<Ingested> watermarks =
                WatermarkStrategy.forGenerator(context -> new FeedWatermarks(lateness));
        return ordering.waitsForIdle() ? watermarks : watermarks.withIdleness(ordering.idleAfter());
    }

    private DataStream<Ingested> judgeLateness(DataStream<Ingested> records, String id) {
        return records.process(
                        new JudgeLateness(config.engine().allowedLateness()),
                        IngestedTypeInfo.INSTANCE)
                .uid(id)
                .name(id);
    }

    /** The sets that were pushed, in the topic's order. */
    private SingleOutputStreamOperator<RulesUpdate> validateRules(
            StreamExecutionEnvironment env, long from) {
        return env.fromSource(
                        Sources.from(
                                from,
                                config.common(),
                                config.ruleTopics().rules(),
                                "fraud-alert-rules",
                                new RulesDeserializer()),
                        Untimed.strategy(),
                        OperatorIds.READ_RULES)
                .uid(OperatorIds.READ_RULES)
                .setParallelism(1)
                .process(new ValidateRules(rules, banks), TypeInformation.of(RulesUpdate.class))
                .uid(OperatorIds.VALIDATE_RULES)
                .name(OperatorIds.VALIDATE_RULES)
                .setParallelism(1);
    }

    private SingleOutputStreamOperator<StageRecord> stampRules(
            DataStream<Ingested> records,
            DataStream<RulesUpdate> updates,
            List<RulesUpdate> pushed) {
        return records.connect(updates.broadcast())
                .transform(
                        OperatorIds.STAMP_RULES,
                        StageRecordTypeInfo.INSTANCE,
                        new StampRules(
                                rules, pushed, banks, config.common().secret(), !ordering.waits()))
                .uid(OperatorIds.STAMP_RULES);
    }

    private DataStream<StageRecord> computeFeatures(DataStream<StageRecord> records) {
        DataStream<StageRecord> stream = records;
        List<KeyDimension> dimensions = plan.dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            String id = OperatorIds.computeFeatures(dimensions.get(i).keyword());
            int dimension = i;
            stream =
                    inOrder.stage(stream, dimension, id)
                            .process(
                                    new ComputeFeatures(
                                            rules,
                                            config.common().secret(),
                                            dimension,
                                            dimension == dimensions.size() - 1,
                                            timeToLive()),
                                    StageRecordTypeInfo.INSTANCE)
                            .uid(id)
                            .name(id);
        }
        return stream;
    }

    private Duration timeToLive() {
        return plan.longestWindow()
                .plus(config.engine().dedupeHorizon())
                .plus(config.outageTolerance());
    }

    private SingleOutputStreamOperator<AlertCandidate> evaluateRules(
            DataStream<StageRecord> records) {
        return records.process(
                        new EvaluateRules(
                                config.common().secret(),
                                OperatorIds.EVALUATE_RULES,
                                !ordering.waits()),
                        TypeInformation.of(AlertCandidate.class))
                .uid(OperatorIds.EVALUATE_RULES)
                .name(OperatorIds.EVALUATE_RULES);
    }

    /** What the banks' cardholders called their own. */
    private DataStream<ConsentUpdate> readOutcomes(StreamExecutionEnvironment env) {
        return env.fromSource(
                        Sources.continuing(
                                config.common(),
                                banks.stream().map(Topics::outcomes).toList(),
                                "fraud-alert-outcomes",
                                new OutcomeDeserializer(config.common().secret())),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_OUTCOMES)
                .uid(OperatorIds.READ_OUTCOMES);
    }

    private SingleOutputStreamOperator<Alert> gate(
            DataStream<AlertCandidate> candidates, DataStream<ConsentUpdate> consents) {
        return inOrder.gate(candidates)
                .connect(consents.keyBy(ConsentUpdate::subject, KeyHashTypeInfo.INSTANCE))
                .process(
                        new GateByConsent(
                                config.common().secret(),
                                config.common().clock() == JobClock.EVENT,
                                config.common().maxWaiting()),
                        TypeInformation.of(Alert.class))
                .uid(OperatorIds.GATE_BY_CONSENT)
                .name(OperatorIds.GATE_BY_CONSENT);
    }
}
