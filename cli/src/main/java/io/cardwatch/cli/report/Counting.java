package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.page.Element;
import java.util.List;

/** The same alerts, counted in the ways that people count them. */
final class Counting {
    private Counting() {}

    static Element table(BacktestResult result) {
        return new DataTable(
                        "Ways of counting",
                        "An alert on one event of a fraud may be enough to stop a card: by card and"
                                + " day, it counts for all of them.")
                .column("Counted", DataTable.Kind.TEXT)
                .number("Caught", "Fraud, and alerted.")
                .number("Missed", "Fraud, and not alerted.")
                .number("False alarms", "Alerted, and no fraud.")
                .number("Left alone", "Neither alerted nor fraud.")
                .number("No label, alerted", "Nobody knows whether it was fraud: in no quotient.")
                .number("Precision", "Caught, of caught and false alarms.")
                .number("Recall", "Caught, of caught and missed.")
                .number("F1", "Twice precision times recall, divided by their sum.")
                .row(row("Alerts, event by event", result.total().events()))
                .row(row("Alerts, by card and day", result.total().cardDays()))
                .row(row("Events at the threshold, before cooldown and budget", result.flagged()))
                .card();
    }

    private static List<Element> row(String name, Counts counts) {
        return List.of(
                Element.of("span", name),
                Format.count(counts.truePositives()),
                Format.count(counts.falseNegatives()),
                Format.count(counts.falsePositives()),
                Format.count(counts.trueNegatives()),
                Format.count(counts.unknownAlerted()),
                Bar.beside(counts.precision()),
                Bar.beside(counts.recall()),
                Format.number(counts.f1()));
    }
}
