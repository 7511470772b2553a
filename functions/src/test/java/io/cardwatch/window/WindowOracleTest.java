package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every aggregate against its definition, over events in any order the stream may bring. */
class WindowOracleTest {
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 512, 512, 512);
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1));

    /** One event and what happens to the state before it. */
    record Step(long forward, long back, Long minor, String country, int flags, boolean restored) {}

    @Property(tries = 400)
    void shouldAgreeWithTheDefinitionWhateverTheOrder(@ForAll("streams") List<Step> steps)
            throws IOException {
        CompiledRules rules = everyAggregate();
        WindowPlan plan = WindowPlan.of(rules, KeyDimension.CARD, BOUNDS, true);
        BruteForce oracle = new BruteForce(rules, BOUNDS);
        KeyState state = plan.newState();
        Entry entry = plan.newEntry();
        long clock = 1_700_000_000_000L;
        for (Step step : steps) {
            clock += step.forward();
            CardEvent event = event(clock - step.back(), step);
            if (state.isTooLate(BruteForce.time(event))) {
                assertThat(oracle.highWater() - BruteForce.time(event)).isGreaterThan(60_000);
                continue;
            }
            if (step.restored()) {
                state = States.roundTrip(state, plan);
            }
            double[] features = new double[rules.ruleSet().features().size()];
            plan.project(event, BruteForce.time(event), States::hash, entry);
            state.take(entry, features);
            double[] expected = oracle.take(event);
            for (int slot = 0; slot < features.length; slot++) {
                if (Double.compare(features[slot], expected[slot]) == 0) {
                    continue;
                }
                assertThat(features[slot])
                        .as("%s", rules.ruleSet().features().get(slot))
                        .isEqualTo(expected[slot], tolerance(rules, slot, expected[slot]));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> streams() {
        Arbitrary<Long> forward =
                Arbitraries.of(
                        0L, 0L, 1L, 500L, 1_999L, 2_000L, 30_000L, 60_000L, 600_000L, 3_600_000L);
        Arbitrary<Long> back =
                Arbitraries.of(
                        0L, 0L, 0L, 0L, 1L, 2_000L, 5_000L, 5_001L, 30_000L, 60_000L, 60_001L);
        Arbitrary<Long> minor = Arbitraries.longs().between(0, 20_000).injectNull(0.1);
        Arbitrary<String> country = Arbitraries.of("DE", "FR", "US", "JP").injectNull(0.2);
        return Combinators.combine(
                        forward,
                        back,
                        minor,
                        country,
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.of(true, false, false, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    static CompiledRules everyAggregate() {
        TestingCompiledRules rules = new TestingCompiledRules();
        for (Duration over : LENGTHS) {
            for (String where : new String[] {null, "event.approved", "event.amount > 50.0"}) {
                for (boolean excluding : new boolean[] {false, true}) {
                    card(rules, Aggregate.COUNT, null, over, where, excluding);
                    card(rules, Aggregate.SUM, "amount", over, where, excluding);
                    card(rules, Aggregate.MEAN, "amount", over, where, excluding);
                    card(rules, Aggregate.DISTINCT, "merchantCountry", over, where, excluding);
                }
                card(rules, Aggregate.FIRST_SEEN, "merchantCountry", over, where, false);
                card(rules, Aggregate.ELAPSED, null, over, where, false);
                card(rules, Aggregate.SPEED, "location", over, where, false);
            }
        }
        return rules;
    }

    private static void card(
            TestingCompiledRules rules,
            Aggregate aggregate,
            String field,
            Duration over,
            String where,
            boolean excluding) {
        rules.feature(KeyDimension.CARD, aggregate, field, over, where, excluding);
    }

    private static org.assertj.core.data.Offset<Double> tolerance(
            CompiledRules rules, int slot, double expected) {
        boolean speed = rules.ruleSet().features().get(slot).aggregate() == Aggregate.SPEED;
        return within(speed && !Double.isNaN(expected) ? 1.0 + 1e-5 * Math.abs(expected) : 0.0);
    }

    private static CardEvent event(long time, Step step) {
        boolean located = (step.flags() & 2) != 0;
        return CardEvent.builder()
                .eventId("event")
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(Instant.ofEpochMilli(time))
                .currency("EUR")
                .responseCode((step.flags() & 1) != 0 ? "00" : "05")
                .latitude(located ? (step.flags() & 4) != 0 ? 48.137 : -33.86 : null)
                .longitude(located ? (step.flags() & 8) != 0 ? 11.575 : 151.2 : null)
                .merchantCountry(step.country())
                .baseAmount(step.minor() == null ? CardEvent.NO_AMOUNT : step.minor(), 2)
                .build();
    }
}
