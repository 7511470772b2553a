package io.cardwatch.cli.report;

import static io.cardwatch.cli.report.DataTable.Kind.NUMBER;
import static io.cardwatch.cli.report.DataTable.Kind.TEXT;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.CurvePoint;
import io.cardwatch.cli.backtest.BacktestResult.Day;
import io.cardwatch.cli.backtest.BacktestResult.ScoreBin;
import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.List;

/** The charts. */
final class Charts {
    private final BacktestResult result;

    Charts(BacktestResult result) {
        this.result = result;
    }

    Element element() {
        return Element.of("div", curve(), scores(), days()).with("class", "charts");
    }

    private Element curve() {
        DataTable table =
                new DataTable("Precision and recall by threshold", "")
                        .series("Score from", NUMBER, "threshold")
                        .series("Precision", NUMBER, "precision")
                        .series("Recall", NUMBER, "recall")
                        .series("Events flagged", NUMBER, "flagged");
        for (CurvePoint point : result.curve()) {
            List<Element> cells =
                    List.of(
                            Format.number(point.score()),
                            Format.share(point.precision()),
                            Format.share(point.recall()),
                            Format.count(point.flagged()));
            if (point.inForce()) {
                table.markedRow(0, cells);
            } else {
                table.row(cells);
            }
        }
        return new Chart(
                        "curve",
                        "Precision and recall",
                        "What other thresholds would give, before cooldown and budget: further"
                                + " right catches more fraud, higher up is less often wrong.",
                        "A line of precision over recall as the threshold falls"
                                + result.curve().stream()
                                        .filter(CurvePoint::inForce)
                                        .map(Charts::inForce)
                                        .findFirst()
                                        .orElse("."),
                        "No event is labelled as fraud: there is no curve to draw.")
                .over(table);
    }

    private static String inForce(CurvePoint point) {
        return "; at the one in force precision is %s and recall %s."
                .formatted(Format.percent(point.precision()), Format.percent(point.recall()));
    }

    private Element scores() {
        boolean unknown = result.histogram().stream().anyMatch(bin -> bin.unknown() > 0);
        DataTable table =
                new DataTable("Events by score", "")
                        .series("Score", TEXT, "score")
                        .series("Fraud", NUMBER, "fraud")
                        .series("Not fraud", NUMBER, "honest");
        if (unknown) {
            table.series("No label", NUMBER, "unknown");
        }
        double threshold = result.run().threshold();
        for (ScoreBin bin : result.histogram()) {
            List<Element> cells = new ArrayList<>();
            cells.add(Element.of("span", range(bin)));
            cells.add(Format.count(bin.fraud()));
            cells.add(Format.count(bin.notFraud()));
            if (unknown) {
                cells.add(Format.count(bin.unknown()));
            }
            if (bin.from() <= threshold && threshold < bin.to()) {
                table.markedRow((threshold - bin.from()) / (bin.to() - bin.from()), cells);
            } else {
                table.row(cells);
            }
        }
        return new Chart(
                        "scores",
                        "Scores",
                        "Good rules bring fraud to the right of the threshold, which is "
                                + Format.text(threshold)
                                + ", and leave the rest to its left.",
                        "Bars of the number of events by score, fraud beside the rest.",
                        "No event was measured.")
                .over(table);
    }

    private static String range(ScoreBin bin) {
        return bin.from() == bin.to()
                ? Format.text(bin.from())
                : Format.text(bin.from()) + " – " + Format.text(bin.to());
    }

    private Element days() {
        boolean unknown = result.days().stream().anyMatch(day -> day.alertsOnUnknown() > 0);
        DataTable table =
                new DataTable("Alerts by day", "")
                        .series("Day", TEXT, "day")
                        .series("Alerts on fraud", NUMBER, "fraud")
                        .series("False alarms", NUMBER, "false");
        if (unknown) {
            table.series("Alerts without a label", NUMBER, "unknown");
        }
        table.series("Frauds that happened", NUMBER, "frauds")
                .column("Events", NUMBER)
                .column("Cards", NUMBER);
        for (Day day : result.days()) {
            List<Element> cells = new ArrayList<>();
            cells.add(Element.of("time", Format.day(day.date())).with("datetime", day.date()));
            cells.add(Format.count(day.alertsOnFraud()));
            cells.add(Format.count(day.alertsOnNotFraud()));
            if (unknown) {
                cells.add(Format.count(day.alertsOnUnknown()));
            }
            cells.add(Format.count(day.frauds()));
            cells.add(Format.count(day.events()));
            cells.add(Format.count(day.cards()));
            table.row(cells);
        }
        Element chart =
                new Chart(
                                "days",
                                "Alerts over time",
                                "How many come on each day (UTC) and on what, by week where there"
                                        + " are more than 120 days; days without an event are left"
                                        + " out.",
                                "Bars of the number of alerts by day, fraud below false alarms, and"
                                        + " a line of the frauds that happened.",
                                "No event was measured.")
                        .over(table);
        return Element.of("div", chart).with("class", "broad");
    }
}
