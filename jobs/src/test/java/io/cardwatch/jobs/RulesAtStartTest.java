package io.cardwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EngineSettings;
import io.cardwatch.jobs.kafka.NewestPushes;
import io.cardwatch.operator.PushCheck;
import io.cardwatch.operator.RulesPush;
import io.cardwatch.operator.RulesSource;
import io.cardwatch.operator.RulesUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of the pushed sets a new job starts with. */
class RulesAtStartTest {
    private static final String RULES =
            """
            ruleset: testing
            version: "1"
            features:
              tx_10m: { by: card, count: true, over: 10m }
            rules:
              - { id: burst, when: tx_10m >= 3.0, score: 80, reason: "{tx_10m} payments" }
            alerting: { threshold: 70 }
            """;

    @Test
    void shouldTakeTheNewestValidSetOfEachBankAndTheDefault() throws Exception {
        RulesAtStart start =
                start(
                        push(0, null, RULES),
                        push(1, "north", RULES),
                        push(2, null, RULES),
                        push(3, null, RULES.replace("by: card", "by: ip")),
                        push(4, "north", "not a rule file"),
                        push(5, "nowhere", RULES),
                        new RulesPush(6, null, "rules-0@6", null, "rules-0@6: no push"));

        assertThat(start.inForce())
                .extracting(RulesUpdate::bankId, RulesUpdate::sequence)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, 2L),
                        org.assertj.core.groups.Tuple.tuple("north", 1L));
    }

    /** What came after the oldest set in force is reported in the new job once more. */
    @Test
    void shouldReadTheTopicFromTheOldestSetInForceOn() throws Exception {
        assertThat(
                        start(push(0, null, RULES), push(1, "north", RULES), push(2, null, RULES))
                                .from())
                .isEqualTo(1);
        assertThat(start(push(0, null, "wrong")).from()).isZero();
        assertThat(start()).isEqualTo(new RulesAtStart(List.of(), 0));
    }

    @Test
    void shouldReadTheTopicFromItsStartWhereAllThatWasKeptForABankIsRefused() throws Exception {
        List<RulesPush> pushes = new ArrayList<>(List.of(push(50, "north", RULES)));
        for (int i = 1; i < NewestPushes.KEPT; i++) {
            pushes.add(push(50 + i, null, "wrong"));
        }
        assertThat(start(pushes.toArray(RulesPush[]::new)).from()).isEqualTo(50);

        pushes.add(push(99, null, "wrong"));
        RulesAtStart start = start(pushes.toArray(RulesPush[]::new));
        assertThat(start.from()).isZero();
        assertThat(start.inForce()).extracting(RulesUpdate::sequence).containsExactly(50L);
    }

    private static RulesPush push(long sequence, @Nullable String bankId, String source) {
        return new RulesPush(sequence, bankId, "rules.yaml", source, null);
    }

    private static RulesAtStart start(RulesPush... pushes) throws Exception {
        RulesSource configured =
                new RulesSource("configured.yaml", RULES, EngineSettings.defaults());
        return RulesAtStart.of(
                List.of(pushes), new PushCheck(configured.plan(), List.of("north", "south")));
    }
}
