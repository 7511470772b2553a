package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.Delay;
import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Input;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.RefusedRows.Refused;
import io.cardwatch.cli.replay.ReplaySource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backtest's figures as text for a person. */
final class BacktestSummary {
    private static final int MUCH_LATE_PER_MILLE = 10;

    private final Terminal terminal;

    BacktestSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(BacktestResult result) {
        BacktestResult.Run run = result.run();
        terminal.print(
                terminal.bold("Backtest")
                        + " of "
                        + run.ruleSet()
                        + " "
                        + run.ruleSetVersion()
                        + " ("
                        + run.ruleFile()
                        + ")");
        printInput(result.input());
        terminal.blank();
        printTotal(result);
        printRules(result.rules());
        printScenarios(result.scenarios());
        printWarnings(result.input());
    }

    private void printInput(Input input) {
        print("rows read", number(input.rows()));
        input.refused().forEach(this::printRefused);
        input.refusedLabels().forEach(refused -> print("labels: ", refused));
        input.doubts().forEach(doubt -> print(doubt.reason(), placed(doubt)));
        print(
                "base currency",
                input.baseCurrencies().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
        if (input.outside() > 0) {
            print("outside of the measured time", number(input.outside()));
        }
        input.notJudged().forEach((what, count) -> print("not judged: " + what, number(count)));
        if (input.leftOut() > 0) {
            print("of cards of known fraud, left out", number(input.leftOut()));
        }
        print(
                "measured",
                number(input.measured())
                        + ", of "
                        + number(input.cards())
                        + " cards on "
                        + number(input.days())
                        + " days");
        print(
                "fraud / not fraud / unknown",
                number(input.fraud())
                        + " / "
                        + number(input.notFraud())
                        + " / "
                        + number(input.unknown()));
        if (input.late() > 0) {
            print("late, and so not judged", number(input.late()));
        }
    }

    private void printRefused(Refused refused) {
        print("", refused);
    }

    private void print(String of, Refused refused) {
        print("refused: " + of + refused.reason(), placed(refused));
    }

    private static String placed(Refused rows) {
        return number(rows.rows())
                + "  ("
                + rows.hint()
                + "; first at "
                + String.join(", ", rows.first())
                + ")";
    }

    private void printTotal(BacktestResult result) {
        Figures total = result.total();
        Table table = new Table("", "precision", "recall", "F1", "right", "false", "missed");
        row(table, "alerts, by event", total.events());
        row(table, "alerts, by card and day", total.cardDays());
        row(table, "before cooldown and budget", result.flagged());
        table.lines().forEach(terminal::print);
        terminal.blank();
        print("average precision", share(total.averagePrecision()));
        for (TopCards list : total.topCards()) {
            print("precision at " + list.k() + " cards a day", share(list.precision()));
        }
        print(
                "alerts",
                number(total.alerts())
                        + ", "
                        + decimal(total.alertsPerDay())
                        + " a day, "
                        + decimal(total.alertsPerThousandCards())
                        + " per 1,000 cards");
        String held =
                result.suppressed().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + " " + number(each.getValue()))
                        .collect(Collectors.joining(", "));
        print("held back", held);
        for (Money money : total.money()) {
            print(
                    "money caught / missed, " + money.currency(),
                    major(money.caughtMinor(), money)
                            + " / "
                            + major(money.missedMinor(), money)
                            + " (of that "
                            + major(money.missedOnAlertedCardDaysMinor(), money)
                            + " on days on which the card had an alert)");
        }
        printDelay(total.firstAlert());
    }

    private void printDelay(Delay delay) {
        print(
                "first fraud to first alert",
                "median "
                        + time(delay.medianMillis())
                        + ", 90% within "
                        + time(delay.p90Millis())
                        + "; "
                        + number(delay.alertedCards())
                        + " of "
                        + number(delay.fraudCards())
                        + " cards");
    }

    private void printRules(List<RuleFigures> rules) {
        terminal.blank();
        Table table =
                new Table(
                        "rule",
                        "mode",
                        "fired",
                        "precision",
                        "recall",
                        "AP",
                        "in alerts",
                        "only it",
                        "not applicable");
        for (RuleFigures rule : rules) {
            Counts events = rule.figures().events();
            table.row(
                    rule.id(),
                    rule.mode(),
                    number(rule.figures().alerts()),
                    share(events.precision()),
                    share(events.recall()),
                    share(rule.figures().averagePrecision()),
                    number(rule.inAlerts()),
                    number(rule.onlyFrauds()),
                    number(rule.notApplicable()));
        }
        table.lines().forEach(terminal::print);
    }

    private void printScenarios(List<ScenarioFigures> scenarios) {
        if (scenarios.isEmpty()) {
            return;
        }
        terminal.blank();
        Table table =
                new Table("fraud", "events", "recall", "by card and day", "AP", "first alert");
        for (ScenarioFigures scenario : scenarios) {
            Figures figures = scenario.figures();
            Counts events = figures.events();
            table.row(
                    scenario.name(),
                    number(events.truePositives() + events.falseNegatives()),
                    share(events.recall()),
                    share(figures.cardDays().recall()),
                    share(figures.averagePrecision()),
                    time(figures.firstAlert().medianMillis()));
        }
        table.lines().forEach(terminal::print);
    }

    private void printWarnings(Input input) {
        if (input.late() * 1_000 > input.measured() * MUCH_LATE_PER_MILLE) {
            warn(
                    "many events came late: the files are not in the order of time. Sort them by"
                            + " time, or give --ordering event-time with a greater"
                            + " --allowed-lateness.");
        }
        for (Refused doubt : input.doubts()) {
            if (doubt.reason().equals(ReplaySource.OUT_OF_ORDER)
                    && doubt.rows() * 1_000 > input.rows() * MUCH_LATE_PER_MILLE) {
                warn(
                        number(doubt.rows())
                                + " rows are older than the file was when they came, the first at "
                                + doubt.first().get(0)
                                + ": sort the files by time. Windows, labels and days go by it.");
            }
        }
        if (input.behindDay() > 0) {
            warn(
                    number(input.behindDay())
                            + " events came more than a day after their own: no figure by cards"
                            + " has them.");
        }
        if (input.measured() > 0 && input.fraud() + input.notFraud() == 0) {
            warn(
                    "nothing is known of these events, so nothing can be right or wrong: name a"
                            + " label column in the mapping, or --labels.");
        }
    }

    private void warn(String text) {
        terminal.blank();
        terminal.print(terminal.warning("Note: ") + text);
    }

    private static void row(Table table, String name, Counts counts) {
        table.row(
                name,
                share(counts.precision()),
                share(counts.recall()),
                share(counts.f1()),
                number(counts.truePositives()),
                number(counts.falsePositives()),
                number(counts.falseNegatives()));
    }

    private void print(String name, String value) {
        terminal.print(String.format(Locale.ROOT, "  %-34s %s", name, value));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String decimal(@Nullable Double number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String share(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.3f", share);
    }

    private static String major(long minor, Money money) {
        return String.format(
                Locale.ROOT,
                "%,." + money.exponent() + "f",
                BigDecimal.valueOf(minor, money.exponent()));
    }

    private static String time(@Nullable Long millis) {
        if (millis == null) {
            return "-";
        }
        Duration time = Duration.ofMillis(millis);
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
