package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.AlertThrottle;
import io.cardwatch.alert.ThrottleState;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.EventOrder;
import io.cardwatch.engine.FeedClock;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the engine alone makes of a bank's topic, as a backtest would, under another secret. */
final class InEngine {
    private static final EngineSettings SETTINGS = EngineSettings.defaults();

    private InEngine() {}

    /** The events that are not late by the order of their own partition. */
    static List<CardEvent> onTime(List<ConsumerRecord<byte[], byte[]>> records) {
        CardEventJsonDecoder decoder =
                new CardEventJsonDecoder(FeedProfile.of(TestingRecords.BANK, "EUR"));
        Map<Integer, FeedClock> clocks = new HashMap<>();
        List<CardEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            CardEvent event =
                    decoder.decode(
                                    record.value(),
                                    new Coordinates(
                                            record.topic(), record.partition(), record.offset()))
                            .event();
            if (event == null) {
                throw new AssertionError("a record that no event can be read from");
            }
            FeedClock clock = clocks.computeIfAbsent(record.partition(), p -> new FeedClock());
            long time = event.eventTime().toEpochMilli();
            clock.see(time);
            if (clock.time() == FeedClock.UNKNOWN
                    || time >= clock.time() - SETTINGS.allowedLateness().toMillis()) {
                events.add(event);
            }
        }
        return events;
    }

    /** The alerts of these events in their order, where every cardholder opted in. */
    static Set<String> alertIds(List<CardEvent> events, String source) throws Exception {
        CompiledRules rules = RuleCompiler.compile("rules.yaml", source);
        Alerting alerting = rules.ruleSet().alerting();
        FraudEngine engine =
                new FraudEngine(
                        EnginePlan.of(rules, SETTINGS),
                        new KeyHasher("another secret than the job's".getBytes(UTF_8)),
                        rule -> {});
        Map<String, ThrottleState> throttles = new HashMap<>();
        Set<String> alerts = new HashSet<>();
        for (CardEvent event : events.stream().sorted(EventOrder.BY_TIME).toList()) {
            Assessment assessment = engine.assess(event);
            if (assessment.alerts()) {
                AlertThrottle.Verdict verdict =
                        AlertThrottle.admit(
                                throttles.getOrDefault(event.subjectOrCard(), ThrottleState.EMPTY),
                                event.cardRef(),
                                assessment.findings(),
                                Set.of(),
                                alerting.cooldown(),
                                alerting.budgetPerDay(),
                                event.eventTime(),
                                ZoneOffset.UTC);
                throttles.put(event.subjectOrCard(), verdict.state());
                if (verdict.admitted()) {
                    alerts.add(AlertId.of(event.bankId(), event.eventId()));
                }
            }
        }
        return alerts;
    }
}
