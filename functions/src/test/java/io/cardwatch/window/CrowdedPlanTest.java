package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleFileException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Live sets that have more conditions together than an entry's mask has bits. */
class CrowdedPlanTest {
    private static final int CONDITIONS = 40;
    private static final int OLDEST = 0;
    private static final int OLDER = 1;
    private static final int NEWEST = 2;

    /** With a feature without condition last. */
    private static final int FEATURES = CONDITIONS + 1;

    @Test
    void shouldComputeTheNewestSetWholeAndOfOlderOnesWhatFits() throws RuleFileException {
        KeyState state =
                WindowPlan.of(
                                List.of(rules(0), rules(CONDITIONS), rules(2 * CONDITIONS)),
                                KeyDimension.CARD,
                                new WindowBounds(5_000, 60_000, 86_400_000, 16, 16, 16),
                                true)
                        .newState();
        assertThat(take(state, NEWEST)).as("every condition holds").containsOnly(1.0);
        double[] older = take(state, OLDER);
        assertThat(Arrays.copyOf(older, 64 - CONDITIONS)).containsOnly(2.0);
        assertThat(Arrays.copyOfRange(older, 64 - CONDITIONS, CONDITIONS)).containsOnly(Double.NaN);
        assertThat(older[CONDITIONS]).isEqualTo(2.0);
        double[] oldest = take(state, OLDEST);
        assertThat(Arrays.copyOf(oldest, CONDITIONS)).containsOnly(Double.NaN);
        assertThat(oldest[CONDITIONS]).isEqualTo(3.0);
        assertThat(take(state, NEWEST)).as("events of every set count").containsOnly(4.0);
    }

    private static double[] take(KeyState state, int set) {
        double[] features = new double[FEATURES];
        Arrays.fill(features, Double.NaN);
        Entry entry = state.plan().newEntry();
        state.plan()
                .project(
                        Events.at(Events.NOON).baseAmount(100_000, 2).build(),
                        Events.NOON,
                        set,
                        States::hash,
                        entry);
        state.take(entry, set, features);
        return features;
    }

    /** A set of features that each count above an amount of its own. */
    private static CompiledRules rules(int from) throws RuleFileException {
        StringBuilder text = new StringBuilder("ruleset: crowded\nversion: \"1\"\nfeatures:\n");
        for (int i = from; i < from + CONDITIONS; i++) {
            text.append("  above_" + i + ": { by: card, count: true, over: 1h, where: ");
            text.append("event.amount > " + i + ".0 }\n");
        }
        text.append("  all: { by: card, count: true, over: 1h }\n");
        text.append("rules:\n  - { id: r, when: all > 1.0, score: 90, reason: many }\n");
        text.append("alerting: { threshold: 70, cooldown: 30m, budget: 3 per subject per day }\n");
        return RuleCompiler.compile("rules.yaml", text.toString());
    }
}
