package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Finding;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.RuleMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FraudEngineTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Integer> notApplicable = new ArrayList<>();

    @Test
    void shouldCountADuplicateOnce() {
        FraudEngine engine = engine(countPerHour());
        assertThat(engine.assess(event("a", 0).build()).admission()).isEqualTo(Admission.ADMITTED);
        assertThat(engine.assess(event("a", 0).build()).admission()).isEqualTo(Admission.DUPLICATE);
        engine.assess(event("b", 1).build());
        assertThat(engine.features()).containsExactly(2.0);
    }

    @Test
    void shouldCountAnAdviceOfAnAuthorisationAlreadySeenOnce() {
        FraudEngine engine = engine(countPerHour());
        engine.assess(event("a", 0).build());
        CardEvent.Builder advice = event("b", 1).messageType(MessageType.ADVICE);
        assertThat(engine.assess(advice.originalEventId("a").build()).admission())
                .isEqualTo(Admission.DUPLICATE);
        assertThat(engine.assess(advice.originalEventId("unseen").build()).admission())
                .isEqualTo(Admission.ADMITTED);
        assertThat(engine.features()).containsExactly(2.0);
    }

    @Test
    void shouldPassRefundsByButKnowThemAgain() {
        FraudEngine engine = engine(countPerHour());
        engine.assess(event("a", 0).build());
        CardEvent refund =
                event("r", 100).messageType(MessageType.REFUND).originalEventId("a").build();
        assertThat(engine.assess(refund).admission()).isEqualTo(Admission.NOT_SCORED);
        assertThat(engine.assess(refund).admission()).isEqualTo(Admission.DUPLICATE);
        assertThat(engine.assess(event("b", 1).build()).admission()).isEqualTo(Admission.ADMITTED);
        assertThat(engine.features()).containsExactly(2.0);
    }

    @Test
    void shouldTellWhatALateEventIsWithoutTakingItIn() {
        FraudEngine engine = engine(countPerHour());
        engine.assess(event("a", 100).build());
        assertThat(engine.admissionOfLate(event("a", 100).build())).isEqualTo(Admission.DUPLICATE);
        assertThat(engine.admissionOfLate(event("b", 0).build())).isEqualTo(Admission.LATE);
        assertThat(engine.admissionOfLate(event("b", 0).build())).isEqualTo(Admission.LATE);
        assertThat(engine.admissionOfLate(event("r", 0).messageType(MessageType.REFUND).build()))
                .isEqualTo(Admission.NOT_SCORED);
        assertThat(
                        engine.admissionOfLate(
                                event("v", 0)
                                        .messageType(MessageType.REVERSAL)
                                        .originalEventId("a")
                                        .build()))
                .isEqualTo(Admission.REVERSAL);
    }

    @Test
    void shouldDropWhatIsOlderThanTheCardsNewestByMoreThanTheLateness() {
        FraudEngine engine = engine(countPerHour());
        engine.assess(event("a", 100).build());
        assertThat(engine.assess(event("b", 40).build()).admission()).isEqualTo(Admission.ADMITTED);
        assertThat(engine.assess(event("c", 39).build()).admission()).isEqualTo(Admission.LATE);
        engine.assess(event("d", 101).build());
        assertThat(engine.features()).containsExactly(3.0);
    }

    @Test
    void shouldJudgeLatenessByTheCardsOwnTime() {
        FraudEngine engine = engine(countPerHour());
        engine.assess(event("a", 100_000).cardRef("one").build());
        engine.assess(event("b", 100_000).bankId("other").build());
        assertThat(engine.assess(event("c", 0).build()).admission()).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void shouldHoldScoresWithinWhatCanBeAddedUp() {
        TestingCompiledRules rules =
                countPerHour()
                        .rule(0, 1.0, Double.MAX_VALUE, RuleMode.LIVE)
                        .rule(0, 1.0, Double.MAX_VALUE, RuleMode.LIVE)
                        .rule(0, 2.0, -Double.MAX_VALUE, RuleMode.LIVE);
        FraudEngine engine = engine(rules);
        Assessment two = engine.assess(event("a", 0).build());
        assertThat(two.score()).isEqualTo(2e9);
        assertThat(two.findings()).extracting(Finding::score).containsExactly(1e9, 1e9);
        assertThat(engine.assess(event("b", 1).build()).score()).isEqualTo(1e9);
    }

    @Test
    void shouldCountAMerchantsEventsOverAllCardsOfItsBank() {
        FraudEngine engine = engine(countPerHour().merchant(Aggregate.DISTINCT, "cardRef", HOUR));
        engine.assess(event("a", 0).cardRef("one").merchantId("m").build());
        engine.assess(event("b", 1).cardRef("two").merchantId("m").build());
        assertThat(engine.features()).containsExactly(1.0, 2.0);
        engine.assess(event("c", 2).cardRef("two").merchantId("m").bankId("other").build());
        assertThat(engine.features()).containsExactly(1.0, 1.0);
    }

    @Test
    void shouldCallRulesNotApplicableWhereTheEventHasNoSuchKey() {
        FraudEngine engine =
                engine(
                        countPerHour()
                                .merchant(Aggregate.COUNT, null, HOUR)
                                .rule(0, 1, 80, RuleMode.LIVE)
                                .rule(1, 1, 80, RuleMode.LIVE));
        Assessment assessment = engine.assess(event("a", 0).build());
        assertThat(assessment.findings()).extracting(Finding::ruleId).containsExactly("rule-0");
        assertThat(notApplicable).containsExactly(1);
    }

    @Test
    void shouldAlertWhereTheLiveScoresReachTheThreshold() {
        FraudEngine engine =
                engine(
                        countPerHour()
                                .card(Aggregate.SUM, "amount", HOUR)
                                .rule(0, 2, 40, RuleMode.LIVE)
                                .rule(1, 30, 30, RuleMode.LIVE));
        assertThat(engine.assess(event("a", 0).build()).fired()).isZero();
        assertThat(engine.assess(event("b", 1).build()).alerts()).isFalse();
        Assessment assessment = engine.assess(event("c", 2).build());
        assertThat(assessment.alerts()).isTrue();
        assertThat(assessment.score()).isEqualTo(70.0);
        assertThat(assessment.findings())
                .extracting(Finding::reason)
                .containsExactly("3.0 seen", "30.0 seen");
        assertThat(assessment.findings().get(1).features()).containsOnlyKeys("feature_1");
    }

    @Test
    void shouldReportShadowFindingsAndNeverScoreThem() {
        FraudEngine engine =
                engine(
                        countPerHour()
                                .rule(0, 1, 100, RuleMode.SHADOW)
                                .rule(0, 1, 10, RuleMode.LIVE));
        Assessment assessment = engine.assess(event("a", 0).build());
        assertThat(assessment.score()).isEqualTo(10.0);
        assertThat(assessment.alerts()).isFalse();
        assertThat(assessment.shadowFindings())
                .extracting(Finding::ruleId)
                .containsExactly("rule-0");
    }

    @Test
    void shouldTellAnAssessmentsFindingsAfterLaterEvents() {
        FraudEngine engine = engine(countPerHour().rule(0, 1, 70, RuleMode.LIVE));
        Assessment first = engine.assess(event("a", 0).build());
        engine.assess(event("b", 1).build());
        assertThat(first.findings().get(0).features()).containsEntry("feature_0", 1.0);
    }

    @Test
    void shouldHoldNoMoreThanTheLiveKeys() {
        FraudEngine engine = engine(countPerHour().merchant(Aggregate.COUNT, null, HOUR));
        int perDay = 500;
        for (int i = 0; i < 40 * perDay; i++) {
            engine.assess(
                    event("e" + i, i * 86_400L / perDay)
                            .cardRef("card-" + i)
                            .merchantId("merchant-" + i)
                            .build());
        }
        assertThat(engine.liveKeys()).isLessThan(2_500);
    }

    @Test
    void shouldShowNothingOfTheEvent() {
        FraudEngine engine = engine(countPerHour().rule(0, 1, 70, RuleMode.LIVE));
        Assessment assessment = engine.assess(event("a", 0).build());
        assertThat(assessment).hasToString("Assessment[ADMITTED, fired 1]");
        assertThat(assessment.findings().get(0)).hasToString("Finding[rule-0]");
    }

    private FraudEngine engine(TestingCompiledRules rules) {
        EnginePlan plan = EnginePlan.of(rules, EngineSettings.defaults());
        byte[] secret = "a secret for tests".getBytes(StandardCharsets.UTF_8);
        return new FraudEngine(plan, new KeyHasher(secret), notApplicable::add);
    }

    private static TestingCompiledRules countPerHour() {
        return new TestingCompiledRules().card(Aggregate.COUNT, null, HOUR);
    }

    private static CardEvent.Builder event(String id, long second) {
        return CardEvent.builder()
                .eventId(id)
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(NOON.plusSeconds(second))
                .currency("EUR")
                .baseAmount(1_000, 2);
    }
}
