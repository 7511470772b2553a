package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReversalsAndLabelsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int BOUND = 8;

    @Test
    void shouldTakeAReversedEntryOutOfEveryWindow() throws IOException {
        KeyState state =
                plan(new TestingCompiledRules()
                                .card(Aggregate.COUNT, null, HOUR)
                                .card(Aggregate.MAX, "amount", HOUR)
                                .card(Aggregate.DISTINCT, "mcc", HOUR)
                                .card(Aggregate.ELAPSED, null, HOUR))
                        .newState();
        Events.take(state, at(0, 100).mcc("5411").build());
        Events.take(state, at(1_000, 900).mcc("7995").build());
        state = States.roundTrip(state, state.plan());
        assertThat(takeBack(state, 1_000, 900)).isTrue();
        assertThat(takeBack(state, 1_000, 900)).as("only once").isFalse();
        assertThat(takeBack(state, 0, 101)).as("another amount").isFalse();
        assertThat(takeBack(state, 1, 100)).as("another time").isFalse();
        assertThat(Events.take(state, at(2_000, 50).mcc("5411").build()))
                .as("a mark stays")
                .containsExactly(2, 1, 1, 1);
    }

    @Test
    void shouldNotFindWhatIsFolded() {
        KeyState state =
                plan(new TestingCompiledRules().card(Aggregate.SUM, "amount", HOUR)).newState();
        for (int i = 0; i <= BOUND; i++) {
            Events.take(state, at(i, 100 + i).build());
        }
        assertThat(takeBack(state, 0, 100)).isFalse();
        assertThat(takeBack(state, 1, 101)).isTrue();
        assertThat(Events.take(state, at(20, 0).build())[0]).isEqualTo(8.35);
    }

    @Test
    void shouldCountALabelledFraudOnceWhateverIsSaidOfIt() throws IOException {
        KeyState state = plan(rate(Duration.ZERO)).newState();
        state.learn(Events.NOON, 5, true);
        assertThat(Events.take(state, at(0, 1).build())).as("no event yet").containsExactly(0);
        Events.take(state, at(1_000, 1).build());
        state.learn(Events.NOON, 5, true);
        state.learn(Events.NOON, 5, true);
        state.learn(Events.NOON + 1_000, 6, true);
        state.learn(Events.NOON + 1_000, 6, false);
        state = States.roundTrip(state, state.plan());
        assertThat(Events.take(state, at(2_000, 1).build())[0]).isEqualTo(1.0 / 3);
    }

    @Test
    void shouldCountFraudsOnceTheirDelayHasPassed() {
        KeyState state = plan(rate(Duration.ofMinutes(30))).newState();
        Events.take(state, at(0, 1).build());
        state.learn(Events.NOON, 5, true);
        assertThat(Events.take(state, at(1_799_999, 1).build())).containsExactly(Double.NaN);
        assertThat(Events.take(state, at(1_800_000, 1).build())).containsExactly(1.0);
        assertThat(Events.take(state, at(5_399_998, 1).build())).containsExactly(1.0 / 3);
        assertThat(Events.take(state, at(5_400_000, 1).build())).containsExactly(0.0);
    }

    @Test
    void shouldHoldNothingOfABurstOnceItsWindowsHavePassed() throws IOException {
        WindowPlan plan =
                plan(rate(Duration.ofMinutes(30)).card(Aggregate.QUANTILE, "amount", HOUR));
        KeyState state = plan.newState();
        for (int i = 0; i < 1_000; i++) {
            Events.take(state, at(i * 500L, i).mcc("m" + i % 3).build());
            state.learn(Events.NOON + i * 500L, 1 + i, i % 3 == 0);
        }
        CardEvent later = at(Duration.ofDays(2).toMillis(), 7).build();
        Events.take(state, later);
        KeyState fresh = plan.newState();
        Events.take(fresh, later);
        assertThat(States.write(state)).isEqualTo(States.write(fresh));
    }

    private static TestingCompiledRules rate(Duration delay) {
        return new TestingCompiledRules()
                .feature(
                        Feature.of("rate", KeyDimension.CARD, Aggregate.FRAUD_RATE, HOUR)
                                .delay(delay)
                                .build());
    }

    private static boolean takeBack(KeyState state, long after, long minor) {
        Entry entry = state.plan().newEntry();
        CardEvent reversal = at(10_000, minor).build();
        state.plan().project(reversal, BruteForce.time(reversal), States::hash, entry);
        return state.takeBack(Events.NOON + after, entry);
    }

    private static CardEvent.Builder at(long after, long minor) {
        return Events.at(Events.NOON + after).baseAmount(minor, 2);
    }

    private static WindowPlan plan(TestingCompiledRules rules) {
        WindowBounds bounds = new WindowBounds(5_000, 60_000, 86_400_000, BOUND, 16, 16);
        return WindowPlan.of(rules, KeyDimension.CARD, bounds, true);
    }
}
