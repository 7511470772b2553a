package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What windows say once a key has more entries than are kept exactly. */
class FoldingTest {
    private static final long WINDOW = 600_000;
    private static final int KEPT = 16;
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, KEPT, 16, 16);
    private static final TestingCompiledRules RULES =
            new TestingCompiledRules()
                    .card(Aggregate.COUNT, null, Duration.ofMillis(WINDOW))
                    .card(Aggregate.SUM, "amount", Duration.ofMillis(WINDOW))
                    .card(Aggregate.MEAN, "amount", Duration.ofMillis(WINDOW))
                    .card(Aggregate.DISTINCT, "merchantId", Duration.ofMillis(WINDOW))
                    .card(Aggregate.COUNT, null, Duration.ofSeconds(2));
    private static final WindowPlan PLAN = WindowPlan.of(RULES, KeyDimension.CARD, BOUNDS, true);

    @Property(tries = 60)
    void shouldReachBackByAtMostA64thMoreThanTheWindow(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        KeyState state = PLAN.newState();
        List<CardEvent> all = new ArrayList<>();
        long clock = Events.NOON;
        for (int i = 0; i < 400; i++) {
            clock += random.nextInt(50) == 0 ? 900_000 : random.nextInt(20_000);
            long time = clock - (random.nextInt(8) == 0 ? random.nextInt(5_000) : 0);
            CardEvent event =
                    Events.at(time)
                            .merchantId("m" + random.nextInt(30))
                            .baseAmount(random.nextInt(10_000), 2)
                            .build();
            all.add(event);
            double[] features = Events.take(state, event);
            if (random.nextInt(10) == 0) {
                state = States.roundTrip(state, PLAN);
            }
            long end = all.stream().mapToLong(BruteForce::time).max().orElseThrow();
            List<CardEvent> exact = after(all, end - WINDOW);
            List<CardEvent> most = after(all, end - WINDOW * 65 / 64);
            assertThat(features[0]).isBetween((double) exact.size(), (double) most.size());
            assertThat(features[1]).isBetween(sum(exact), sum(most));
            assertThat(features[2]).isCloseTo(features[1] / features[0], offset(1e-9));
            assertThat(features[3]).isBetween(0.85 * values(exact) - 1, 1.15 * values(most) + 1);
            assertThat(features[4]).isEqualTo(after(all, end - 2_000).size());
        }
    }

    @Test
    void shouldBeExactAgainOnceTheBurstHasPassed() {
        KeyState state = PLAN.newState();
        for (int i = 0; i < 1_000; i++) {
            Events.take(state, Events.at(Events.NOON + i).merchantId("m" + i).build());
        }
        long later = Events.NOON + WINDOW + 20_000;
        assertThat(Events.take(state, Events.at(later).merchantId("a").build()))
                .containsExactly(1, 10, 10, 1, 1);
        assertThat(Events.take(state, Events.at(later + 1).merchantId("b").build()))
                .containsExactly(2, 20, 10, 2, 2);
    }

    @Test
    void shouldStayAsLargeAsItIsHoweverManyEventsCome() throws IOException {
        KeyState state = PLAN.newState();
        int largest = 0;
        for (int i = 0; i < 50_000; i++) {
            Events.take(state, Events.at(Events.NOON + i * 100L).merchantId("m" + i).build());
            if (i % 5_000 == 4_999) {
                largest = Math.max(largest, States.write(state).length);
            }
        }
        assertThat(largest).isLessThan(12_000);
    }

    private static List<CardEvent> after(List<CardEvent> events, long cut) {
        return events.stream().filter(event -> BruteForce.time(event) > cut).toList();
    }

    private static double sum(List<CardEvent> events) {
        return events.stream().mapToLong(CardEvent::baseAmountMinor).sum() / 100.0;
    }

    private static int values(List<CardEvent> events) {
        Set<String> values = new HashSet<>();
        events.forEach(event -> values.add(event.merchantId()));
        return values.size();
    }
}
