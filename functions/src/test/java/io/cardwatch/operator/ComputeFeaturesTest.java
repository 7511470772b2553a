package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComputeFeaturesTest {
    private static final int CARD = 0;
    private static final int MERCHANT = 1;

    /** The features of {@link TestingJob#RULES} by their slots. */
    private static final int TX_10M = 0;

    private static final int SPEND_1H = 1;
    private static final int COUNTRIES_1H = 2;
    private static final int MERCHANT_2H = 3;

    /** How long the test rules look back: the speed two days, and a late event one minute more. */
    private static final Duration LONGEST = Duration.ofDays(2).plusMinutes(1);

    private EnginePlan plan;
    private TestingStage card;

    @BeforeEach
    void start() throws Exception {
        plan = TestingJob.rules().plan();
        card = TestingStages.stage(TestingJob.rules(), CARD);
        card.open();
    }

    @AfterEach
    void stop() throws Exception {
        card.close();
    }

    @Test
    void shouldAddTheCardsFeaturesAndLeaveTheMerchantsMissing() throws Exception {
        take(TestingJob.event("a", 0));
        take(TestingJob.event("b", 60).merchantCountry("DE").baseAmount(2_550, 2));
        double[] features = take(TestingJob.event("c", 660)).get(0).features();
        assertThat(features[TX_10M]).isEqualTo(1);
        assertThat(features[SPEND_1H]).isEqualTo(45.5);
        assertThat(features[COUNTRIES_1H]).isEqualTo(2);
        assertThat(features[MERCHANT_2H]).isNaN();
    }

    @Test
    void shouldAddTheMerchantsFeaturesBehindTheCards() throws Exception {
        try (var merchant = TestingStages.stage(TestingJob.rules(), MERCHANT)) {
            merchant.open();
            take(TestingJob.event("a", 0));
            EventInFlight first = take(TestingJob.event("b", 1)).get(0);
            merchant.first(first);
            merchant.first(
                    TestingJob.inFlight(plan, TestingJob.event("c", 2).cardRef("other").build()));
            List<EventInFlight> out = merchant.takeOutput();
            assertThat(out.get(0).features()[TX_10M]).isEqualTo(2);
            assertThat(out.get(0).features()[MERCHANT_2H]).isEqualTo(1);
            assertThat(out.get(1).features()[MERCHANT_2H]).isEqualTo(2);
            assertThat(merchant.stateEntries()).isEqualTo(1);
        }
    }

    @Test
    void shouldLetAnEventWithoutMerchantPassTheMerchantsStageWithoutState() throws Exception {
        try (var merchant = TestingStages.stage(TestingJob.rules(), MERCHANT)) {
            merchant.open();
            merchant.first(inFlight(TestingJob.event("a", 0).merchantId(null)));
            assertThat(merchant.takeOutput()).hasSize(1);
            assertThat(merchant.stateEntries()).isZero();
            assertThat(merchant.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void shouldCountAndDropDuplicates() throws Exception {
        take(TestingJob.event("a", 0));
        assertThat(take(TestingJob.event("a", 0))).isEmpty();
        assertThat(card.count(CardwatchMetrics.EVENTS_DUPLICATE)).isEqualTo(1);
        assertThat(take(TestingJob.event("b", 1)).get(0).features()[TX_10M]).isEqualTo(2);
    }

    @Test
    void shouldCountAndDropLateEvents() throws Exception {
        take(TestingJob.event("a", 61));
        assertThat(take(TestingJob.event("b", 0))).isEmpty();
        assertThat(take(TestingJob.event("c", 1))).hasSize(1);
        assertThat(card.count(CardwatchMetrics.EVENTS_LATE)).isEqualTo(1);
    }

    @Test
    void shouldJudgeLatenessByTheCardsOwnEvents() throws Exception {
        take(TestingJob.event("a", 1_000));
        assertThat(take(TestingJob.event("b", 0).cardRef("another"))).hasSize(1);
        card.watermark(millis(2_000));
        assertThat(take(TestingJob.event("c", 1_001))).hasSize(1);
        assertThat(card.count(CardwatchMetrics.EVENTS_LATE)).isZero();
    }

    @Test
    void shouldCountAndDropRefunds() throws Exception {
        assertThat(take(TestingJob.event("b", 0).messageType(MessageType.REFUND))).isEmpty();
        assertThat(card.count(CardwatchMetrics.EVENTS_NOT_SCORED)).isEqualTo(1);
        assertThat(take(TestingJob.event("c", 1)).get(0).features()[TX_10M]).isEqualTo(1);
    }

    @Test
    void shouldKeepOneStateEntryAndOneTimerPerKey() throws Exception {
        for (int i = 0; i < 50; i++) {
            take(TestingJob.event("a" + i, i));
            take(TestingJob.event("b" + i, i).cardRef("another"));
        }
        assertThat(card.stateEntries()).isEqualTo(2);
        assertThat(card.numEventTimeTimers()).isEqualTo(2);
        assertThat(card.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldKeepNothingOnceTheLongestWindowHasPassed() throws Exception {
        take(TestingJob.event("a", 0));
        take(TestingJob.event("b", 600));
        take(TestingJob.event("r", 0).cardRef("reversed").messageType(MessageType.REVERSAL));
        card.watermark(millis(LONGEST.toSeconds() - 1));
        assertThat(card.stateEntries()).isPositive();
        card.watermark(millis(600 + LONGEST.toSeconds()));
        assertThat(card.stateEntries()).isZero();
        assertThat(card.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldMoveTheOneTimerOnWhileTheKeyLives() throws Exception {
        take(TestingJob.event("a", 0));
        take(TestingJob.event("b", 3_600));
        card.watermark(millis(LONGEST.toSeconds()));
        assertThat(card.stateEntries()).isEqualTo(1);
        assertThat(card.numEventTimeTimers()).isEqualTo(1);
        card.watermark(millis(LONGEST.toSeconds() + 3_600));
        assertThat(card.stateEntries()).isZero();
        assertThat(card.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldForgetAnIdleKeyByTheMachinesClockWhereTheStreamStops() throws Exception {
        card.setStateTtlProcessingTime(0);
        take(TestingJob.event("a", 0));
        card.setStateTtlProcessingTime(TestingStages.TIME_TO_LIVE.toMillis() - 1);
        assertThat(take(TestingJob.event("b", 1)).get(0).features()[TX_10M]).isEqualTo(2);
        card.setStateTtlProcessingTime(2 * TestingStages.TIME_TO_LIVE.toMillis());
        assertThat(take(TestingJob.event("c", 2)).get(0).features()[TX_10M]).isEqualTo(1);
    }

    @Test
    void shouldKeepOneTimerWhereStateWasForgottenUnderIt() throws Exception {
        card.setStateTtlProcessingTime(0);
        take(TestingJob.event("a", 0));
        card.setStateTtlProcessingTime(2 * TestingStages.TIME_TO_LIVE.toMillis());
        take(TestingJob.event("b", 60));
        card.watermark(millis(LONGEST.toSeconds()));
        assertThat(card.stateEntries()).isEqualTo(1);
        assertThat(card.numEventTimeTimers()).isEqualTo(1);
        card.watermark(millis(LONGEST.toSeconds() + 60));
        assertThat(card.stateEntries()).isZero();
        assertThat(card.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldWriteNoPlainValueIntoASnapshot() throws Exception {
        take(TestingJob.event("event_canary_5", 0).terminalId("terminal_canary"));
        take(TestingJob.event("event_canary_6", 1));
        OperatorSubtaskState snapshot = card.snapshot();
        assertThat(KeyedHarness.plainBytes(snapshot))
                .contains("windows")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("northbank");
    }

    private List<EventInFlight> take(CardEvent.Builder event) throws Exception {
        card.first(inFlight(event));
        return card.takeOutput();
    }

    private EventInFlight inFlight(CardEvent.Builder event) {
        return TestingJob.inFlight(plan, event.build());
    }

    private static long millis(long seconds) {
        return TestingJob.NOON.plusSeconds(seconds).toEpochMilli();
    }
}
