package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says is what the compiled rules do, construct by construct. */
final class RuleLanguageTest {
    private static final String LISTS =
            """
            lists:
              risky: { kind: watch, values: ["7995", 6051, "4829", "6211", "5993"] }
              few: { kind: watch, values: [a] }
              networks: { kind: deny, cidr: ["203.0.113.0/24", "2001:db8::/32"] }
            """;

    @Test
    void shouldReadEveryKindOfFeature() throws Exception {
        RuleSet set = compile(wholeLanguage()).ruleSet();
        assertThat(feature(set, "here_10m"))
                .isEqualTo(
                        of("here_10m", KeyDimension.CARD, Aggregate.COUNT, Duration.ofMinutes(10))
                                .same(List.of("merchantId"))
                                .build());
        assertThat(feature(set, "twice"))
                .isEqualTo(
                        of("twice", KeyDimension.CARD, Aggregate.COUNT, Duration.ofDays(2))
                                .same(List.of("merchantId", "amount"))
                                .excludingCurrent(true)
                                .build());
        assertThat(feature(set, "alike").same()).containsExactly("amount", "mcc");
        assertThat(feature(set, "sigma"))
                .isEqualTo(
                        of("sigma", KeyDimension.CARD, Aggregate.STDDEV, Duration.ofDays(30))
                                .field("amount")
                                .newest(10)
                                .excludingCurrent(true)
                                .build());
        assertThat(feature(set, "median"))
                .isEqualTo(
                        of("median", KeyDimension.CARD, Aggregate.QUANTILE, Duration.ofDays(30))
                                .field("amount")
                                .quantile(0.5)
                                .build());
        assertThat(feature(set, "risk"))
                .isEqualTo(
                        of("risk", KeyDimension.TERMINAL, Aggregate.FRAUD_RATE, Duration.ofDays(28))
                                .delay(Duration.ofDays(7))
                                .build());
        assertThat(feature(set, "probed"))
                .isEqualTo(
                        of("probed", KeyDimension.CARD, Aggregate.SEQUENCE, Duration.ofMinutes(10))
                                .where("event.approved")
                                .steps(
                                        List.of(
                                                "event.amount < 1.0",
                                                "event.amount < 5.0",
                                                "event.amount < 5.0",
                                                "event.amount < 5.0",
                                                "event.amount > 500.0"))
                                .build());
        assertThat(set.features())
                .extracting(Feature::by)
                .contains(
                        KeyDimension.SUBJECT,
                        KeyDimension.IP,
                        KeyDimension.DEVICE,
                        KeyDimension.BIN);
    }

    @Test
    void shouldReadWhenFindingsBecomeAnAlert() throws Exception {
        assertThat(compile(wholeLanguage()).ruleSet().alerting())
                .isEqualTo(
                        new Alerting(
                                70,
                                Duration.ofMinutes(30),
                                3,
                                new Alerting.Bands(75, 80, 85.5),
                                new Alerting.Flood(0.05, Duration.ofMinutes(10), 1_000)));
    }

    @Test
    void shouldFillUpTheBandsThatAreNotNamed() throws Exception {
        String file = file("", "event.approved", "  severity: { critical: 500 }\n");
        Alerting.Bands bands =
                compile(file.replace("score: 60", "score: 600")).ruleSet().alerting().bands();
        assertThat(bands).isEqualTo(new Alerting.Bands(62.5, 75, 500));
    }

    @Test
    void shouldCompileEachStepOfASequence() throws Exception {
        CompiledRules rules = compile(wholeLanguage());
        int slot = rules.ruleSet().features().indexOf(feature(rules.ruleSet(), "probed"));
        List<Boolean> small = new ArrayList<>();
        List<Boolean> large = new ArrayList<>();
        for (int step = 0; step < 5; step++) {
            small.add(rules.step(slot, step).test(event().baseAmount(300, 2).build()));
            large.add(rules.step(slot, step).test(event().baseAmount(60_000, 2).build()));
        }
        assertThat(small).containsExactly(false, true, true, true, false);
        assertThat(large).containsExactly(false, false, false, false, true);
    }

    @Test
    void shouldNameARulesFeaturesInTheirOrder() throws Exception {
        CompiledRules rules = compile(wholeLanguage());
        assertThat(names(rules, 0))
                .containsExactly(
                        "probed",
                        "twice",
                        "here_10m",
                        "alike",
                        "new_device",
                        "median",
                        "risk",
                        "before",
                        "idle",
                        "tx_10m");
        assertThat(names(rules, 1))
                .containsExactly(
                        "countries", "spend_1h", "speed", "mean_30d", "sigma", "biggest", "least");
    }

