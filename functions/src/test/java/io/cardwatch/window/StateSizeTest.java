package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The promised sizes, as bytes written. */
class StateSizeTest {
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 256, 512, 512);
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void shouldKeepACardsCoreWindowsWithin256Bytes() throws IOException {
        TestingCompiledRules core = new TestingCompiledRules();
        for (Duration over :
                new Duration[] {Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1)}) {
            core.card(Aggregate.COUNT, null, over).card(Aggregate.SUM, "amount", over);
        }
        assertThat(bytesAfter90Days(core)).isLessThanOrEqualTo(256);
    }

    @Test
    void shouldKeepACardsFullRuleSetWithin2KilobytesAfter90Days() throws IOException {
        assertThat(bytesAfter90Days(likeTheShippedSet(KeyDimension.CARD)))
                .isLessThanOrEqualTo(2_048);
    }

    @Test
    void shouldKeepAMerchantOfAMillionEventsADayWithin32Kilobytes() throws IOException {
        Duration day = Duration.ofDays(1);
        KeyDimension by = KeyDimension.MERCHANT;
        TestingCompiledRules rules =
                likeTheShippedSet(by)
                        .feature(amount(by, Aggregate.QUANTILE, day).quantile(0.9).build())
                        .feature(amount(by, Aggregate.STDDEV, day).build())
                        .feature(amount(by, Aggregate.MAX, day).build())
                        .feature(
                                Feature.of("risk", by, Aggregate.FRAUD_RATE, day)
                                        .delay(Duration.ofHours(6))
                                        .build());
        WindowPlan plan = WindowPlan.of(rules, by, BOUNDS, false);
        KeyState state = plan.newState();
        Entry entry = plan.newEntry();
        double[] features = new double[rules.ruleSet().features().size()];
        Random random = new Random(7);
        for (int i = 0; i < 1_200_000; i++) {
            long time = Events.NOON + i * 86L;
            plan.project(
                    Events.at(time).baseAmount(random.nextInt(50_000), 2).build(),
                    time,
                    (bank, field, value) -> random.nextLong(),
                    entry);
            state.take(entry, features);
            if (i % 500 == 0) {
                state.learn(time, random.nextLong(), true);
            }
        }
        assertThat(States.write(state).length).isLessThanOrEqualTo(32 * 1_024);
    }

    @Test
    void shouldKeepACardWithEveryAggregateWithin2KilobytesAfter90Days() throws IOException {
        TestingCompiledRules rules = likeTheShippedSet(KeyDimension.CARD);
        Duration day = Duration.ofDays(1);
        Duration month = day.multipliedBy(30);
        rules.feature(amount(KeyDimension.CARD, Aggregate.STDDEV, month).newest(10).build())
                .feature(amount(KeyDimension.CARD, Aggregate.MAX, month).build())
                .feature(amount(KeyDimension.CARD, Aggregate.LAST, day).build())
                .feature(amount(KeyDimension.CARD, Aggregate.QUANTILE, month).quantile(0.5).build())
                .feature(
                        Feature.of("twice", KeyDimension.CARD, Aggregate.COUNT, day.multipliedBy(2))
                                .same(List.of("merchantId", "amount"))
                                .build())
                .feature(
                        Feature.of("steps", KeyDimension.CARD, Aggregate.SEQUENCE, day)
                                .steps(List.of("event.approved", "event.amount > 50.0"))
                                .build());
        assertThat(bytesAfter90Days(rules)).isLessThanOrEqualTo(2_048);
    }

    private static Feature.Builder amount(KeyDimension by, Aggregate aggregate, Duration over) {
        return Feature.of(aggregate.keyword(), by, aggregate, over).field("amount");
    }

    /** Two events a day at a few places, most of them known. */
    private static int bytesAfter90Days(CompiledRules rules) throws IOException {
        WindowPlan plan = WindowPlan.of(rules, KeyDimension.CARD, BOUNDS, true);
        KeyState state = plan.newState();
        Random random = new Random(7);
        for (int i = 0; i < 180; i++) {
            long time = Events.NOON + i * DAY / 2 + random.nextInt(20_000_000);
            state.hasSeen(random.nextLong(), time);
            state.remember(random.nextLong(), time);
            int place = (int) Math.abs(random.nextGaussian() * 12);
            Events.take(
                    state,
                    Events.at(time)
                            .baseAmount(100 + random.nextInt(20_000), 2)
                            .responseCode(random.nextInt(20) == 0 ? "05" : "00")
                            .cardPresent(random.nextBoolean())
                            .latitude(48.137 + place / 100.0)
                            .longitude(11.575)
                            .merchantId("merchant-" + place)
                            .mcc("" + (5_400 + place % 8))
                            .merchantCountry(place == 0 ? "AT" : "DE")
                            .deviceId("device-" + place % 2)
                            .build());
        }
        return States.write(state).length;
    }

    /** What the catalogue of patterns asks of a key, in the aggregates there are. */
    static TestingCompiledRules likeTheShippedSet(KeyDimension by) {
        TestingCompiledRules rules = new TestingCompiledRules();
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        Duration day = Duration.ofDays(1);
        for (Duration over : new Duration[] {minute, minute.multipliedBy(10), hour, day}) {
            rules.feature(by, Aggregate.COUNT, null, over, null, false);
            rules.feature(by, Aggregate.SUM, "amount", over, "event.approved", false);
        }
        rules.feature(by, Aggregate.COUNT, null, hour, "event.approved", false);
        rules.feature(by, Aggregate.COUNT, null, minute, "event.amount > 50.0", false);
        rules.feature(by, Aggregate.DISTINCT, "merchantCountry", day, null, false);
        rules.feature(by, Aggregate.DISTINCT, "merchantId", hour, null, false);
        rules.feature(by, Aggregate.DISTINCT, "cardRef", day, null, false);
        rules.feature(by, Aggregate.MEAN, "amount", day.multipliedBy(30), null, true);
        rules.feature(by, Aggregate.ELAPSED, null, day.multipliedBy(90), null, false);
        if (by == KeyDimension.CARD) {
            rules.feature(by, Aggregate.SPEED, "location", day, "event.cardPresent", false);
            for (String field : new String[] {"merchantCountry", "merchantId", "mcc", "deviceId"}) {
                rules.feature(by, Aggregate.FIRST_SEEN, field, day.multipliedBy(90), null, false);
            }
        }
        return rules;
    }
}
