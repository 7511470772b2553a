package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.BankRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StampRulesTest {
    private static final List<String> BANKS = List.of("northbank", "southbank");
    private static final String WIDER =
            TestingJob.RULES.replace(
                    "features:\n", "features:\n  tx_1d: { by: card, count: true, over: 1d }\n");

    private static final String CARD_ONLY =
            TestingJob.RULES.replace(
                    "  merchant_2h: { by: merchant, count: true, over: 2h }\n", "");

    private KeyedHarness<Ingested, RulesUpdate, StageRecord> stamp;

    @BeforeEach
    void start() throws Exception {
        stamp = TestingPipeline.stamp(TestingJob.rules(), BANKS, true);
        stamp.open();
    }

    @AfterEach
    void stop() {
        stamp.close();
    }

    @Test
    void shouldAnnounceTheConfiguredRulesBeforeTheFirstEvent() throws Exception {
        List<String> sent = take("northbank", "a", 0);
        assertThat(sent)
                .containsExactly("open -1 for [northbank, southbank]", "event of northbank by -1");
        assertThat(take("southbank", "b", 0)).containsExactly("event of southbank by -1");
    }

    @Test
    void shouldAnnounceWithoutAnyEvent() throws Exception {
        stamp.setProcessingTime(1);
        assertThat(sent()).containsExactly("open -1 for [northbank, southbank]");
    }

    @Test
    void shouldTellOfANewSetFirstAndOfTheOldOnesEndNext() throws Exception {
        take("northbank", "a", 0);
        stamp.second(update(null, 4));
        assertThat(sent())
                .containsExactly(
                        "open 4 for [northbank, southbank]",
                        "close -1 for northbank",
                        "close -1 for southbank");
        assertThat(take("northbank", "b", 1)).containsExactly("event of northbank by 4");
    }

    @Test
    void shouldPassASmallerSequenceBy() throws Exception {
        stamp.second(update(null, 4));
        sent();
        stamp.second(update(null, 3));
        stamp.second(update(null, 4));
        assertThat(sent()).isEmpty();
        assertThat(take("northbank", "b", 1)).containsExactly("event of northbank by 4");
    }

    @Test
    void shouldPreferABanksOwnSetToALaterDefault() throws Exception {
        stamp.second(update("southbank", 4));
        assertThat(sent()).endsWith("open 4 for [southbank]", "close -1 for southbank").hasSize(3);
        stamp.second(update(null, 5));
        assertThat(sent()).containsExactly("open 5 for [northbank]", "close -1 for northbank");
        assertThat(take("southbank", "b", 1)).containsExactly("event of southbank by 4");
        assertThat(take("northbank", "b", 1)).containsExactly("event of northbank by 5");
    }

    @Test
    void shouldEndNoSetWhereEventsAreHeld() throws Exception {
        try (var holding = TestingPipeline.stamp(TestingJob.rules(), BANKS, false)) {
            holding.open();
            holding.second(update("northbank", 4));
            assertThat(describe(holding.takeOutput()))
                    .containsExactly(
                            "open -1 for [northbank, southbank]", "open 4 for [northbank]");
            OperatorSubtaskState snapshot = holding.snapshot();
            try (var after = TestingPipeline.stamp(TestingJob.rules(WIDER), BANKS, false)) {
                after.initializeState(snapshot);
                after.open();
                after.first(event("southbank", "a", 0));
                assertThat(describe(after.takeOutput()))
                        .containsExactly(
                                "open -1 for [northbank, southbank]",
                                "open -2 for [northbank, southbank]",
                                "open 4 for [northbank]",
                                "event of southbank by -2");
            }
        }
    }

    @Test
    void shouldGoNoFurtherInTimeThanTheFeedWhereItFallsSilent() throws Exception {
        stamp.secondStatus(WatermarkStatus.IDLE);
        stamp.secondStatus(WatermarkStatus.ACTIVE);
        stamp.firstWatermark(1_000);
        stamp.firstStatus(WatermarkStatus.IDLE);
        stamp.secondStatus(WatermarkStatus.ACTIVE);
        stamp.firstStatus(WatermarkStatus.ACTIVE);
        stamp.firstWatermark(2_000);

        assertThat(stamp.watermarks()).containsExactly(1_000L, 2_000L);
    }

    @Test
    void shouldSendRejectionsAside() throws Exception {
        Rejection rejection =
                new Rejection(
                        "northbank",
                        RejectionReason.MALFORMED,
                        null,
                        new Coordinates("t", 1, 2),
                        Instant.EPOCH);
        stamp.first(Ingested.of(rejection));
        assertThat(stamp.getSideOutput(StampRules.REJECTIONS))
                .extracting(record -> record.getValue())
                .containsExactly(rejection);
    }

    @Test
    void shouldKeepThePushedSetsOverARestartWhateverTheFileSays() throws Exception {
        stamp.second(update("southbank", 4));
        stamp.second(update(null, 7));
        OperatorSubtaskState snapshot = stamp.snapshot();
        try (var after = TestingPipeline.stamp(TestingJob.rules(WIDER), BANKS, true)) {
            after.initializeState(snapshot);
            after.open();
            after.first(event("northbank", "a", 0));
            after.first(event("southbank", "b", 0));
            assertThat(describe(after.takeOutput()))
                    .containsExactly(
                            "open 7 for [northbank]",
                            "open 4 for [southbank]",
                            "event of northbank by 7",
                            "event of southbank by 4");
        }
    }

    @Test
    void shouldWarmTheNewWindowsOfAFileThatChangedOverARestart() throws Exception {
        for (int second = 0; second < 20; second++) {
            take("northbank", "e" + second, second);
        }
        OperatorSubtaskState snapshot = stamp.snapshot();
        try (var after = TestingPipeline.stamp(TestingJob.rules(WIDER), BANKS, true)) {
            after.initializeState(snapshot);
            after.open();
            after.setProcessingTime(1);
            StageRecord.Open open = after.takeOutput().get(0).open();
            assertThat(open.rules().source()).isEqualTo(WIDER);
            long clock = TestingJob.NOON.plusSeconds(19).toEpochMilli();
            assertThat(open.since().get("northbank"))
                    .startsWith(clock, BankRules.ALWAYS)
                    .filteredOn(since -> since != BankRules.ALWAYS)
                    .containsExactly(clock);
            // Its first events are still to come.
            assertThat(open.since().get("southbank")).containsOnly(BankRules.ALWAYS);
        }
    }

    @Test
    void shouldFallBackWhereAPushedSetCanRunNoMore() throws Exception {
        String wide = CARD_ONLY.replace("sum: amount, over: 1h", "sum: amount, over: 100d");
        try (var wider = TestingPipeline.stamp(TestingJob.rules(wide), BANKS, true)) {
            wider.open();
            wider.second(new RulesUpdate("northbank", 4, "pushed.yaml", CARD_ONLY));
            wider.second(new RulesUpdate("southbank", 5, "pushed.yaml", wide));
            assertThat(afterRestart(wider.snapshot(), CARD_ONLY, BANKS))
                    .as("5 looks back too far")
                    .containsExactly(
                            "open -2 for [southbank]",
                            "open 4 for [northbank]",
                            "event of northbank by 4",
                            "event of southbank by -2");
        }
        stamp.second(update("southbank", 4));
        stamp.second(update(null, 7));
        assertThat(afterRestart(stamp.snapshot(), CARD_ONLY, BANKS))
                .as("no stage for merchants")
                .containsExactly(
                        "open -1 for [northbank, southbank]",
                        "event of northbank by -1",
                        "event of southbank by -1");
    }

    @Test
    void shouldReplaceAFileThatCouldRunNoMore() throws Exception {
        take("northbank", "a", 0);
        assertThat(afterRestart(stamp.snapshot(), CARD_ONLY, BANKS))
                .startsWith("open -2 for [northbank, southbank]");
    }

    @Test
    void shouldForgetTheSetOfABankThatIsNotConfiguredAnyMore() throws Exception {
        stamp.second(update("southbank", 4));
        List<String> banks = List.of("northbank");
        try (var after = TestingPipeline.stamp(TestingJob.rules(), banks, true)) {
            after.initializeState(stamp.snapshot());
            after.open();
            after.first(event("northbank", "a", 0));
            assertThat(describe(after.takeOutput()))
                    .containsExactly("open -1 for [northbank]", "event of northbank by -1");
            assertThat(afterRestart(after.snapshot(), TestingJob.RULES, BANKS))
                    .endsWith("event of southbank by -1");
        }
    }

    private static List<String> afterRestart(
            OperatorSubtaskState snapshot, String rules, List<String> banks) throws Exception {
        try (var after = TestingPipeline.stamp(TestingJob.rules(rules), banks, true)) {
            after.initializeState(snapshot);
            after.open();
            for (String bank : banks) {
                after.first(event(bank, bank, 0));
            }
            return describe(after.takeOutput());
        }
    }

    private static RulesUpdate update(String bank, long sequence) {
        return new RulesUpdate(bank, sequence, "pushed.yaml", TestingJob.RULES);
    }

    private List<String> take(String bank, String id, long second) throws Exception {
        stamp.first(event(bank, id, second));
        return sent();
    }

    private static Ingested event(String bank, String id, long second) {
        CardEvent event = TestingJob.event(id, second).bankId(bank).build();
        return Ingested.of(event, event.eventTime().toEpochMilli());
    }

    private List<String> sent() {
        return describe(stamp.takeOutput());
    }

    private static List<String> describe(List<StageRecord> records) {
        return records.stream().map(StampRulesTest::describe).toList();
    }

    private static String describe(StageRecord record) {
        return switch (record.kind()) {
            case EVENT ->
                    "event of "
                            + record.event().event().bankId()
                            + " by "
                            + record.event().sequence();
            case LABEL -> "label";
            case OPEN ->
                    "open "
                            + record.open().rules().sequence()
                            + " for "
                            + record.open().since().keySet().stream().sorted().toList();
            case CLOSE -> "close " + record.close().sequence() + " for " + record.close().bankId();
            case ERASE -> "erase";
        };
    }
}
