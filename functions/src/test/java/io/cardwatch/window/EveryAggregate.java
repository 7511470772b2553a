package io.cardwatch.window;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.util.List;

/** Rule sets that together define every aggregate in every form. */
final class EveryAggregate {
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1));
    private static final String[] WHERES = {null, "event.approved", "event.amount > 50.0"};

    private final TestingCompiledRules rules = new TestingCompiledRules();

    private EveryAggregate() {}

    /** Windows over all entries that meet a condition. */
    static CompiledRules plain() {
        EveryAggregate set = new EveryAggregate();
        for (Duration over : LENGTHS) {
            for (String where : WHERES) {
                for (boolean excluding : new boolean[] {false, true}) {
                    for (Aggregate aggregate : summaries()) {
                        set.add(set.of(aggregate, over, where).excludingCurrent(excluding));
                    }
                }
                set.add(set.of(Aggregate.LAST, over, where));
                set.add(set.of(Aggregate.FIRST_SEEN, over, where));
                set.add(set.of(Aggregate.ELAPSED, over, where));
                set.add(set.of(Aggregate.SPEED, over, where));
            }
            for (long delay : new long[] {0, 2_000, 600_000}) {
                set.add(set.of(Aggregate.FRAUD_RATE, over, null).delay(Duration.ofMillis(delay)));
            }
        }
        return set.rules;
    }

    /** Pairs, same, newest and sequences. */
    static CompiledRules chosen() {
        EveryAggregate set = new EveryAggregate();
        for (Duration over : LENGTHS) {
            for (String where : WHERES) {
                for (Aggregate aggregate : summaries()) {
                    boolean excluding = where == null;
                    set.add(
                            set.of(aggregate, over, where)
                                    .excludingCurrent(excluding)
                                    .same(List.of("merchantCountry")));
                    set.add(
                            set.of(aggregate, over, where)
                                    .excludingCurrent(!excluding)
                                    .newest(over.toMinutesPart() == 1 ? 1 : 3));
                    set.add(
                            set.of(aggregate, over, where)
                                    .same(List.of("amount", "merchantCountry"))
                                    .newest(2));
                }
                for (List<String> steps :
                        List.of(
                                List.of("event.approved", "event.amount > 50.0"),
                                List.of("event.cardPresent", "event.cardPresent", "event.approved"),
                                List.of(
                                        "event.amount > 50.0",
                                        "event.approved",
                                        "event.cardPresent",
                                        "event.amount > 50.0"))) {
                    set.add(set.of(Aggregate.SEQUENCE, over, where).steps(steps));
                }
                List<String> same = List.of("merchantCountry");
                set.add(set.of(Aggregate.LAST, over, where).same(same));
                set.add(set.of(Aggregate.ELAPSED, over, where).same(same));
                set.add(
                        set.of(Aggregate.SEQUENCE, over, where)
                                .same(same)
                                .steps(List.of("event.approved", "event.amount > 50.0")));
            }
        }
        return set.rules;
    }

    private static List<Aggregate> summaries() {
        return List.of(
                Aggregate.COUNT,
                Aggregate.SUM,
                Aggregate.MEAN,
                Aggregate.STDDEV,
                Aggregate.MIN,
                Aggregate.MAX,
                Aggregate.DISTINCT,
                Aggregate.QUANTILE);
    }

    private Feature.Builder of(Aggregate aggregate, Duration over, String where) {
        String name = "feature_" + rules.ruleSet().features().size();
        return Feature.of(name, KeyDimension.CARD, aggregate, over)
                .field(field(aggregate))
                .quantile(aggregate == Aggregate.QUANTILE ? quantile(over) : Double.NaN)
                .where(where);
    }

    private void add(Feature.Builder feature) {
        rules.feature(feature.build());
    }

    private static double quantile(Duration over) {
        return over.toSeconds() == 2 ? 0.5 : over.toSeconds() == 60 ? 0.9 : 0.0;
    }

    private static String field(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT, ELAPSED, FRAUD_RATE, SEQUENCE -> null;
            case SUM, MEAN, STDDEV, MIN, MAX, LAST, QUANTILE -> "amount";
            case DISTINCT, FIRST_SEEN -> "merchantCountry";
            case SPEED -> "location";
        };
    }
}
