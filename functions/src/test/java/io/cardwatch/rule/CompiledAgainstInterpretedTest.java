package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compiled conditions and CEL's own interpreter agree on whatever the language accepts, missing
 * values, division by zero and overflow included. {@code cardwatch.differential.cases} says on how
 * many triples of expression, event and features.
 */
@Tag("differential")
final class CompiledAgainstInterpretedTest {
    private static final int CASES = Integer.getInteger("cardwatch.differential.cases", 10_000);
    private static final int EXPRESSIONS_PER_CLASS = 40;
    private static final int INPUTS_PER_EXPRESSION = 50;
    private static final List<String> NUMBERS =
            List.of("n0", "n1", "n2", "event.amount", "event.localHour");
    private static final List<String> COMPARATORS = List.of(">=", ">", "<", "<=", "==", "!=");
    private static final List<String> THRESHOLDS =
            List.of(
                    "0",
                    "-0.0",
                    "1",
                    "2.0",
                    "3",
                    "5",
                    "-1",
                    "0.5",
                    "23",
                    "100.25",
                    "1e3",
                    "4.9e-324");
    private static final List<String> TEXTS = List.of("'a'", "'AT'", "'5411'", "''", "'none'");
    private static final long SEED = Long.getLong("cardwatch.differential.seed", 20_261_120L);

    private static final List<Feature> FEATURES =
            List.of(
                    feature("n0", Aggregate.COUNT),
                    feature("n1", Aggregate.COUNT),
                    feature("n2", Aggregate.COUNT),
                    feature("n3", Aggregate.COUNT),
                    feature("b0", Aggregate.FIRST_SEEN),
                    feature("b1", Aggregate.FIRST_SEEN));

    private static final TestingExpressions EXPRESSIONS = new TestingExpressions(FEATURES);

    private static Feature feature(String name, Aggregate aggregate) {
        String field = aggregate == Aggregate.COUNT ? null : "mcc";
        return Feature.of(name, KeyDimension.CARD, aggregate, Duration.ofHours(1))
                .field(field)
                .build();
    }

    @Test
    void shouldAgreeWithTheInterpreterOnConditionsAndScores() throws Exception {
        Random random = new Random(SEED);
        int judged = 0;
        int[] seen = new int[3];
        while (judged < CASES) {
            RandomExpressions expressions = new RandomExpressions(random);
            judged +=
                    compareOneClass(
                            random,
                            seen,
                            EXPRESSIONS_PER_CLASS,
                            () -> expressions.flag(random.nextInt(5)));
        }
        // The triples are worth something only if every outcome is among them.
        assertThat(IntStream.of(seen)).allMatch(count -> count > CASES / 50);
    }

    /** The index passes most of these by; it must not pass one by that has something to tell. */
    @Test
    void shouldAgreeWithTheInterpreterOnManyRulesOverFewFeatures() throws Exception {
        Random random = new Random(SEED);
        int[] seen = new int[3];
        int judged = 0;
        while (judged < CASES) {
            judged += compareOneClass(random, seen, 250, () -> manyConditions(random));
        }
        assertThat(IntStream.of(seen)).allMatch(count -> count > CASES / 200);
    }

    private static String manyConditions(Random random) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> simpleCondition(random))
                .collect(Collectors.joining(" && "));
    }

    private static String simpleCondition(Random random) {
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        String threshold = THRESHOLDS.get(random.nextInt(THRESHOLDS.size()));
        String comparator = COMPARATORS.get(random.nextInt(COMPARATORS.size()));
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        String field = random.nextBoolean() ? "event.mcc" : "event.merchantCountry";
        return switch (random.nextInt(8)) {
            case 0 -> threshold + " " + comparator + " " + number;
            case 1 -> random.nextBoolean() ? "b0" : "!b1";
            case 2 -> random.nextBoolean() ? "event.cardPresent" : "!event.cardPresent";
            case 3 -> field + (random.nextInt(3) == 0 ? " != " : " == ") + text;
            case 4 -> field + " in [" + text + ", 'é', '05', 'DE']";
            default -> number + " " + comparator + " " + threshold;
        };
    }

    private static int compareOneClass(
            Random random, int[] seen, int rules, Supplier<String> condition) throws Exception {
        RandomExpressions expressions = new RandomExpressions(random);
        List<String> conditions = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        ConditionCompiler compiler = new ConditionCompiler();
        for (int rule = 0; rule < rules; rule++) {
            conditions.add(condition.get());
            scores.add(expressions.number(random.nextInt(4)));
            compiler.addRule(
                    rule,
                    EXPRESSIONS.term(conditions.get(rule), ValueType.FLAG),
                    EXPRESSIONS.term(scores.get(rule), ValueType.NUMBER));
        }
        RuleConditions compiled = compiler.compile();
        List<CelInterpreter> interpretedConditions = new ArrayList<>();
        List<CelInterpreter> interpretedScores = new ArrayList<>();
        for (int rule = 0; rule < rules; rule++) {
            interpretedConditions.add(
                    CelInterpreter.of(conditions.get(rule), FEATURES, EXPRESSIONS.checker()));
            interpretedScores.add(
                    CelInterpreter.of(scores.get(rule), FEATURES, EXPRESSIONS.checker()));
        }
        RandomInputs inputs = new RandomInputs(random);
        for (int i = 0; i < INPUTS_PER_EXPRESSION; i++) {
            CardEvent event = inputs.event();
            double[] features = inputs.features();
            Outcomes outcomes = new Outcomes(rules);
            compiled.evaluate(event, features, outcomes);
            Map<String, Object> activation =
                    interpretedConditions.get(0).activation(event, features);
            for (int rule = 0; rule < rules; rule++) {
                String expected =
                        expected(
                                interpretedConditions.get(rule).evaluate(activation),
                                interpretedScores.get(rule).evaluate(activation));
                seen[expected.equals("silent") ? 0 : expected.equals("not applicable") ? 1 : 2]++;
                assertThat(outcomes.of[rule])
                        .as(
                                "%s, score %s, given %s",
                                conditions.get(rule), scores.get(rule), activation)
                        .isEqualTo(expected);
            }
        }
        return rules * INPUTS_PER_EXPRESSION;
    }

    private static String expected(Object holds, Object score) {
        if (Boolean.FALSE.equals(holds)) {
            return "silent";
        }
        boolean finite = score instanceof Double number && Double.isFinite(number);
        return holds == null || !finite ? "not applicable" : "fired " + score;
    }

    private static final class Outcomes implements CompiledRules.RuleOutcomes {
        private final String[] of;
        private int last = -1;

        Outcomes(int rules) {
            of = new String[rules];
            Arrays.fill(of, "silent");
        }

        @Override
        public void fired(int rule, double score) {
            tell(rule, "fired " + score);
        }

        @Override
        public void notApplicable(int rule) {
            tell(rule, "not applicable");
        }

        private void tell(int rule, String outcome) {
            assertThat(rule).as("told in the set's order").isGreaterThan(last);
            last = rule;
            of[rule] = outcome;
        }
    }
}
