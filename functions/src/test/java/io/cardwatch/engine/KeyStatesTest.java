package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.KeyState;
import io.cardwatch.window.WindowPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyStatesTest {
    private static final WindowPlan PLAN =
            WindowPlan.of(
                    new TestingCompiledRules().card(Aggregate.COUNT, null, Duration.ofHours(1)),
                    KeyDimension.CARD,
                    EngineSettings.defaults().bounds(),
                    true);

    @Property(tries = 300)
    void shouldHoldWhatAHashMapHolds(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 10_000) Integer> operations) {
        KeyStates states = new KeyStates();
        Map<KeyHash, KeyState> expected = new HashMap<>();
        for (int operation : operations) {
            if (operation % 50 == 0) {
                long now = stateOf(operation).expiresAt();
                states.removeExpired(now);
                expected.values().removeIf(state -> state.expiresAt() <= now);
            } else {
                // First words that share their low bits and contend for places at the table's end.
                KeyHash key = new KeyHash(operation % 60 * 8L - 9, operation % 2);
                KeyState state = stateOf(operation);
                states.put(key.hi(), key.lo(), state);
                expected.put(key, state);
            }
            assertThat(states.size()).isEqualTo(expected.size());
            expected.forEach((k, v) -> assertThat(states.get(k.hi(), k.lo())).isSameAs(v));
        }
        assertThat(states.get(0, 0)).isNull();
    }

    /** One that expires the later, the greater the number. */
    private static KeyState stateOf(int number) {
        KeyState state = PLAN.newState();
        state.remember(1, number);
        return state;
    }
}
