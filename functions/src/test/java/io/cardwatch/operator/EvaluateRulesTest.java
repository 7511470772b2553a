package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.Finding;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.rule.KeyDimension;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluateRulesTest {
    private static final int TX_10M = 0;
    private static final int SPEND_1H = 1;
    private static final int SPEED = 4;

    private EnginePlan plan;
    private KeyedHarness<StageRecord, Void, AlertCandidate> rules;

    @BeforeEach
    void start() throws Exception {
        plan = TestingJob.rules().plan();
        rules =
                KeyedHarness.oneInput(
                        SimpleOperatorFactory.of(
                                new ProcessOperator<>(
                                        new EvaluateRules(
                                                TestingJob.SECRET, "evaluate-rules", true))),
                        record -> record.key(0),
                        1,
                        0);
        rules.open();
        rules.first(TestingStage.opening(TestingJob.rules().file(-1), TestingStage.BANK));
    }

    @AfterEach
    void stop() throws Exception {
        rules.close();
    }

    @Test
    void shouldMakeACandidateWhereTheScoreReachesTheThreshold() throws Exception {
        List<AlertCandidate> candidates = evaluate(3, 100.01, Double.NaN);
        assertThat(candidates).hasSize(1);
        assertThat(rules.count(CardwatchMetrics.ALERT_CANDIDATES)).isEqualTo(1);
        AlertCandidate candidate = candidates.get(0);
        assertThat(candidate.alertId()).isEqualTo(AlertId.of("northbank", "event-1"));
        assertThat(candidate.score()).isEqualTo(90);
        assertThat(candidate.findings())
                .extracting(Finding::ruleId)
                .containsExactly("burst", "spree");
        assertThat(candidate.findings().get(0).reason()).isEqualTo("3 payments in 10 minutes");
        assertThat(candidate.ruleSetVersion()).isEqualTo("7");
        assertThat(candidate.subject())
                .isEqualTo(TestingJob.HASHER.subject("northbank", TestingJob.SUBJECT));
        KeyHash card = TestingJob.HASHER.key(KeyDimension.CARD, "northbank", TestingJob.CARD);
        assertThat(candidate.card()).isEqualTo(card);
        assertThat(candidate.details().merchantName()).isEqualTo(TestingJob.MERCHANT);
        assertThat(candidate.toString()).doesNotContainIgnoringCase("canary");
    }

    /** The rules keep something by merchant and nothing by terminal. */
    @Test
    void shouldGiveACandidateTheHashesThatALabelOfItsEventIsLearnedBy() throws Exception {
        AlertCandidate candidate =
                evaluate(TestingJob.event("event-1", 0).terminalId("t-1"), 3, 200, 0).get(0);
        assertThat(candidate.labelKeys())
                .isEqualTo(
                        new LabelKeys(
                                HexFormat.of()
                                        .toHexDigits(
                                                TestingJob.HASHER.eventId("northbank", "event-1")),
                                TestingJob.HASHER
                                        .key(KeyDimension.CARD, "northbank", TestingJob.CARD)
                                        .hex(),
                                TestingJob.HASHER
                                        .key(
                                                KeyDimension.MERCHANT,
                                                "northbank",
                                                "merchant_canary_9")
                                        .hex(),
                                null));
    }

    @Test
    void shouldMakeNoCandidateBelowTheThreshold() throws Exception {
        assertThat(evaluate(3, 100, 900)).isEmpty();
        assertThat(rules.count(CardwatchMetrics.EVENTS_BELOW_THRESHOLD)).isEqualTo(1);
        assertThat(rules.counts(CardwatchMetrics.FINDINGS))
                .isEqualTo(Map.of("rule.burst.mode.live", 1L, "rule.watched.mode.shadow", 1L));
    }

    @Test
    void shouldCountShadowFindingsAndNeverAlertOnThem() throws Exception {
        assertThat(evaluate(2, 0, 0)).isEmpty();
        assertThat(rules.counts(CardwatchMetrics.FINDINGS))
                .isEqualTo(Map.of("rule.watched.mode.shadow", 1L));
        assertThat(rules.count(CardwatchMetrics.EVENTS_BELOW_THRESHOLD)).isZero();
        AlertCandidate candidate = evaluate(3, 200, 0).get(0);
        assertThat(candidate.score()).isEqualTo(90);
        assertThat(candidate.findings()).extracting(Finding::ruleId).doesNotContain("watched");
    }

    @Test
    void shouldCountRulesThatDoNotApply() throws Exception {
        evaluate(1, 0, Double.NaN);
        evaluate(1, Double.NaN, Double.NaN);
        assertThat(rules.counts(CardwatchMetrics.RULES_NOT_APPLICABLE))
                .isEqualTo(Map.of("rule.spree", 1L, "rule.too-fast", 2L));
        assertThat(rules.count(CardwatchMetrics.EVENTS_SCORED)).isEqualTo(2);
    }

    @Test
    void shouldTakeTheCardForTheSubjectWhereTheFeedKnowsNone() throws Exception {
        AlertCandidate candidate =
                evaluate(TestingJob.event("event-1", 0).subjectRef(null), 3, 200, 0).get(0);
        assertThat(candidate.subjectRef()).isEqualTo(TestingJob.CARD);
        assertThat(candidate.subject())
                .isEqualTo(TestingJob.HASHER.subject("northbank", TestingJob.CARD));
    }

    @Test
    void shouldTellTheCandidateWhenItsEventWasJudged() throws Exception {
        CardEvent ahead = TestingJob.event("event-1", 365 * 86_400).build();
        EventInFlight clamped =
                new EventInFlight(
                        RulesUpdate.FILE,
                        ahead,
                        TestingJob.NOON.toEpochMilli(),
                        1,
                        EventInFlight.NO_ORIGINAL,
                        new KeyHash[] {new KeyHash(1, 2), null},
                        new double[] {3, 200, 0, 0, 0});
        rules.first(StageRecord.of(clamped));
        AlertCandidate candidate = rules.takeOutput().get(0);
        assertThat(candidate.eventTime()).isEqualTo(ahead.eventTime());
        assertThat(candidate.time()).isEqualTo(TestingJob.NOON.toEpochMilli());
    }

    private List<AlertCandidate> evaluate(double tx, double spend, double speed) throws Exception {
        return evaluate(TestingJob.event("event-1", 0), tx, spend, speed);
    }

    private List<AlertCandidate> evaluate(
            CardEvent.Builder event, double tx, double spend, double speed) throws Exception {
        EventInFlight inFlight = TestingJob.inFlight(plan, event.build());
        inFlight.features()[TX_10M] = tx;
        inFlight.features()[SPEND_1H] = spend;
        inFlight.features()[SPEED] = speed;
        rules.first(StageRecord.of(inFlight));
        return rules.takeOutput();
    }
}
