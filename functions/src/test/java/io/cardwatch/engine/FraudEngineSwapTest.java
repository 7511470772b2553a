package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.alert.Finding;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules that change while the events go on. */
class FraudEngineSwapTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicInteger warming = new AtomicInteger();
    private final FraudEngine engine =
            new FraudEngine(
                    EnginePlan.of(
                            hourly().merchant(Aggregate.COUNT, null, HOUR),
                            EngineSettings.defaults()),
                    new KeyHasher("a secret for tests".getBytes(StandardCharsets.UTF_8)),
                    new RuleEvaluator.Listener() {
                        @Override
                        public void notApplicable(int rule) {}

                        @Override
                        public void warming(int features) {
                            warming.addAndGet(features);
                        }
                    });

    @Test
    void shouldKeepTheWindowsThatBothSetsHave() {
        run(0, 20);
        engine.swap(null, 0, hourly().rule(0, 21, 80, RuleMode.LIVE));
        Assessment assessment = engine.assess(event("next", 20).build());
        assertThat(engine.features()).containsExactly(21.0);
        assertThat(assessment.findings()).extracting(Finding::ruleId).containsExactly("rule-0");
    }

    @Test
    void shouldTakeAWindowForMissingUntilItIsFull() {
        run(0, 20);
        engine.swap(null, 0, hourly().card(Aggregate.COUNT, null, DAY));
        // The bank's clock stood at second 19 when the set came.
        engine.assess(event("soon", 19 + DAY.toSeconds() - 1).build());
        assertThat(engine.features()).containsExactly(1.0, Double.NaN);
        assertThat(warming.get()).isEqualTo(1);
        engine.assess(event("full", 19 + DAY.toSeconds()).build());
        assertThat(engine.features()).containsExactly(2.0, 2.0);
        assertThat(warming.get()).isEqualTo(1);
    }

    @Test
    void shouldWarmNothingBeforeABanksFirstEvents() {
        engine.swap(null, 0, hourly().card(Aggregate.COUNT, null, DAY));
        engine.assess(event("first", 0).build());
        assertThat(engine.features()).containsExactly(1.0, 1.0);
    }

    @Test
    void shouldWarmAWindowAnewThatCameBack() {
        run(0, 20);
        engine.swap(null, 0, new TestingCompiledRules().card(Aggregate.SUM, "amount", HOUR));
        engine.swap(null, 1, hourly());
        engine.assess(event("next", 20).build());
        assertThat(engine.features()).containsExactly(Double.NaN);
    }

    @Test
    void shouldGiveABankItsOwnSetBeforeTheDefault() {
        run(0, 20);
        engine.swap("bank", 3, hourly().rule(0, 1, 80, RuleMode.LIVE));
        engine.swap(null, 9, hourly());
        assertThat(engine.assess(event("a", 20).build()).fired()).isEqualTo(1);
        assertThat(engine.assess(event("b", 20).bankId("other").build()).fired()).isZero();
    }

    @Test
    void shouldPassASmallerSequenceBy() {
        engine.swap(null, 7, hourly().rule(0, 1, 80, RuleMode.LIVE));
        engine.swap(null, 6, hourly());
        assertThat(engine.assess(event("a", 20).build()).fired()).isEqualTo(1);
    }

    @Test
    void shouldRefuseASetThatNeedsAKeyWithoutStage() {
        TestingCompiledRules byDevice =
                hourly().feature(KeyDimension.DEVICE, Aggregate.COUNT, null, HOUR, null, false);
        assertThatThrownBy(() -> engine.swap(null, 0, byDevice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device");
    }

    @Test
    void shouldKnowAReversalOfTheSameOriginalAgain() {
        run(0, 3);
        assertThat(engine.assess(reversal("r1", "e1")).admission())
                .isIn(Admission.REVERSED, Admission.REVERSAL);
        assertThat(engine.assess(reversal("r1", "e1")).admission()).isEqualTo(Admission.DUPLICATE);
        assertThat(engine.assess(reversal("r2", "e1")).admission()).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void shouldTakeAReversedEventBackByItsTimeOrByItsId() {
        run(0, 3);
        assertThat(engine.assess(reversal("r1", "e1")).admission()).isEqualTo(Admission.REVERSED);
        CardEvent timed =
                event("r2", 50)
                        .merchantId("m")
                        .messageType(MessageType.REVERSAL)
                        .originalEventTime(NOON.plusSeconds(2))
                        .build();
        assertThat(engine.assess(timed).admission()).isEqualTo(Admission.REVERSED);
        engine.assess(event("next", 60).merchantId("m").build());
        assertThat(engine.features()).containsExactly(2.0, 2.0);
    }

    @Test
    void shouldSayWhereNoWindowHoldsTheOriginal() {
        run(0, 3);
        assertThat(engine.assess(reversal("r1", "never-seen")).admission())
                .isEqualTo(Admission.REVERSAL);
        engine.assess(event("next", 60).merchantId("m").build());
        assertThat(engine.features()).containsExactly(4.0, 4.0);
    }

    private void run(int from, int until) {
        for (int second = from; second < until; second++) {
            engine.assess(event("e" + second, second).merchantId("m").build());
        }
    }

    private static CardEvent reversal(String id, String original) {
        return event(id, 50)
                .merchantId("m")
                .messageType(MessageType.REVERSAL)
                .originalEventId(original)
                .build();
    }

    private static TestingCompiledRules hourly() {
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
