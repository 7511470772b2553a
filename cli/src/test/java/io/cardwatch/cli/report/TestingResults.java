package io.cardwatch.cli.report;

import io.cardwatch.alert.Finding;
import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Case;
import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.CurvePoint;
import io.cardwatch.cli.backtest.BacktestResult.Day;
import io.cardwatch.cli.backtest.BacktestResult.Delay;
import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Input;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.Overlap;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.backtest.BacktestResult.Run;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.backtest.BacktestResult.ScoreBin;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.cli.replay.RefusedRows.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results of made-up backtests, of every shape that a page must bear. */
final class TestingResults {
    /** What would run if any text of a result became markup. */
    static final String HOSTILE =
            "</script><script>document.title='run'</script><img src=x onerror=alert(1)>\"'&";

    private static final Instant START = Instant.parse("2026-03-01T00:00:03Z");
    private static final List<String> RULES =
            List.of(
                    "card-testing",
                    "velocity-burst",
                    "impossible-travel",
                    "decline-velocity",
                    "new-country-device-mcc",
                    "amount-spike",
                    "compromised-terminal",
                    "bin-enumeration",
                    "atm-per-card",
                    "night-activity",
                    "dormant-reactivation");

    private TestingResults() {}

    /** A month of two banks with the usual rules. */
    static BacktestResult ordinary() {
        return named("card-default");
    }

    /** The same with a rule set of that name. */
    static BacktestResult named(String ruleSet) {
        List<RuleFigures> rules = new ArrayList<>();
        for (int i = 0; i < RULES.size(); i++) {
            rules.add(rule(RULES.get(i), i == 3 ? "shadow" : "live", 90 - 8L * i, 7L * i));
        }
        List<ScenarioFigures> scenarios = new ArrayList<>();
        for (String name : List.of("account-takeover", "card-testing", "counterfeit-card")) {
            int caught = 9 * name.length();
            scenarios.add(
                    new ScenarioFigures(
                            name, figures(caught, 38, caught / 4, 3, List.of(dollars()))));
        }
        return new BacktestResult(
                run(ruleSet, "sample-data/rules/default.yaml"),
                input(538, 1_213_500, 529, 33),
                figures(371, 38, 167, 3, List.of(dollars(), euros())),
                counts(402, 51, 136, 1_213_449, 4, 525),
                Map.of("cooldown", 41L, "budget", 3L),
                rules,
                scenarios,
                curve(),
                days(33),
                histogram(),
                List.of(
                        new Overlap("card-testing", "velocity-burst", 51, 48, 3, 40),
                        new Overlap("impossible-travel", "amount-spike", 22, 20, 2, 20)),
                falseAlarms("812.40 is 6.1 times what is usual for this card"),
                missedFrauds());
    }

