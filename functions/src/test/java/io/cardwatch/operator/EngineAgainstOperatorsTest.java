package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Finding;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.RuleFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backtest's engine and the job's operators find the same in the same records. */
class EngineAgainstOperatorsTest {
    private static final List<String> BANKS = List.of("northbank", "southbank");

    private static final String RULES =
            """
            ruleset: parity
            version: "1"
            features:
              tx_10m: { by: card, count: true, over: 10m }
              spend_1h: { by: card, sum: amount, over: 1h, where: event.approved }
              mean_1d: { by: card, mean: amount, over: 1d, excluding: current }
              cards_1h: { by: merchant, distinct: cardRef, over: 1h }
              risk: { by: terminal, fraud_rate: true, over: 6h, delay: 0d }
            rules:
              - { id: burst, when: tx_10m >= 2.0, score: 40, reason: "{tx_10m} in 10 minutes" }
              - { id: spree, when: spend_1h > 100.0 && mean_1d > 10.0, score: 40, reason: "{spend_1h} against {mean_1d}" }
              - { id: crowd, when: cards_1h >= 4.0, score: 40, reason: "{cards_1h} cards" }
              - { id: risky, when: risk > 0.1, score: 60, reason: "{risk} fraud" }
            alerting: { threshold: 50, flood: { share: 80%, over: 10m, least: 20 } }
            """;

    private static final String CHANGED =
            RULES.replace("version: \"1\"", "version: \"2\"")
                    .replace("spend_1h: { by: card", "spend_2h: { by: card")
                    .replace("sum: amount, over: 1h", "sum: amount, over: 2h")
                    .replace("spend_1h", "spend_2h")
                    .replace("tx_10m >= 2.0", "tx_10m >= 3.0");

    private final Random random = new Random();
    private final Map<Admission, Integer> admissions = new EnumMap<>(Admission.class);
    private final List<String> ids = new ArrayList<>();
    private final List<CardEvent> taken = new ArrayList<>();
    private int alerts;
    private int next;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindTheSame(long seed) throws Exception {
        random.setSeed(seed);
        RulesSource source = TestingJob.rules(RULES);
        FraudEngine engine = new FraudEngine(source.plan(), TestingJob.HASHER, rule -> {});
        try (TestingPipeline job = new TestingPipeline(source, BANKS)) {
            job.open();
            for (int i = 0; i < 3_000; i++) {
                if (i == 1_000) {
                    swap(engine, job, null, 5);
                } else if (i == 2_000) {
                    swap(engine, job, "southbank", 9);
                }
                if (random.nextInt(20) == 0 && !taken.isEmpty()) {
                    Label label = label();
                    engine.learn(label);
                    job.learn(label);
                } else {
                    CardEvent event = event(i);
                    assertThat(found(job.take(event)))
                            .isEqualTo(found(engine.assess(event), event));
                }
            }
            assertThat(job.count(CardwatchMetrics.EVENTS_DUPLICATE))
                    .isEqualTo(admissions.get(Admission.DUPLICATE).longValue())
                    .isPositive();
            assertThat(job.count(CardwatchMetrics.EVENTS_LATE))
                    .isEqualTo(admissions.get(Admission.LATE).longValue())
                    .isPositive();
            assertThat(job.count(CardwatchMetrics.EVENTS_REVERSED))
                    .isEqualTo(admissions.get(Admission.REVERSED).longValue())
                    .isPositive();
            assertThat(job.count(CardwatchMetrics.REVERSALS_UNMATCHED))
                    .isEqualTo(admissions.get(Admission.REVERSAL).longValue())
                    .isPositive();
            assertThat(job.statuses())
                    .extracting(RulesStatus::status)
                    .contains(RulesStatus.Kind.ACTIVE, RulesStatus.Kind.FLOOD_PAUSED);
        }
        assertThat(alerts).isPositive();
    }

    private static void swap(FraudEngine engine, TestingPipeline job, String bank, long sequence)
            throws Exception {
        String text = sequence == 9 ? RULES : CHANGED;
        engine.swap(bank, sequence, rules(text).rules());
        job.push(new RulesUpdate(bank, sequence, "pushed.yaml", text));
    }

    private static EnginePlan rules(String text) throws RuleFileException {
        return TestingJob.rules(text).plan();
    }

    private List<String> found(Assessment assessment, CardEvent event) {
        admissions.merge(assessment.admission(), 1, Integer::sum);
        if (!assessment.alerts()) {
            return List.of();
        }
        alerts++;
        return found(event.eventTime().toString(), assessment.score(), assessment.findings());
    }

    private static List<String> found(List<AlertCandidate> candidates) {
        assertThat(candidates).hasSizeLessThan(2);
        return candidates.isEmpty()
                ? List.of()
                : found(
                        candidates.get(0).eventTime().toString(),
                        candidates.get(0).score(),
                        candidates.get(0).findings());
    }

    private static List<String> found(String time, double score, List<Finding> findings) {
        List<String> found = new ArrayList<>(List.of(time + " " + score));
        findings.forEach(
                finding ->
                        found.add(
                                finding.ruleId()
                                        + finding.score()
                                        + finding.reason()
                                        + finding.features()));
        return found;
    }

    private CardEvent event(int i) {
        long second = i * 7L - (random.nextInt(8) == 0 ? random.nextInt(120) : 0);
        boolean repeats = !ids.isEmpty() && random.nextInt(15) == 0;
        String id = repeats ? ids.get(random.nextInt(ids.size())) : "e" + next++;
        CardEvent.Builder event =
                TestingJob.event(id, second)
                        .bankId(BANKS.get(random.nextInt(2)))
                        .cardRef("card-" + random.nextInt(8))
                        .merchantId(random.nextInt(10) == 0 ? null : "m" + random.nextInt(3))
                        .terminalId(random.nextInt(10) == 0 ? null : "t" + random.nextInt(3))
                        .responseCode(random.nextInt(6) == 0 ? "05" : "00")
                        .baseAmount(500 + random.nextInt(6_000), 2);
        if (random.nextInt(12) == 0 && !taken.isEmpty()) {
            CardEvent original = taken.get(Math.max(0, taken.size() - 1 - random.nextInt(20)));
            event =
                    event.bankId(original.bankId())
                            .cardRef(original.cardRef())
                            .merchantId(original.merchantId())
                            .terminalId(original.terminalId())
                            .baseAmount(original.baseAmountMinor(), 2)
                            .messageType(MessageType.REVERSAL)
                            .originalEventId(random.nextBoolean() ? original.eventId() : null)
                            .originalEventTime(random.nextBoolean() ? original.eventTime() : null);
            return event.build();
        }
        CardEvent built = event.build();
        ids.add(id);
        taken.add(built);
        return built;
    }

    private Label label() {
        CardEvent event = taken.get(Math.max(0, taken.size() - 1 - random.nextInt(60)));
        return new Label(
                event.bankId(),
                event.eventId(),
                event.cardRef(),
                event.merchantId(),
                event.terminalId(),
                event.eventTime(),
                random.nextInt(4) != 0,
                event.eventTime().plusSeconds(3_600));
    }
}
