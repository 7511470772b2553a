package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What each rule did, and what each kind of fraud met. */
final class RuleTables {
    private final BacktestResult result;

    RuleTables(BacktestResult result) {
        this.result = result;
    }

    /** All tables about rules. */
    List<Element> rules() {
        FiguresTables tables =
                new FiguresTables(
                        "Rule",
                        "Fired",
                        "What each rule fired on, whatever the threshold, and whether or not it"
                                + " alerted.",
                        result.total());
        for (RuleFigures rule : result.rules()) {
            tables.row(named(rule), Element.of("span", rule.id()), rule.figures());
        }
        List<Element> cards = new ArrayList<>(tables.cards());
        cards.add(inAlerts());
        cards.add(new RuleOverlap(result).element());
        return cards;
    }

    private static Element named(RuleFigures rule) {
        Element name = Element.of("span", rule.id());
        if (!rule.mode().equals("live")) {
            name.text(" ").add(Element.of("span", rule.mode()).with("class", "badge"));
        }
        if (rule.notApplicable() > 0) {
            name.add(small("not applicable to " + Format.some(rule.notApplicable(), "event")));
        }
        if (rule.paused() > 0) {
            name.add(small("paused, it flooded, on " + Format.some(rule.paused(), "event")));
        }
        return name;
    }

    private static Element small(String text) {
        return Element.of("small", text);
    }

    private Element inAlerts() {
        DataTable table =
                new DataTable("Rules: their part in the alerts", "")
                        .column("Rule", DataTable.Kind.TEXT)
                        .number("In alerts", "Alerts that it is a finding of.")
                        .number("On fraud", "Of these, on fraud.")
                        .number("Not fraud", "Of these, on what was no fraud.")
                        .number("Only it", "Frauds on which no other live rule fired.");
        for (RuleFigures rule : result.rules()) {
            table.row(
                    List.of(
                            Element.of("span", rule.id()),
                            Format.count(rule.inAlerts()),
                            Format.count(rule.inAlertsOnFraud()),
                            Format.count(rule.inAlertsOnNotFraud()),
                            Format.count(rule.onlyFrauds())));
        }
        return table.card();
    }

    /** The table of the kinds of fraud. */
    List<Element> scenarios() {
        if (result.scenarios().isEmpty()) {
            return List.of(
                    Element.of("p", "No label names a kind of fraud.").with("class", "card empty"));
        }
        FiguresTables tables =
                new FiguresTables(
                        "Scenario",
                        "Alerts",
                        "The set's alerts against each kind of fraud alone: alerts on other kinds"
                                + " are left out of its row.",
                        result.total());
        result.scenarios().stream()
                .sorted(Comparator.comparing(ScenarioFigures::name))
                .forEach(
                        scenario ->
                                tables.row(
                                        Element.of("span", scenario.name()),
                                        Element.of("span", scenario.name()),
                                        scenario.figures()));
        return tables.cards();
    }
}
