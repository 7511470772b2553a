package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one subtask of a stage makes of a swap that several subtasks before it tell of. */
class SwapAtAStageTest {
    private static final long OLD = RulesUpdate.FILE;
    private static final long NEW = 12;
    private static final int TX_10M = 0;

    private static final String CHANGED =
            TestingJob.RULES.replace(
                    "features:\n",
                    "features:\n  new_first: { by: card, count: true, over: 20m }\n");

    private final RulesUpdate changed = new RulesUpdate(null, NEW, "new.yaml", CHANGED);
    private EnginePlan oldPlan;
    private EnginePlan newPlan;
    private TestingStage card;

    @BeforeEach
    void start() throws Exception {
        oldPlan = TestingJob.rules().plan();
        newPlan = TestingJob.rules(CHANGED).plan();
        card = TestingStages.stage(TestingJob.rules(), 0);
        card.open();
    }

    @AfterEach
    void stop() {
        card.close();
    }

    @Test
    void shouldJudgeByBothSetsUntilNoEventOfTheOldOneCanCome() throws Exception {
        assertThat(old("a", 0)[TX_10M]).isEqualTo(1);
        card.record(opening());
        assertThat(old("b", 1)[TX_10M]).isEqualTo(2);
        assertThat(changed("c", 2)).startsWith(3.0, 3.0);
        card.record(TestingStage.closing(OLD, 0, 2));
        assertThat(old("d", 3)[TX_10M]).isEqualTo(4);
        card.record(TestingStage.closing(OLD, 0, 2));
        assertThat(old("e", 4)[TX_10M]).isEqualTo(5);
        card.record(TestingStage.closing(OLD, 1, 2));
        assertThat(changed("f", 5)).startsWith(6.0, 6.0);
        assertThatThrownBy(() -> old("g", 6)).hasMessageContaining("unannounced");
    }

    @Test
    void shouldRefuseAnEventWhoseSetNobodyAnnounced() {
        assertThatThrownBy(() -> changed("a", 0)).hasMessageContaining("unannounced");
    }

    @Test
    void shouldPassNewsOnOnceUnlessItSaysMore() throws Exception {
        card.record(opening());
        assertThat(card.takeRecords()).hasSize(1);
        card.record(opening());
        assertThat(card.takeRecords()).isEmpty();
        card.record(opening(77));
        List<StageRecord> later = card.takeRecords();
        assertThat(later).hasSize(1);
        assertThat(later.get(0).open().since().get(TestingStage.BANK)).containsOnly(77L);
        card.record(opening(76));
        assertThat(card.takeRecords()).isEmpty();
    }

    @Test
    void shouldPassTheEndOfASetOnOnceAllHaveTold() throws Exception {
        card.record(opening());
        card.takeRecords();
        card.record(TestingStage.closing(OLD, 1, 2));
        assertThat(card.takeRecords()).isEmpty();
        card.record(TestingStage.closing(OLD, 0, 2));
        StageRecord.Close end = card.takeRecords().get(0).close();
        assertThat(end.sequence()).isEqualTo(OLD);
        assertThat(end.of()).isEqualTo(1);
    }

    @Test
    void shouldTellEverySubtaskOfTheNextStage() throws Exception {
        RulesSource rules = TestingJob.rules();
        try (TestingStage second = TestingStages.stage(rules, 0, 3, 1)) {
            second.openUntold();
            StageRecord news = TestingStage.opening(rules.file(OLD), TestingStage.BANK);
            second.record(StageRecord.of(news.open().to(SubtaskKeys.keyFor(1, 3, 128))));
            Set<Object> targets =
                    second.takeRecords().stream()
                            .map(record -> record.open().to())
                            .collect(Collectors.toSet());
            assertThat(targets)
                    .isEqualTo(
                            Set.of(
                                    SubtaskKeys.keyFor(0, 3, 128),
                                    SubtaskKeys.keyFor(1, 3, 128),
                                    SubtaskKeys.keyFor(2, 3, 128)));
        }
    }

    @Test
    void shouldFollowTwoSwapsThatOneSubtaskSendsBeforeTheOtherSendsAny() throws Exception {
        RulesUpdate third = new RulesUpdate(null, 13, "third.yaml", TestingJob.RULES);
        card.record(opening());
        card.record(TestingStage.closing(OLD, 0, 2));
        card.record(TestingStage.opening(third, TestingStage.BANK));
        card.record(TestingStage.closing(NEW, 0, 2));
        // The other subtask is still behind.
        assertThat(old("a", 0)[TX_10M]).isEqualTo(1);
        card.first(inFlight(oldPlan, 13, "b", 1));
        assertThat(card.takeOutput().get(0).features()[TX_10M]).isEqualTo(2);
        card.record(opening());
        card.record(TestingStage.closing(OLD, 1, 2));
        assertThat(changed("c", 2)).startsWith(3.0, 3.0);
        card.record(TestingStage.closing(NEW, 1, 2));
        assertThatThrownBy(() -> changed("d", 3)).hasMessageContaining("unannounced");
    }

    private StageRecord opening() {
        return TestingStage.opening(changed, TestingStage.BANK);
    }

    private StageRecord opening(long since) {
        int slots = newPlan.rules().ruleSet().features().size();
        return StageRecord.of(
                new StageRecord.Open(
                        NextStage.NOWHERE,
                        changed,
                        Map.of(TestingStage.BANK, java.util.Collections.nCopies(slots, since))));
    }

    private double[] old(String id, long second) throws Exception {
        card.first(inFlight(oldPlan, OLD, id, second));
        return card.takeOutput().get(0).features();
    }

    private double[] changed(String id, long second) throws Exception {
        card.first(inFlight(newPlan, NEW, id, second));
        return card.takeOutput().get(0).features();
    }

    private static EventInFlight inFlight(EnginePlan plan, long sequence, String id, long second) {
        return TestingJob.inFlight(plan, sequence, TestingJob.event(id, second).build());
    }
}
