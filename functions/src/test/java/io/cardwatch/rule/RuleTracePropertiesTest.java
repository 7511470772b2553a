package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.TracedPart.Effort;
import io.cardwatch.rule.TracedPart.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a trace says is what the compiled class does, on generated expressions, events and features:
 * its verdict, and how far each test is from coming out the other way.
 */
@Tag("differential")
final class RuleTracePropertiesTest {
    private static final int CASES = Integer.getInteger("cardwatch.differential.cases", 10_000);
    private static final long SEED = Long.getLong("cardwatch.differential.seed", 20_261_122L);
    private static final int RULES = 40;
    private static final int INPUTS = 50;
    private static final List<Feature> FEATURES =
            List.of(
                    feature("n0", Aggregate.COUNT, null),
                    feature("n1", Aggregate.SUM, "amount"),
                    feature("n2", Aggregate.SPEED, "location"),
                    feature("n3", Aggregate.SUM, "amount"),
                    feature("b0", Aggregate.FIRST_SEEN, "mcc"),
                    feature("b1", Aggregate.FIRST_SEEN, "mcc"));
    private static final TestingExpressions EXPRESSIONS = new TestingExpressions(FEATURES);
    private static final TermText TEXT = new TermText(slot -> FEATURES.get(slot).name());

    private final Random random = new Random(SEED);
    private final RandomExpressions expressions = new RandomExpressions(random);
    private final RandomInputs inputs = new RandomInputs(random);

    private static Feature feature(String name, Aggregate aggregate, String field) {
        return Feature.of(name, KeyDimension.CARD, aggregate, Duration.ofHours(1))
                .field(field)
                .build();
    }

