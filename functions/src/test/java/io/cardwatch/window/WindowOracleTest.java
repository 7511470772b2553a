package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Every aggregate against its definition, over events in any order the stream may bring, with
 * reversals and labels between them, while two rule sets are live that judge them by turns.
 */
class WindowOracleTest {
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 512, 512, 512);
    private static final CompiledRules PLAIN = EveryAggregate.plain();
    private static final CompiledRules CHOSEN = EveryAggregate.chosen();

    /** The same definitions, each in another place. */
    private static final WindowPlan PLAN =
            WindowPlan.of(List.of(PLAIN, CHOSEN), KeyDimension.CARD, BOUNDS, true);

    private static final WindowPlan TURNED =
            WindowPlan.of(List.of(CHOSEN, PLAIN), KeyDimension.CARD, BOUNDS, true);

    /** What happens before an event. */
    enum Before {
        NOTHING,
        RESTORED,
        COPIED,
        REPLANNED,
        REVERSED,
        FRAUD,
        NO_FRAUD
    }

    /** One event and what happens before it, to which of the earlier ones. */
    record Step(
            long forward,
            long back,
            Long minor,
            String country,
            int flags,
            Before before,
            int which) {}

    private BruteForce oracle = new BruteForce(BOUNDS);
    private KeyState state = PLAN.newState();

    @Property(tries = 400)
    void shouldAgreeWithTheDefinitionWhateverTheOrder(@ForAll("streams") List<Step> steps)
            throws IOException {
        oracle = new BruteForce(BOUNDS);
        state = PLAN.newState();
        long clock = 1_700_000_000_000L;
        for (Step step : steps) {
            clock += step.forward();
            CardEvent event = event(clock - step.back(), step);
            if (state.isTooLate(BruteForce.time(event))) {
                assertThat(oracle.highWater() - BruteForce.time(event)).isGreaterThan(60_000);
                continue;
            }
            prepare(step);
            boolean plain = (step.flags() & 16) == 0;
            CompiledRules rules = plain ? PLAIN : CHOSEN;
            int set = plain == (state.plan() == PLAN) ? 0 : 1;
            double[] features = new double[rules.ruleSet().features().size()];
            Entry entry = state.plan().newEntry();
            state.plan().project(event, BruteForce.time(event), set, States::hash, entry);
            state.take(entry, set, features);
            double[] expected = oracle.take(event, rules);
            for (int slot = 0; slot < features.length; slot++) {
                assertClose(features[slot], expected[slot], rules.ruleSet().features().get(slot));
            }
        }
    }

    private void prepare(Step step) throws IOException {
        List<CardEvent> earlier = oracle.admitted();
        if (earlier.isEmpty()) {
            return;
        }
        CardEvent one = earlier.get(step.which() % earlier.size());
        long time = BruteForce.time(one);
        long id = 1L + earlier.indexOf(one);
        switch (step.before()) {
            case NOTHING -> {}
            case RESTORED -> state = States.roundTrip(state, state.plan());
            case COPIED -> state = state.copy();
            case REPLANNED -> state = state.under(state.plan() == PLAN ? TURNED : PLAN);
            case REVERSED -> {
                Entry entry = state.plan().newEntry();
                state.plan().project(one, oracle.highWater(), States::hash, entry);
                boolean held = time > oracle.highWater() - 3_600_000 - BOUNDS.lateness();
                boolean known = held && oracle.takeBack(time, one.baseAmountMinor());
                assertThat(state.takeBack(time, entry)).isEqualTo(known);
            }
            case FRAUD -> {
                oracle.learn(one, true);
                state.learn(time, id, true);
            }
            case NO_FRAUD -> {
                oracle.learn(one, false);
                state.learn(time, id, false);
            }
        }
    }

    private static void assertClose(double value, double expected, Feature feature) {
        if (Double.compare(value, expected) == 0) {
            return;
        }
        double tolerance =
                switch (feature.aggregate()) {
                    case SPEED -> 1.0 + 1e-5 * Math.abs(expected);
                    case STDDEV, QUANTILE -> 1e-9 * (1.0 + Math.abs(expected));
                    default -> 0.0;
                };
        assertThat(Math.abs(value - expected))
                .as("%s: %s, not %s", feature, value, expected)
                .isLessThanOrEqualTo(tolerance);
    }

    @Provide
    Arbitrary<List<Step>> streams() {
        Arbitrary<Long> forward =
                Arbitraries.of(
                        0L, 0L, 1L, 500L, 1_999L, 2_000L, 30_000L, 60_000L, 600_000L, 3_600_000L);
        Arbitrary<Long> back =
                Arbitraries.of(
                        0L, 0L, 0L, 0L, 1L, 2_000L, 5_000L, 5_001L, 30_000L, 60_000L, 60_001L);
        Arbitrary<Long> minor = Arbitraries.of(0L, 1L, 4_999L, 5_001L, 5_002L, 20_000L, null);
        Arbitrary<String> country = Arbitraries.of("DE", "FR", "US", "JP").injectNull(0.2);
        return Combinators.combine(
                        forward,
                        back,
                        minor,
                        country,
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.of(Before.class),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private CardEvent event(long time, Step step) {
        boolean located = (step.flags() & 2) != 0;
        return CardEvent.builder()
                .eventId("event-" + oracle.admitted().size())
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(Instant.ofEpochMilli(time))
                .currency("EUR")
                .responseCode((step.flags() & 1) != 0 ? "00" : "05")
                .cardPresent((step.flags() & 8) != 0)
                .latitude(located ? (step.flags() & 4) != 0 ? 48.137 : -33.86 : null)
                .longitude(located ? (step.flags() & 8) != 0 ? 11.575 : 151.2 : null)
                .merchantCountry(step.country())
                .baseAmount(step.minor() == null ? CardEvent.NO_AMOUNT : step.minor(), 2)
                .build();
    }
}
