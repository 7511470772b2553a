package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What spreads, extremes, quantiles and fraud rates say past the bound on exact entries. */
class FoldedAggregatesTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 16, 16, 16);
    private static final double[] QUANTILES = {0.0, 0.1, 0.5, 0.9, 1.0};
    private static final WindowPlan PLAN = WindowPlan.of(rules(), KeyDimension.CARD, BOUNDS, true);

    @Property(tries = 60)
    void shouldReachBackByAtMostA64thMoreThanTheWindow(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        KeyState state = PLAN.newState();
        List<CardEvent> all = new ArrayList<>();
        long clock = Events.NOON;
        for (int i = 0; i < 400; i++) {
            clock += random.nextInt(50) == 0 ? 900_000 : random.nextInt(20_000);
            long time = clock - (random.nextInt(8) == 0 ? random.nextInt(5_000) : 0);
            long minor = Math.round(Math.exp(random.nextGaussian() * 2 + 8));
            CardEvent event = Events.at(time).baseAmount(minor, 2).build();
            all.add(event);
            double[] features = Events.take(state, event);
            if (random.nextInt(10) == 0) {
                state = States.roundTrip(state, PLAN);
            }
            assertFeatures(features, all);
        }
    }

    private static void assertFeatures(double[] features, List<CardEvent> all) {
        List<CardEvent> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(CardEvent::eventTime));
        long end = BruteForce.time(sorted.get(sorted.size() - 1));
        int least = after(sorted, end - WINDOW.toMillis());
        int most = after(sorted, end - WINDOW.toMillis() * 65 / 64);
        int count = (int) features[0];
        assertThat(count).isBetween(least, most);
        long[] held = newest(sorted, count);
        if (count > 1) {
            double mean = Arrays.stream(held).average().orElseThrow();
            double spread =
                    Arrays.stream(held).mapToDouble(one -> (one - mean) * (one - mean)).sum();
            double deviation = Math.sqrt(spread / (count - 1)) / 100.0;
            assertThat(features[1]).isCloseTo(deviation, offset(1e-9 * (1 + deviation)));
        }
        assertThat(features[2]).isEqualTo(held[0] / 100.0);
        assertThat(features[3]).isEqualTo(held[held.length - 1] / 100.0);
        for (int i = 0; i < QUANTILES.length; i++) {
            double low = Double.POSITIVE_INFINITY;
            double high = 0;
            for (int size = least; size <= most; size++) {
                long[] values = newest(sorted, size);
                double exact = Quantile.of(values, size, QUANTILES[i]) / 100.0;
                low = Math.min(low, exact);
                high = Math.max(high, exact);
            }
            assertThat(features[4 + i]).isBetween(0.9499 * low, 1.0501 * high);
        }
    }

    @Test
    void shouldFoldFraudsAsItFoldsEntries() throws IOException {
        KeyState state = PLAN.newState();
        double rate = Double.NaN;
        for (int i = 0; i < 4_000; i++) {
            long time = Events.NOON + i * 1_000L;
            rate = Events.take(state, Events.at(time).build())[4 + QUANTILES.length];
            if (i % 4 == 0) {
                state.learn(time, 1 + i, true);
            }
            state = i % 100 == 0 ? States.roundTrip(state, PLAN) : state;
        }
        assertThat(rate).isCloseTo(0.25, offset(0.01));
        assertThat(States.write(state).length).isLessThan(4_000);
    }

    @Test
    void shouldNotDriftHoweverManyAmountsComeAndGo() {
        KeyState state = PLAN.newState();
        Random random = new Random(3);
        for (int i = 0; i < 500_000; i++) {
            long minor = random.nextLong() >>> (24 + random.nextInt(20));
            Events.take(state, Events.at(Events.NOON + i * 60_000L).baseAmount(minor, 2).build());
        }
        long later = Events.NOON + 500_000 * 60_000L + WINDOW.toMillis();
        Events.take(state, Events.at(later).baseAmount(100, 2).build());
        double[] features = Events.take(state, Events.at(later).baseAmount(300, 2).build());
        assertThat(features[1]).isEqualTo(Math.sqrt(2.0));
        assertThat(features[2]).isEqualTo(1.0);
        assertThat(features[3]).isEqualTo(3.0);
    }

    private static TestingCompiledRules rules() {
        TestingCompiledRules rules =
                new TestingCompiledRules()
                        .card(Aggregate.COUNT, null, WINDOW)
                        .card(Aggregate.STDDEV, "amount", WINDOW)
                        .card(Aggregate.MIN, "amount", WINDOW)
                        .card(Aggregate.MAX, "amount", WINDOW);
        for (double quantile : QUANTILES) {
            rules.feature(
                    Feature.of("q" + quantile, KeyDimension.CARD, Aggregate.QUANTILE, WINDOW)
                            .field("amount")
                            .quantile(quantile)
                            .build());
        }
        return rules.feature(
                Feature.of("risk", KeyDimension.CARD, Aggregate.FRAUD_RATE, WINDOW)
                        .delay(DELAY)
                        .build());
    }

    private static int after(List<CardEvent> sorted, long cut) {
        return (int) sorted.stream().filter(event -> BruteForce.time(event) > cut).count();
    }

    private static long[] newest(List<CardEvent> sorted, int count) {
        return sorted.subList(sorted.size() - count, sorted.size()).stream()
                .mapToLong(CardEvent::baseAmountMinor)
                .sorted()
                .toArray();
    }
}
