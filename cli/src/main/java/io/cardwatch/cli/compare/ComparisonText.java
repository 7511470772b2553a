package io.cardwatch.cli.compare;

import io.cardwatch.alert.Finding;
import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.compare.Comparison.AlertChange;
import io.cardwatch.cli.compare.Comparison.Alerts;
import io.cardwatch.cli.compare.Comparison.Day;
import io.cardwatch.cli.compare.Comparison.Most;
import io.cardwatch.cli.compare.Comparison.Reach;
import io.cardwatch.cli.compare.Comparison.RuleChange;
import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.console.Wrap;
import io.cardwatch.event.IsoCodes;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison for a person at a terminal. */
final class ComparisonText {
    private static final int MOST_DAYS = 14;

    private final Comparison comparison;
    private final Terminal terminal;

    ComparisonText(Comparison comparison, Terminal terminal) {
        this.comparison = comparison;
        this.terminal = terminal;
    }

    void print() {
        BacktestResult.Run old = comparison.oldFigures().run();
        BacktestResult.Run changed = comparison.newFigures().run();
        paragraph("", terminal.bold("old") + "  " + set(old));
        paragraph("", terminal.bold("new") + "  " + set(changed));
        printAlerts();
        heading("Figures");
        FigureRows rows = new FigureRows(comparison.oldFigures(), comparison.newFigures());
        rows.table().lines().forEach(line -> terminal.print("  " + line));
        if (rows.unchangedScenarios() > 0) {
            terminal.print(
                    "  unchanged: the recall of "
                            + rows.unchangedScenarios()
                            + (rows.unchangedScenarios() == 1
                                    ? " kind of fraud"
                                    : " kinds of fraud"));
        }
        printRules();
        printReach(comparison.reach());
        printTop("Gained alerts", "+", comparison.gained());
        printTop("Lost alerts", "-", comparison.lost());
        printTop("Kept alerts", "=", comparison.kept());
    }

    private static String set(BacktestResult.Run run) {
        return run.ruleSet() + " " + run.ruleSetVersion() + " (" + run.ruleFile() + ")";
    }

    private void printAlerts() {
        heading("Alerts");
        Table table = new Table("", "alerts", "fraud", "not fraud", "unknown");
        row(table, "gained", comparison.gained());
        row(table, "lost", comparison.lost());
        row(table, "kept", comparison.kept());
        table.lines().forEach(line -> terminal.print("  " + line));
    }

    private static void row(Table table, String name, Alerts alerts) {
        table.row(
                name,
                number(alerts.count()),
                number(alerts.fraud()),
                number(alerts.notFraud()),
                number(alerts.unknown()));
    }

    private void printRules() {
        List<RuleChange> changed =
                comparison.rules().stream()
                        .filter(ComparisonText::isChanged)
                        .sorted(Comparator.comparingLong(ComparisonText::size).reversed())
                        .toList();
        if (changed.isEmpty()) {
            return;
        }
        heading("By rule, alerts that it has a part in");
        Table table = new Table("rule", "gained", "lost", "kept: old", "kept: new");
        for (RuleChange rule : changed) {
            table.row(
                    rule.rule(),
                    number(rule.gained()),
                    number(rule.lost()),
                    number(rule.keptOld()),
                    number(rule.keptNew()));
        }
        table.lines().forEach(line -> terminal.print("  " + line));
    }

    private static boolean isChanged(RuleChange rule) {
        return rule.gained() + rule.lost() > 0 || rule.keptOld() != rule.keptNew();
    }

    private static long size(RuleChange rule) {
        return rule.gained() + rule.lost();
    }

    private void printReach(Reach reach) {
        heading("Customers messaged");
        Table table = new Table("", "old", "new", "difference");
        table.row(
                "in all",
                number(reach.oldCustomers()),
                number(reach.newCustomers()),
                FigureRows.signed(reach.newCustomers() - reach.oldCustomers()));
        table.row("most on one day", most(reach.oldMost()), most(reach.newMost()), "");
        table.lines().forEach(line -> terminal.print("  " + line));
        terminal.print(
                "  "
                        + number(reach.firstTime())
                        + " would hear for the first time, "
                        + number(reach.noMore())
                        + " no more");
        paragraph(
                "  ",
                number(reach.gainedOnHeardDays())
                        + " of the gained and "
                        + number(reach.lostOnHeardDays())
                        + " of the lost alerts are of customers who hear on that day either way");
        List<Map.Entry<String, Day>> days =
                reach.days().entrySet().stream()
                        .filter(
                                day ->
                                        day.getValue().oldCustomers()
                                                        != day.getValue().newCustomers()
                                                || day.getValue().onlyNew() > 0)
                        .sorted(
                                Comparator.comparingLong(
                                                (Map.Entry<String, Day> day) ->
                                                        day.getValue().onlyNew())
                                        .reversed())
                        .limit(MOST_DAYS)
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        if (days.isEmpty()) {
            return;
        }
        Table perDay = new Table("day (UTC)", "old", "new", "only with new");
        for (Map.Entry<String, Day> day : days) {
            perDay.row(
                    day.getKey(),
                    number(day.getValue().oldCustomers()),
                    number(day.getValue().newCustomers()),
                    number(day.getValue().onlyNew()));
        }
        terminal.blank();
        perDay.lines().forEach(line -> terminal.print("  " + line));
        if (days.size() == MOST_DAYS) {
            terminal.print(
                    terminal.dim("  the " + MOST_DAYS + " days that change most; --json has all"));
        }
    }

    private static String most(@Nullable Most most) {
        return most == null ? "-" : number(most.customers()) + " (" + most.date() + ")";
    }

    private void printTop(String title, String mark, Alerts alerts) {
        if (alerts.top().isEmpty()) {
            return;
        }
        heading(title + shown(alerts));
        for (AlertChange change : alerts.top()) {
            paragraph("  ", mark + " " + describe(change));
            for (Finding finding : change.findings()) {
                paragraph("      ", finding.ruleId() + ": " + finding.reason());
            }
        }
    }

    private static String shown(Alerts alerts) {
        return alerts.count() > alerts.top().size()
                ? ", the most important " + alerts.top().size() + " of " + number(alerts.count())
                : "";
    }

    private static String describe(AlertChange change) {
        return change.eventId()
                + ", "
                + change.eventTime()
                + ", "
                + amount(change)
                + truth(change)
                + ": old "
                + side(change.oldScore(), change.oldOutcome())
                + "; new "
                + side(change.newScore(), change.newOutcome());
    }

    private static String amount(AlertChange change) {
        Integer exponent = IsoCodes.currencyExponent(change.currency());
        return BigDecimal.valueOf(change.amountMinor(), exponent == null ? 0 : exponent)
                + " "
                + change.currency();
    }

    private static String truth(AlertChange change) {
        if (change.fraud() == null) {
            return "";
        }
        String kind = change.scenario() == null ? "" : " (" + change.scenario() + ")";
        return change.fraud() ? ", fraud" + kind : ", not fraud";
    }

    private static String side(double score, String outcome) {
        String shown = String.format(Locale.ROOT, "%.1f", score).replaceFirst("\\.0$", "");
        return shown + " (" + outcome + ")";
    }

    private void heading(String text) {
        terminal.blank();
        terminal.print(terminal.bold(text));
    }

    private void paragraph(String indent, String text) {
        String further = indent + "  ";
        List<String> lines = Wrap.lines(text, terminal.width() - further.length());
        for (int i = 0; i < lines.size(); i++) {
            terminal.print((i == 0 ? indent : further) + lines.get(i));
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