    @Test
    void shouldComeOutAsTheCompiledRuleDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (int judged = 0; judged < CASES; judged += RULES * INPUTS) {
            List<RuleTerms> rules =
                    rules(() -> expressions.flag(random.nextInt(6)), () -> expressions.number(3));
            RuleConditions compiled = EXPRESSIONS.compile(rules);
            for (int input = 0; input < INPUTS; input++) {
                CardEvent event = inputs.event();
                double[] vector = features();
                List<String> expected = TestingExpressions.outcomes(compiled, RULES, event, vector);
                ConditionTracer tracer = new ConditionTracer(FEATURES, event, vector);
                for (int rule = 0; rule < RULES; rule++) {
                    RuleTrace trace = tracer.trace(rules.get(rule));
                    assertThat(outcome(trace)).as("%s", trace).isEqualTo(expected.get(rule));
                    assertThat(parts(trace.condition()).toList())
                            .allSatisfy(this::agreesWithItself);
                    seen.merge(
                            expected.get(rule).replaceFirst("fired .*", "fired"), 1, Integer::sum);
                }
            }
        }
        assertThat(seen.values()).hasSize(3).allMatch(count -> count > CASES / 50);
    }

    private static String outcome(RuleTrace trace) {
        assertThat(trace.fired() && trace.isNotApplicable()).isFalse();
        return trace.fired()
                ? "fired " + trace.score()
                : trace.isNotApplicable() ? "not applicable" : "silent";
    }

    private void agreesWithItself(TracedPart part) {
        assertThat(part.unmet().isEmpty()).as("%s", part).isEqualTo(part.met());
        assertThat(part.unmet()).allMatch(test -> test.kind() == Kind.TEST && !test.met());
        assertThat(part.effort().tests()).isEqualTo(part.unmet().size());
        assertThat(part.missing().isEmpty())
                .as("%s %s", part, part.values())
                .isEqualTo(
                        part.kind() != Kind.TEST || part.outcome() != TracedPart.Outcome.UNKNOWN);
        TracedPart nearest = part.nearest();
        if (nearest != null) {
            Effort least = nearest.effort();
            assertThat(part.parts())
                    .allMatch(other -> other.effort().compareTo(least) >= 0)
                    .contains(nearest);
        }
    }

    @Test
    void shouldComeOutTheOtherWayAtTheEndOfTheGapAndNotShortOfIt() {
        Map<String, Integer> seen = new HashMap<>();
        for (int judged = 0; judged < CASES; judged += RULES * INPUTS) {
            List<RuleTerms> rules = rules(this::comparison, () -> "1");
            RuleConditions compiled = EXPRESSIONS.compile(rules);
            for (int input = 0; input < INPUTS; input++) {
                CardEvent event = inputs.event();
                double[] vector = features();
                ConditionTracer tracer = new ConditionTracer(FEATURES, event, vector);
                for (int rule = 0; rule < RULES; rule++) {
                    RuleTerms terms = rules.get(rule);
                    int number = rule;
                    for (TracedPart test : tracer.trace(terms).condition().unmet()) {
                        if (test.gap() != null) {
                            seen.merge(
                                    verify(terms, compiled, number, event, vector, test.gap()),
                                    1,
                                    Integer::sum);
                        }
                    }
                }
            }
        }
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder("a feature", "a count", "a field", "a side");
        assertThat(seen.values()).allMatch(count -> count > CASES / 100);
    }

    /** Moves what the gap names, in the compiled rule where that is a feature. */
    private static String verify(
            RuleTerms rule,
            RuleConditions compiled,
            int number,
            CardEvent event,
            double[] vector,
            Gap gap) {
        int slot = FEATURES.stream().map(Feature::name).toList().indexOf(gap.of());
        if (slot >= 0) {
            verify(
                    gap,
                    value -> {
                        double[] moved = vector.clone();
                        moved[slot] = value;
                        return TestingExpressions.outcomes(compiled, RULES, event, moved)
                                .get(number)
                                .startsWith("fired");
                    });
            return slot == 0 ? "a count" : "a feature";
        }
        TermValues values = new TermValues(event, vector);
        Term moving = EXPRESSIONS.term(gap.of(), ValueType.NUMBER);
        if (moving instanceof Term.Field field) {
            Term variable = new Term.Field(field.field(), 0);
            verify(gap, value -> values.with(variable, value).flag(rule.when()) == EventField.TRUE);
            return "a field";
        }
        // A side as a whole: the comparison of it with the other one, which stays.
        Term test = rule.when() instanceof Term.Not not ? not.operand() : rule.when();
        boolean wanted = test == rule.when();
        if (test instanceof Term.NumberIn in) {
            verify(gap, value -> in.values().contains(value + 0.0) == wanted);
            return "a side";
        }
        Term.Comparison comparison = (Term.Comparison) test;
        boolean left = TEXT.of(comparison.left()).equals(gap.of());
        double other = values.number(left ? comparison.right() : comparison.left());
        Comparator comparator = comparison.comparator();
        verify(
                gap,
                value ->
                        wanted
                                == (left
                                        ? comparator.holds(value, other)
                                        : comparator.holds(other, value)));
        return "a side";
    }

    private static void verify(Gap gap, DoublePredicate comesOut) {
        double step = gap.whole() ? 1.0 : Math.ulp(gap.target());
        double shortOf =
                gap.whole()
                        ? gap.target() + (gap.up() ? -step : step)
                        : Math.nextAfter(gap.target(), gap.value());
        assertThat(comesOut.test(gap.value())).as("%s now", gap).isFalse();
        assertThat(comesOut.test(gap.target())).as("%s reached", gap).isTrue();
        assertThat(comesOut.test(shortOf)).as("%s at %s", gap, shortOf).isFalse();
        assertThat(gap.up()).isEqualTo(gap.target() > gap.value());
        assertThat(gap.relative()).isBetween(0.0, 2.0);
    }

    @Test
    void shouldWriteAConditionSoThatItReadsBackAsTheSame() {
        for (int judged = 0; judged < CASES; judged += INPUTS) {
            Term term = EXPRESSIONS.term(expressions.flag(random.nextInt(6)), ValueType.FLAG);
            Term again = EXPRESSIONS.term(TEXT.of(term), ValueType.FLAG);
            assertThat(TEXT.of(again)).isEqualTo(TEXT.of(term));
            for (int input = 0; input < INPUTS; input++) {
                TermValues values = new TermValues(inputs.event(), features());
                assertThat(values.flag(again)).as(TEXT.of(term)).isEqualTo(values.flag(term));
            }
        }
    }

    private String comparison() {
        String comparator = List.of(">=", ">", "<", "<=", "==", "!=").get(random.nextInt(6));
        String plain =
                expressions.number(random.nextInt(3))
                        + " "
                        + comparator
                        + " "
                        + expressions.number(random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0 -> "!(" + plain + ")";
            case 1 -> expressions.number(random.nextInt(2)) + " in [1, 2.5, -3, 100.25, 7]";
            default -> plain;
        };
    }

    private interface Source {
        String next();
    }

    private List<RuleTerms> rules(Source conditions, Source scores) {
        List<RuleTerms> rules = new ArrayList<>();
        for (int rule = 0; rule < RULES; rule++) {
            rules.add(
                    new RuleTerms(
                            EXPRESSIONS.term(conditions.next(), ValueType.FLAG),
                            EXPRESSIONS.term(scores.next(), ValueType.NUMBER)));
        }
        return rules;
    }

    /** Counts are whole numbers. */
    private double[] features() {
        double[] vector = inputs.features();
        vector[0] = Math.rint(Math.abs(vector[0]));
        return vector;
    }

    private static Stream<TracedPart> parts(TracedPart part) {
        return Stream.concat(
                Stream.of(part), part.parts().stream().flatMap(RuleTracePropertiesTest::parts));
    }
}