    @Test
    void shouldNotTakeATextForAFeature() throws Exception {
        String file =
                file(
                        "  tx: { by: card, count: true, over: 1h }\n",
                        "event.merchantName == 'tx' || event.merchantId == \"tx\" // tx",
                        "");
        assertThat(names(compile(file), 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7995, true",
        "6051, true",
        "60510, false",
        "'', false",
        "a, false",
    })
    void shouldLookUpTextsInALongList(String mcc, boolean expected) throws Exception {
        assertThat(fires("event.mcc in list('risky')", event().mcc(mcc).build()))
                .isEqualTo(expected);
    }

    @Test
    void shouldNotApplyWhereTheListedFieldIsMissing() throws Exception {
        assertThat(outcome("event.mcc in list('risky')", event().build()))
                .isEqualTo("not applicable");
        assertThat(outcome("event.ip in list('networks')", event().build()))
                .isEqualTo("not applicable");
    }

    @Test
    void shouldTakeABadAddressForOneThatIsNotListed() throws Exception {
        CardEvent bad = event().ip("not-an-address").build();
        assertThat(outcome("event.ip in list('networks')", bad)).isEqualTo("silent");
        assertThat(outcome("!(event.ip in list('networks'))", bad)).isEqualTo("60.0");
        assertThat(fires("event.ip in list('networks')", event().ip("2001:db8::7").build()))
                .isTrue();
    }

    @Test
    void shouldUseListsInFeatures() throws Exception {
        String file =
                file(
                        "  risky: { by: card, count: true, over: 1h,"
                                + " where: \"event.mcc in list('risky')\" }\n",
                        "risky > 2",
                        "");
        EventPredicate where = compile(file).where(0);
        assertThat(where).isNotNull();
        assertThat(where.test(event().mcc("4829").build())).isTrue();
        assertThat(where.test(event().mcc("5411").build())).isFalse();
        assertThat(where.test(event().build())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T23:59:59, 5, false",
        "2026-11-21T00:00:00, 6, true",
        "2026-11-22T23:59:59, 7, true",
        "2026-11-23T00:00:00, 1, false",
    })
    void shouldKnowTheDayWhereTheTerminalStands(LocalDateTime time, int day, boolean weekend)
            throws Exception {
        CardEvent event = event().localTime(time).build();
        assertThat(fires("event.localWeekday == " + day, event)).isTrue();
        assertThat(fires("event.localWeekend", event)).isEqualTo(weekend);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 123.45", "JPY, 12345", "KWD, 12.345"})
    void shouldKnowTheAmountAsItWasSent(String currency, double amount) throws Exception {
        CardEvent event = event().amountMinor(12_345).currency(currency).build();
        String pinned = "event.currency == '" + currency + "' && event.transactionAmount == ";
        assertThat(fires(pinned + amount, event)).isTrue();
    }

    @Test
    void shouldNotKnowTheAmountOfACurrencyWithoutMinorUnits() throws Exception {
        CardEvent gold = event().amountMinor(5).currency("XAU").build();
        assertThat(EventField.transactionAmount(gold)).isNaN();
    }

    private static Feature.Builder of(
            String name, KeyDimension by, Aggregate aggregate, Duration over) {
        return Feature.of(name, by, aggregate, over);
    }

    private static Feature feature(RuleSet set, String name) {
        return set.features().stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(CompiledRules rules, int rule) {
        List<String> names = new ArrayList<>();
        for (int slot : rules.slots(rule)) {
            names.add(rules.ruleSet().features().get(slot).name());
        }
        return names;
    }

    private static String wholeLanguage() throws Exception {
        return Files.readString(Path.of("src/test/resources/rules/whole-language.yaml"));
    }

    private static String file(String features, String when, String alerting) {
        return "ruleset: test\nversion: 1\n"
                + LISTS
                + (features.isEmpty() ? "" : "features:\n" + features)
                + "rules:\n  - id: only\n    when: |-\n      "
                + when
                + "\n    score: 60\n    reason: x\nalerting:\n  threshold: 50\n"
                + alerting;
    }

    private static CompiledRules compile(String file) throws RuleFileException {
        return RuleCompiler.compile("rules.yaml", file);
    }

    private static boolean fires(String when, CardEvent event) throws RuleFileException {
        return outcome(when, event).equals("60.0");
    }

    private static String outcome(String when, CardEvent event) throws RuleFileException {
        String[] outcome = {"silent"};
        compile(file("", when, ""))
                .evaluate(
                        event,
                        new double[0],
                        new CompiledRules.RuleOutcomes() {
                            @Override
                            public void fired(int rule, double score) {
                                outcome[0] = Double.toString(score);
                            }

                            @Override
                            public void notApplicable(int rule) {
                                outcome[0] = "not applicable";
                            }
                        });
        return outcome[0];
    }

    private static CardEvent.Builder event() {
        return CardEvent.builder()
                .eventId("e-1")
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(Instant.parse("2026-11-20T10:00:00Z"))
                .currency("EUR");
    }
}
