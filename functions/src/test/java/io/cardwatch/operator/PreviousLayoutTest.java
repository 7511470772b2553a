package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The windows of the card's and the merchant's stage, as an earlier build wrote them, under today's
 * build: {@code src/test/resources/snapshots/layout-1}.
 */
class PreviousLayoutTest {
    private static final Path LAYOUTS = Path.of("src", "test", "resources", "snapshots");
    private static final String[] STAGES = {"card", "merchant"};

    private static final String RULES =
            """
            ruleset: kept-for-later-builds
            version: "1"
            features:
              count_10m: { by: card, count: true, over: 10m }
              approved_1h: { by: card, sum: amount, over: 1h, where: event.approved }
              mean_2h: { by: card, mean: amount, over: 2h, excluding: current }
              countries_1h: { by: card, distinct: merchantCountry, over: 1h }
              elapsed: { by: card, elapsed: true, over: 1h }
              speed: { by: card, speed: location }
              new_country: { by: card, first_seen: merchantCountry, over: 1d }
              at_merchant_2h: { by: merchant, count: true, over: 2h }
              cards_2h: { by: merchant, distinct: cardRef, over: 2h }
              spent_2h: { by: merchant, sum: amount, over: 2h }
            rules:
              - { id: burst, when: count_10m >= 5.0 && approved_1h > 10.0 && mean_2h > 0.0 && countries_1h > 1.0, score: 80, reason: "a" }
              - { id: moved, when: elapsed < 60.0 && speed > 900.0 && new_country, score: 80, reason: "b" }
              - { id: merchant, when: at_merchant_2h > 500.0 && cards_2h > 100.0 && spent_2h > 100.0, score: 80, reason: "c" }
            alerting: { threshold: 70, cooldown: 30m, budget: 2 per subject per day }
            """;

    /** Enough that the merchant's oldest entries are folded. */
    private static final int BEFORE = 600;

    private static final int ALL = 700;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldComputeWhatTheEarlierBuildWouldHaveComputed(int dimension) throws Exception {
        Path layout = LAYOUTS.resolve("layout-1");
        RulesSource rules = TestingJob.rules(Files.readString(layout.resolve("rules.yaml")));
        OperatorSubtaskState snapshot =
                OperatorSnapshotUtil.readStateHandle(
                        layout.resolve(STAGES[dimension] + ".snapshot").toString());
        try (var stage = TestingStages.stage(rules, dimension)) {
            stage.initializeState(snapshot);
            stage.open();
            assertThat(run(stage, rules, BEFORE, ALL))
                    .isEqualTo(
                            Files.readAllLines(
                                    layout.resolve(STAGES[dimension] + "-features.txt")));
            stage.watermark(Long.MAX_VALUE - 1);
            assertThat(stage.stateEntries()).isZero();
            assertThat(stage.numEventTimeTimers()).isZero();
        }
    }

    /** Run before a layout changes: {@code -Dcardwatch.fixture=layout-N}. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @EnabledIfSystemProperty(named = "cardwatch.fixture", matches = "layout-[0-9]+")
    void shouldWriteWhatLaterBuildsRestore(int dimension) throws Exception {
        Path layout =
                Files.createDirectories(LAYOUTS.resolve(System.getProperty("cardwatch.fixture")));
        Files.writeString(layout.resolve("rules.yaml"), RULES);
        RulesSource rules = TestingJob.rules(RULES);
        try (var stage = TestingStages.stage(rules, dimension)) {
            stage.open();
            run(stage, rules, 0, BEFORE);
            OperatorSnapshotUtil.writeStateHandle(
                    stage.snapshot(), layout.resolve(STAGES[dimension] + ".snapshot").toString());
            List<String> features = run(stage, rules, BEFORE, ALL);
            Files.write(layout.resolve(STAGES[dimension] + "-features.txt"), features);
            assertThat(features).doesNotHaveDuplicates();
        }
    }

    private static List<String> run(TestingStage stage, RulesSource rules, int from, int until)
            throws Exception {
        List<String> features = new ArrayList<>();
        for (int i = from; i < until; i++) {
            stage.first(TestingJob.inFlight(rules.plan(), event(i)));
            features.add(Arrays.toString(stage.takeOutput().get(0).features()));
        }
        return features;
    }

    /** Thirty cards take turns at one merchant, some events swap on their way, the cards travel. */
    private static CardEvent event(int i) {
        int seconds = i * 11 + (i % 7 == 3 ? -20 : 0);
        return TestingJob.event("event-" + i, seconds)
                .cardRef("card-" + i % 30)
                .merchantCountry(i % 3 == 0 ? "AT" : "C" + i % 5)
                .responseCode(i % 4 == 0 ? "05" : "00")
                .latitude(40.0 + i % 9)
                .longitude(10.0)
                .baseAmount(1_000 + i * 13L, 2)
                .build();
    }
}
