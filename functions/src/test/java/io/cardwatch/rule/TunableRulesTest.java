package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TunableRulesTest {
    private static final Path SHIPPED = Path.of("../sample-data/rules/default.yaml");
    private static final String RULES =
            """
            # What stands here stays.
            ruleset: test
            version: "7"
            features:
              tx:    { by: card, count: true, over: 10m }
              usual: { by: card, mean: amount, over: 30d, excluding: current }   # the mean
            rules:
              - id: folded
                when: >-
                  tx >= 6
                  && event.amount > 3.0 * usual
                score: 60
                reason: "folded"
              - { id: flow, when: "5 > event.amount && event.mcc == '5411'", score: "tx >= 9 ? 70 : 40", reason: "flow" }
              - id: shadowed      # a comment
                when: (tx - usual) / 2 <= 7 || event.localHour in [1, 2]
                score: 12.5
                mode: shadow
                reason: "shadowed"
            alerting: { threshold: 60 }
            """;

    @Test
    void shouldFindOneNumberOfEachOrderingComparison() throws Exception {
        TunableRules file = TunableRules.of("test.yaml", RULES);

        assertThat(file.rules()).map(TunableRulesTest::numbers).containsExactly("6 3.0", "5", "7");
        assertThat(file.rules())
                .map(rule -> rule.score().token() == null ? "" : rule.score().token().text())
                .containsExactly("60", "", "12.5");
        assertThat(file.threshold().text()).isEqualTo("60");
        assertThat(file.version()).isNotNull();
        assertThat(file.version().text()).isEqualTo("\"7\"");
    }

    /** The comparison would turn where the divisor passes zero, and turn again. */
    @Test
    void shouldLeaveDivisorsAlone() throws Exception {
        String text =
                RULES.replace("event.amount > 3.0 * usual", "event.amount / (usual - 3.0) > tx");

        assertThat(numbers(TunableRules.of("test.yaml", text).rules().get(0))).isEqualTo("6");
    }

    @Test
    void shouldTellWholeNumbersAndWhichWayAComparisonTurns() throws Exception {
        TunableRules file = TunableRules.of("test.yaml", RULES);

        TunableNumber count = file.rules().get(0).condition().number(0);
        TunableNumber factor = file.rules().get(0).condition().number(1);
        TunableNumber most = file.rules().get(1).condition().number(0);
        assertThat(count).isNotNull();
        assertThat(factor).isNotNull();
        assertThat(most).isNotNull();
        assertThat(List.of(count.whole(), factor.whole(), most.whole()))
                .containsExactly(true, false, false);
        assertThat(List.of(count.upTo(), factor.upTo(), most.upTo()))
                .containsExactly(true, true, false);
    }

    @Test
    void shouldTurnRulesOffWhereTheyStand() throws Exception {
        TunableRules file = TunableRules.of("test.yaml", RULES);

        List<FileEdit> edits = file.rules().stream().map(TunableRule::off).toList();
        String off = FileEdit.apply(RULES, edits.subList(1, 3));

        assertThat(off)
                .isEqualTo(
                        RULES.replace("id: flow,", "id: flow, mode: off,")
                                .replace("mode: shadow", "mode: off"));
        assertThat(FileEdit.apply(RULES, edits.subList(0, 1)))
                .isEqualTo(RULES.replace("- id: folded\n", "- id: folded\n    mode: off\n"));
        assertThat(RuleCompiler.check("off.yaml", off).problems())
                .noneMatch(problem -> problem.severity() == RuleProblem.Severity.ERROR);
    }

    @Test
    void shouldChangeNothingButTheTokensThatAreEdited() throws Exception {
        for (String text : List.of(RULES, RULES.replace("\n", "\r\n"), '\uFEFF' + RULES)) {
            TunableRules file = TunableRules.of("test.yaml", text);
            for (FileToken token : tokens(file)) {
                assertThat(text.substring(token.from(), token.from() + token.text().length()))
                        .isEqualTo(token.text());
            }
        }
    }

    /** Random numbers in place of every number of the shipped file, many times over. */
    @Test
    void shouldWriteFilesThatSayWhatWasWrittenAndKeepEverythingElse() throws Exception {
        String text = Files.readString(SHIPPED);
        TunableRules file = TunableRules.of("default.yaml", text);
        List<FileToken> tokens = tokens(file);
        assertThat(tokens).hasSizeGreaterThan(60);
        Random random = new Random(6);
        for (int round = 0; round < 10; round++) {
            List<FileEdit> edits = new ArrayList<>();
            for (FileToken token : tokens) {
                if (random.nextBoolean()) {
                    edits.add(token.with(Integer.toString(1 + random.nextInt(22))));
                }
            }
            String edited = FileEdit.apply(text, edits);

            assertThat(edited.replaceAll("\\d+(\\.\\d+)?", "#"))
                    .isEqualTo(text.replaceAll("\\d+(\\.\\d+)?", "#"));
            assertThat(edited.lines().count()).isEqualTo(text.lines().count());
        }
    }

    /**
     * Whatever is compared with what, at and around the limit the comparison comes out as the
     * compiled condition has it.
     */
    @Test
    void shouldFindTheLimitToTheLastBit() throws Exception {
        List<String> conditions =
                List.of(
                        "event.amount > #",
                        "# > event.amount",
                        "event.amount >= # * usual",
                        "event.amount > usual + # * tx",
                        "event.amount / usual >= #",
                        "tx * usual < event.amount * #",
                        "min(event.amount, #) > usual",
                        "usual - # <= tx",
                        "# / usual > tx");
        Random random = new Random(20_261_122);
        int turned = 0;
        for (String condition : conditions) {
            TunableRules file = TunableRules.of("test.yaml", rule(condition, "2.5"));
            TunableCondition tunable = file.rules().get(0).condition();
            RandomInputs inputs = new RandomInputs(random);
            for (int i = 0; i < 12; i++) {
                CardEvent event = inputs.event();
                double[] features = {
                    random.nextInt(8),
                    random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 300
                };
                double[] limit = new double[1];
                tunable.read(event, features, limit);
                if (Double.isNaN(limit[0]) || limit[0] <= 0.0 || limit[0] > TunableNumber.MOST) {
                    continue;
                }
                turned++;
                for (double value :
                        new double[] {
                            Math.nextDown(limit[0]), limit[0], Math.nextUp(limit[0]), limit[0] * 2
                        }) {
                    assertThat(fires(condition, value, event, features))
                            .as("%s at %s, limit %s", condition, value, limit[0])
                            .isEqualTo(tunable.number(0).holds(limit[0], value));
                }
            }
        }
        assertThat(turned).isGreaterThan(20);
    }

    private static boolean fires(String condition, double value, CardEvent event, double[] features)
            throws Exception {
        CompiledRules rules =
                RuleCompiler.compile("test.yaml", rule(condition, Double.toString(value)));
        boolean[] fired = new boolean[1];
        rules.evaluate(
                event,
                features,
                new CompiledRules.RuleOutcomes() {
                    @Override
                    public void fired(int rule, double score) {
                        fired[0] = true;
                    }

                    @Override
                    public void notApplicable(int rule) {
                        fired[0] = false;
                    }
                });
        return fired[0];
    }

    private static String rule(String condition, String number) {
        return """
                ruleset: test
                version: "1"
                features:
                  tx:    { by: card, count: true, over: 10m }
                  usual: { by: card, mean: amount, over: 30d }
                rules:
                  - id: one
                    when: "CONDITION"
                    score: 70
                    reason: "{tx} {usual}"
                alerting: { threshold: 70 }
                """
                .replace("CONDITION", condition.replace("#", number));
    }

    private static String numbers(TunableRule rule) {
        List<String> numbers = new ArrayList<>();
        for (int test = 0; test < rule.condition().tests(); test++) {
            TunableNumber number = rule.condition().number(test);
            if (number != null) {
                numbers.add(number.token().text());
            }
        }
        return String.join(" ", numbers);
    }

    private static List<FileToken> tokens(TunableRules file) {
        List<FileToken> tokens = new ArrayList<>();
        for (TunableRule rule : file.rules()) {
            for (int test = 0; test < rule.condition().tests(); test++) {
                TunableNumber number = rule.condition().number(test);
                if (number != null) {
                    tokens.add(number.token());
                }
            }
            if (rule.score().token() != null) {
                tokens.add(rule.score().token());
            }
        }
        tokens.add(file.threshold());
        return tokens;
    }
}
