package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyStateTest {
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 256, 16, 16);
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void shouldNotCallAValueNewThatItMayHaveForgotten() {
        KeyState state =
                plan(new TestingCompiledRules()
                                .card(Aggregate.FIRST_SEEN, "merchantId", Duration.ofDays(2)))
                        .newState();
        for (int i = 0; i < 16; i++) {
            assertThat(firstSeen(state, i, "m" + i)).isEqualTo(1.0);
        }
        assertThat(firstSeen(state, 20, "m15")).isEqualTo(0.0);
        assertThat(firstSeen(state, 21, "m16")).as("the bound is reached").isEqualTo(1.0);
        assertThat(firstSeen(state, 22, "m0")).as("forgotten").isNaN();
        assertThat(firstSeen(state, 23, "m15")).isEqualTo(0.0);
        long afterTheForgotten = 2 * DAY + 10;
        assertThat(firstSeen(state, afterTheForgotten, "m99")).isEqualTo(1.0);
    }

    @Test
    void shouldExpireWhenTheLongestWindowHasPassed() {
        KeyState state =
                plan(new TestingCompiledRules()
                                .card(Aggregate.COUNT, null, Duration.ofHours(1))
                                .card(Aggregate.ELAPSED, null, Duration.ofDays(30)))
                        .newState();
        Events.take(state, Events.at(Events.NOON).build());
        assertThat(state.expiresAt()).isEqualTo(Events.NOON + 30 * DAY + 60_000);
    }

    @Test
    void shouldKeepIdsForTheDedupeHorizon() throws IOException {
        KeyState state = plan(new TestingCompiledRules()).newState();
        state.remember(42, Events.NOON);
        assertThat(state.expiresAt()).isEqualTo(Events.NOON + DAY);
        KeyState read = States.roundTrip(state, state.plan());
        assertThat(read.hasSeen(42, Events.NOON + DAY - 1)).isTrue();
        assertThat(read.hasSeen(42, Events.NOON + DAY)).isFalse();
    }

    @Test
    void shouldForgetTheOldestIdsPastTheirBound() {
        KeyState state = plan(new TestingCompiledRules()).newState();
        for (int id = 1; id <= 17; id++) {
            state.remember(id, Events.NOON + id);
        }
        assertThat(state.hasSeen(1, Events.NOON + 20)).isFalse();
        assertThat(state.hasSeen(6, Events.NOON + 20)).isTrue();
        assertThat(state.hasSeen(17, Events.NOON + 20)).isTrue();
    }

    @Test
    void shouldShareNothingWithItsCopy() throws IOException {
        KeyState state = plan(EveryAggregate.plain()).newState();
        Events.take(state, Events.at(Events.NOON).merchantCountry("DE").build());
        KeyState copy = state.copy();
        byte[] before = States.write(copy);
        Events.take(state, Events.at(Events.NOON + 1).merchantCountry("FR").build());
        state.remember(7, Events.NOON);
        assertThat(States.write(copy)).isEqualTo(before);
    }

    @Test
    void shouldShowNothingOfItself() {
        KeyState state = plan(new TestingCompiledRules()).newState();
        assertThat(state).hasToString("KeyState[redacted]");
        assertThat(state.plan().newEntry()).hasToString("Entry[redacted]");
    }

    private static double firstSeen(KeyState state, long after, String merchant) {
        return Events.take(state, Events.at(Events.NOON + after).merchantId(merchant).build())[0];
    }

    private static WindowPlan plan(io.cardwatch.rule.CompiledRules rules) {
        return WindowPlan.of(rules, KeyDimension.CARD, BOUNDS, true);
    }
}
