package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RuleCompilerTest {
    private static final double MISSING = Double.NaN;

    @Test
    void shouldReadTheExample() throws Exception {
        CompiledRules rules =
                RuleCompiler.compile(
                        "example.yaml",
                        Files.readString(Path.of("src/test/resources/rules/design-example.yaml")));
        RuleSet set = rules.ruleSet();
        assertThat(set.name()).isEqualTo("card-default");
        assertThat(set.version()).isEqualTo("2026-11-20.1");
        assertThat(set.features())
                .extracting(Feature::name)
                .containsExactly(
                        "tx_10m",
                        "spend_1h",
                        "mean_30d",
                        "countries_24h",
                        "speed_kmh",
                        "new_country");
        assertThat(set.features().get(2))
                .isEqualTo(
                        Feature.of(
                                        "mean_30d",
                                        KeyDimension.CARD,
                                        Aggregate.MEAN,
                                        Duration.ofDays(30))
                                .field("amount")
                                .excludingCurrent(true)
                                .build());
        assertThat(set.features().get(4).over()).isEqualTo(Duration.ofDays(2));
        assertThat(set.rules())
                .extracting(Rule::mode)
                .containsExactly(RuleMode.LIVE, RuleMode.LIVE, RuleMode.SHADOW);
        assertThat(set.alerting()).isEqualTo(new Alerting(70, Duration.ofMinutes(30), 3));
    }

    @Test
    void shouldFireWithAConstantScore() throws Exception {
        assertThat(outcome("tx > 5 && spend > 100", "60", event(), 6, 101)).isEqualTo("60.0");
    }

    @Test
    void shouldStaySilentWhenTheConditionIsFalse() throws Exception {
        assertThat(outcome("tx > 5 && spend > 100", "60", event(), 5, 101)).isEqualTo("silent");
    }

    @Test
    void shouldTakeWholeNumbersForDoubles() throws Exception {
        assertThat(outcome("tx == 6 && spend / 4 > 0.2", "20.0 * min(spend, 5)", event(), 6, 1))
                .isEqualTo("20.0");
    }

    @Test
    void shouldNotApplyWhenTheConditionNeedsAMissingValue() throws Exception {
        assertThat(outcome("tx > 5 && spend > 100", "60", event(), 6, MISSING))
                .isEqualTo("not applicable");
    }

    @Test
    void shouldAbsorbAMissingValueThatDoesNotMatter() throws Exception {
        assertThat(outcome("tx > 5 && spend > 100", "60", event(), MISSING, 1)).isEqualTo("silent");
        assertThat(outcome("tx > 5 || spend > 100", "60", event(), MISSING, 101)).isEqualTo("60.0");
        assertThat(outcome("spend > 100 ? tx > 1 : true", "60", event(), MISSING, 1))
                .isEqualTo("60.0");
    }

    @Test
    void shouldNotApplyWhenTheScoreIsMissingOrNotFinite() throws Exception {
        assertThat(outcome("spend > 0", "tx + 1", event(), MISSING, 1)).isEqualTo("not applicable");
        assertThat(outcome("spend > 0", "tx / (spend - 1)", event(), 1, 1))
                .isEqualTo("not applicable");
    }

    @Test
    void shouldTreatNaNFromArithmeticAsANumber() throws Exception {
        assertThat(outcome("!(tx / spend > 1)", "60", event(), 0, 0)).isEqualTo("60.0");
        assertThat(outcome("tx / spend > 1000000", "60", event(), 1, 0)).isEqualTo("60.0");
    }

    @Test
    void shouldAskForPresence() throws Exception {
        String condition = "has(event.ip) || (!has(event.mcc) && tx > 1)";
        assertThat(outcome(condition, "60", event(), 2, 1)).isEqualTo("60.0");
        CardEvent withMcc = event().toBuilder().mcc("5411").build();
        assertThat(outcome(condition, "60", withMcc, 2, 1)).isEqualTo("silent");
    }

    @Test
    void shouldReadEveryKindOfField() throws Exception {
        CardEvent event =
                event().toBuilder()
                        .mcc("5411")
                        .cardPresent(true)
                        .responseCode("00")
                        .localTime(LocalDateTime.of(2026, 11, 20, 3, 30))
                        .baseAmount(12_345, 2)
                        .build();
        String condition =
                "event.mcc in ['5411', '5499'] && event.cardPresent && event.approved"
                        + " && event.localHour == 3 && event.amount == 123.45"
                        + " && event.messageType == 'authorisation' && event.mcc < '6'";
        assertThat(outcome(condition, "60", event, 1, 1)).isEqualTo("60.0");
    }

    @Test
    void shouldCountWhereOnlyWhereItHolds() throws Exception {
        EventPredicate where = compile("tx > 1", "60", "x").where(1);
        assertThat(where).isNotNull();
        assertThat(where.test(event().toBuilder().responseCode("00").build())).isTrue();
        assertThat(where.test(event().toBuilder().responseCode("05").build())).isFalse();
        assertThat(where.test(event())).as("without a response code").isFalse();
        assertThat(compile("tx > 1", "60", "x").where(0)).isNull();
    }

    @Test
    void shouldNotEvaluateARuleThatIsOff() throws Exception {
        String file = file("tx > 1", "60", "x") + "    mode: off\n" + OTHER_RULE + ALERTING;
        List<String> outcomes = outcomes(RuleCompiler.compile("r", file), event(), 5, 1);
        assertThat(outcomes).containsExactly("1: 70.0");
    }

    @Test
    void shouldFillInReasons() throws Exception {
        CompiledRules rules =
                compile("tx > 1", "60", "{tx} of {spend}, {event.amount}, {{new}}: {new_country}");
        CardEvent event = event().toBuilder().baseAmount(999, 2).build();
        assertThat(rules.reason(0, event, new double[] {6, 1234.567, 1}))
                .isEqualTo("6 of 1234.57, 9.99, {new}: yes");
        assertThat(rules.reason(0, event(), new double[] {6.5, MISSING, 0}))
                .isEqualTo("6.5 of unknown, unknown, {new}: no");
    }

    @Test
    void shouldNeverTurnTextIntoCode() throws Exception {
        for (String text :
                List.of(
                        "\" + System.exit(1) + \"",
                        "\\u0022);}}//",
                        "\\\" */ /*",
                        "\n\r\t\u2028",
                        "${x} %s %1$s")) {
            String literal =
                    text.codePoints()
                            .mapToObj(c -> String.format("\\u%04x", c))
                            .collect(Collectors.joining("", "'", "'"));
            CardEvent event = event().toBuilder().merchantName(text).build();
            String condition = "event.merchantName == " + literal + " && tx > 1";
            assertThat(outcome(condition, "60", event, 2, 1)).isEqualTo("60.0");
        }
    }

    @Test
    void shouldGiveEachSetItsOwnClassLoader() throws Exception {
        ClassLoader one = predicateLoader();
        assertThat(one).isNotSameAs(predicateLoader()).isNotSameAs(getClass().getClassLoader());
    }

    private static ClassLoader predicateLoader() throws Exception {
        EventPredicate where = compile("tx > 1", "60", "x").where(1);
        assertThat(where).isNotNull();
        return where.getClass().getClassLoader();
    }

    @Test
    void shouldCompileALargeSet() throws Exception {
        String rules =
                IntStream.range(0, 1_000)
                        .mapToObj(
                                i ->
                                        "  - { id: r"
                                                + i
                                                + ", when: tx > "
                                                + i
                                                + " && event.mcc != '"
                                                + (1_000 + i)
                                                + "', score: "
                                                + (i + 1)
                                                + ".5, reason: \"{tx}\" }\n")
                        .collect(Collectors.joining());
        CompiledRules compiled =
                RuleCompiler.compile("r", FEATURES + "rules:\n" + rules + ALERTING);
        CardEvent event = event().toBuilder().mcc("1007").build();
        assertThat(outcomes(compiled, event, 10, 0))
                .containsExactly(
                        "0: 1.5", "1: 2.5", "2: 3.5", "3: 4.5", "4: 5.5", "5: 6.5", "6: 7.5",
                        "8: 9.5", "9: 10.5");
    }

    @Test
    void shouldThrowWithEveryProblem() {
        String file = file("txx > 1", "6o", "{spendd}") + ALERTING;
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> RuleCompiler.compile("my.yaml", file))
                .withMessageContaining("my.yaml:10:7: no feature 'txx'")
                .satisfies(
                        refused -> assertThat(refused.problems()).hasSizeGreaterThanOrEqualTo(3));
    }

    @Test
    void shouldRefuseAFileThatIsTooLarge() {
        String file = "# " + "x".repeat(YamlReader.MOST_CHARACTERS) + "\n";
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> RuleCompiler.compile("r", file))
                .withMessage("r:1:1: the file has 1000003 characters; accepted: at most 1000000");
    }

    private static final String FEATURES =
            """
            ruleset: test
            version: "1"
            features:
              tx: { by: card, count: true, over: 10m }
              spend: { by: card, sum: amount, over: 1h, where: event.approved }
              new_country: { by: card, first_seen: merchantCountry, over: 90d }
            """;
    private static final String OTHER_RULE =
            "  - { id: other, when: tx > 0, score: 70, reason: x }\n";
    private static final String ALERTING = "alerting: { threshold: 1 }\n";

    private static String file(String when, String score, String reason) {
        return FEATURES
                + "rules:\n  - id: only\n    when: |-\n      "
                + when
                + "\n    score: "
                + score
                + "\n    reason: \""
                + reason
                + "\"\n";
    }

    private static CompiledRules compile(String when, String score, String reason)
            throws RuleFileException {
        return RuleCompiler.compile("rules.yaml", file(when, score, reason) + ALERTING);
    }

    private static String outcome(
            String when, String score, CardEvent event, double tx, double spend)
            throws RuleFileException {
        List<String> outcomes = outcomes(compile(when, score, "x"), event, tx, spend);
        return outcomes.isEmpty() ? "silent" : outcomes.get(0).substring(3);
    }

    private static List<String> outcomes(
            CompiledRules rules, CardEvent event, double tx, double spend) {
        List<String> outcomes = new ArrayList<>();
        rules.evaluate(
                event,
                new double[] {tx, spend, 1},
                new CompiledRules.RuleOutcomes() {
                    @Override
                    public void fired(int rule, double score) {
                        outcomes.add(rule + ": " + score);
                    }

                    @Override
                    public void notApplicable(int rule) {
                        outcomes.add(rule + ": not applicable");
                    }
                });
        return outcomes;
    }

    private static CardEvent event() {
        return CardEvent.builder()
                .eventId("e-1")
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(Instant.parse("2026-11-20T10:00:00Z"))
                .currency("EUR")
                .build();
    }
}