    /** No event at all was measured. */
    static BacktestResult empty() {
        Figures none =
                new Figures(
                        counts(0, 0, 0, 0, 0, 0),
                        counts(0, 0, 0, 0, 0, 0),
                        null,
                        List.of(new TopCards(100, 0, 0, null)),
                        0,
                        null,
                        null,
                        null,
                        List.of(),
                        new Delay(0, 0, null, null));
        return new BacktestResult(
                run("card-default", "rules.yaml"),
                input(0, 0, 0, 0),
                none,
                none.events(),
                Map.of(),
                List.of(new RuleFigures("card-testing", "live", none, 0, 0, 0, 0, 0, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** One day whose events nobody labelled. */
    static BacktestResult withoutLabels() {
        Figures figures =
                new Figures(
                        counts(0, 0, 0, 0, 5, 95),
                        counts(0, 0, 0, 0, 4, 56),
                        null,
                        List.of(new TopCards(100, 0, 1, null)),
                        5,
                        5.0,
                        83.25,
                        83.25,
                        List.of(),
                        new Delay(0, 0, null, null));
        return new BacktestResult(
                run("card-default", "rules.yaml"),
                input(0, 0, 100, 1),
                figures,
                counts(0, 0, 0, 0, 5, 95),
                Map.of(),
                List.of(new RuleFigures("card-testing", "live", figures, 0, 0, 5, 0, 0, 0)),
                List.of(),
                List.of(),
                List.of(new Day("2026-03-01", 100, 60, 0, 5, 0, 0, 5)),
                List.of(new ScoreBin(0, 0, 0, 0, 95), new ScoreBin(0, 100, 0, 0, 5)),
                List.of(),
                List.of(),
                List.of());
    }

    /** Much of everything, in long names, three currencies and hostile texts. */
    static BacktestResult crowded() {
        List<RuleFigures> rules = new ArrayList<>();
        List<ScenarioFigures> scenarios = new ArrayList<>();
        List<Money> money =
                List.of(
                        dollars(),
                        new Money("JPY", 0, 1_212_345_678, 912_345_678, 300_000_000, 0, 7),
                        new Money("KWD", 3, 123_456, 23_456, 100_000, 99_000, 1));
        for (int i = 0; i < 40; i++) {
            String id = i % 4 == 0 ? "a_rule_whose_id_goes_on_" + "x".repeat(80) + i : HOSTILE + i;
            rules.add(rule(id, "live", 12_345_678 - i, 45_678L * i));
        }
        for (int i = 0; i < 30; i++) {
            scenarios.add(new ScenarioFigures(HOSTILE + i, figures(i, 38, 60 - i, 1, money)));
        }
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 1; i < 12; i++) {
            overlaps.add(new Overlap(rules.get(0).id(), rules.get(i).id(), 9_876_543 / i, 8, 1, 5));
        }
        return new BacktestResult(
                run(HOSTILE + "y".repeat(120), HOSTILE),
                input(538, 1_213_500, 529, 365),
                figures(371, 38, 167, 3, money),
                counts(402, 51, 136, 1_213_449, 4, 525),
                Map.of(HOSTILE, 41L),
                rules,
                scenarios,
                curve(),
                days(365),
                histogram(),
                overlaps,
                falseAlarms(HOSTILE + " \u202eabc " + "z".repeat(200)),
                missedFrauds());
    }

    private static Run run(String ruleSet, String ruleFile) {
        return new Run(
                ruleSet,
                "2026-11-21.1",
                ruleFile,
                List.of("sample-data/events/bank-north.jsonl.gz", "bank-harbour.jsonl.gz"),
                "sample-data/labels.jsonl.gz",
                70,
                Duration.ofMinutes(30).toMillis(),
                3,
                "arrival",
                Duration.ofDays(7).toMillis(),
                null,
                null,
                "keep",
                null);
    }

    private static Input input(long fraud, long notFraud, long unknown, int days) {
        long measured = fraud + notFraud + unknown;
        return new Input(
                measured + 20_317,
                List.of(
                        new Refused(
                                "card-number",
                                "send a token",
                                3,
                                List.of("bank-north.jsonl.gz:17"))),
                List.of(),
                List.of(),
                Map.of("bank-north", "EUR"),
                20_000,
                Map.of("duplicate", 312L, "refund", 2L),
                0,
                measured,
                measured / 100_000,
                measured / 1_000_000,
                fraud,
                notFraud,
                unknown,
                measured == 0 ? 0 : 48_211,
                days,
                measured == 0 ? null : START,
                measured == 0 ? null : START.plus(Duration.ofDays(days - 1)));
    }

    private static Counts counts(long tp, long fp, long fn, long tn, long alerted, long silent) {
        Double precision = tp + fp == 0 ? null : (double) tp / (tp + fp);
        Double recall = tp + fn == 0 ? null : (double) tp / (tp + fn);
        Double f1 = tp + fp + fn == 0 ? null : 2.0 * tp / (2 * tp + fp + fn);
        return new Counts(tp, fp, fn, tn, alerted, silent, precision, recall, f1);
    }

    private static Figures figures(long tp, long fp, long fn, long unknown, List<Money> money) {
        long alerts = tp + fp + unknown;
        return new Figures(
                counts(tp, fp, fn, 1_213_462, unknown, 526),
                counts(tp / 3, fp / 2, fn / 4, 700_000, unknown, 300),
                0.7412345678901234,
                List.of(new TopCards(100, 99, 33, 0.03), new TopCards(10, 88, 33, 0.26666667)),
                alerts,
                alerts / 33.0,
                1000.0 * alerts / 48_211,
                1000.0 * alerts / 48_211 / 33,
                money,
                new Delay(171, 140, 754_000L, Duration.ofHours(27).toMillis()));
    }

    private static RuleFigures rule(String id, String mode, long tp, long fp) {
        Figures figures = figures(tp, fp, 538, 1, List.of(dollars(), euros()));
        return new RuleFigures(
                id, mode, figures, fp % 2 == 0 ? 0 : 1_200, 0, tp, tp - tp / 9, tp / 9, tp / 3);
    }

    private static Money dollars() {
        return new Money("USD", 2, 5_123_450, 4_123_310, 1_000_140, 320_000, 481_200);
    }

    private static Money euros() {
        return new Money("EUR", 2, 1_123_450, 923_310, 200_140, 0, 81_200);
    }

    private static List<CurvePoint> curve() {
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double recall = i / 100.0;
            double precision = 1 - 0.97 * Math.pow(recall, 3);
            double score = 150 - 1.5 * i;
            curve.add(new CurvePoint(score, precision, recall, 6L * i, score == 70.5));
        }
        return curve;
    }

    private static List<Day> days(int days) {
        List<Day> all = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            String date = LocalDate.parse("2026-03-01").plusDays(i).toString();
            int fraud = 7 + i * 5 % 11;
            int wrong = i * 7 % 5;
            int unknown = i % 9 == 0 ? 2 : 0;
            int alerts = fraud + wrong + unknown;
            all.add(new Day(date, 36_000, 9_000, fraud + 4, alerts, fraud, wrong, unknown));
        }
        return all;
    }

    private static List<ScoreBin> histogram() {
        List<ScoreBin> bins = new ArrayList<>();
        bins.add(new ScoreBin(0, 0, 40, 1_180_232, 400));
        for (int i = 0; i < 8; i++) {
            bins.add(new ScoreBin(20 * i, 20 * i + 20, 5 + 14 * i, 30_000 >> (2 * i), 3));
        }
        return bins;
    }

    private static List<Case> falseAlarms(String reason) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Finding spike = new Finding("amount-spike", 60, reason, Map.of());
            Finding country = new Finding("new-country", 45.5, "first time in FR", Map.of());
            List<Finding> findings = List.of(spike, country);
            cases.add(example(i, reason, null, 160.5 - i, findings, null));
        }
        return cases;
    }

    private static List<Case> missedFrauds() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Finding night = new Finding("night-activity", 40, null, Map.of());
            boolean silent = i % 2 == 0;
            List<Finding> findings = silent ? List.of() : List.of(night);
            String why = silent ? "no rule fired" : "below the threshold";
            cases.add(example(i, "Café 42", "account-takeover", 40, findings, why));
        }
        return cases;
    }

    private static Case example(
            int i,
            String merchant,
            @Nullable String scenario,
            double score,
            List<Finding> findings,
            @Nullable String why) {
        return new Case(
                "evt-000" + (91_824 + i),
                "north",
                "tok_8f3a" + i + "b20c9d7e",
                START.plus(Duration.ofHours(31L * i)),
                81_240 + 991L * i,
                "USD",
                2,
                "M-1",
                merchant,
                scenario,
                score,
                findings,
                Map.of("tx_10m", 3.0, "spend_1h", 812.4, "usual_amount", 133.18),
                why);
    }
}
