package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.page.Element;
import io.cardwatch.cli.replay.RefusedRows.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was measured: rules, files, span, and what became of the files' rows. */
final class Measured {
    private final BacktestResult.Run run;
    private final BacktestResult.Input input;

    Measured(BacktestResult result) {
        run = result.run();
        input = result.input();
    }

    List<Element> elements() {
        return List.of(Element.of("div", facts()).with("class", "card"), rows());
    }

    private Element facts() {
        Element facts =
                Element.of(
                                "dl",
                                fact("Rule set", text(run.ruleSet() + " " + run.ruleSetVersion())),
                                fact("Rule file", text(run.ruleFile())),
                                fact("Events", text(String.join(", ", run.eventFiles()))),
                                fact("Labels", text(labels())),
                                fact("First event", time(input.first(), "no event was measured")),
                                fact("Last event", time(input.last(), "no event was measured")),
                                fact("Measured from", time(run.from(), "the first event on")),
                                fact("Measured until", time(run.until(), "the last event")),
                                fact(
                                        "Cards",
                                        Element.of("span", Format.count(input.cards()))
                                                .text(" on " + Format.some(input.days(), "day"))),
                                fact(
                                        "Threshold",
                                        text("a score of " + Format.text(run.threshold()))),
                                fact("Cooldown", text(duration(run.cooldownMillis()))),
                                fact("Budget", text(budget())),
                                fact("Order of events", text(run.ordering())),
                                fact(
                                        "Labels known",
                                        text(
                                                duration(run.labelDelayMillis())
                                                        + " after the event")))
                        .with("class", "facts");
        if (run.knownSince() != null) {
            facts.add(
                    fact(
                            "Cards of known fraud",
                            text(run.knownFraudCards() + ", known since ")
                                    .add(Format.time(run.knownSince()))));
        }
        return facts;
    }

    private String labels() {
        return run.labelFile() == null ? "with the events, if at all" : run.labelFile();
    }

    private String budget() {
        return run.budgetPerDay() == null
                ? "none"
                : Format.some(run.budgetPerDay(), "alert") + " a cardholder and day";
    }

    private static String duration(long millis) {
        return Format.text(Duration.ofMillis(millis));
    }

    private static Element time(@Nullable Instant time, String otherwise) {
        return time == null ? text(otherwise) : Format.time(time).text(" UTC");
    }

    private Element rows() {
        DataTable table =
                new DataTable("Where the rows of the files went", "")
                        .column("Rows", DataTable.Kind.WIDE)
                        .column("Count", DataTable.Kind.NUMBER)
                        .row(row("Measured: fraud", input.fraud()))
                        .row(row("Measured: not fraud", input.notFraud()))
                        .row(row("Measured: nobody knows", input.unknown()));
        optional(table, "Outside of the measured time", input.outside());
        optional(table, "Left out: the card's fraud was known", input.leftOut());
        new TreeMap<>(input.notJudged())
                .forEach((kind, count) -> table.row(row("Not judged: " + kind, count)));
        input.refused().forEach(refused -> table.row(refused("Refused: ", refused)));
        table.total(row("All rows", input.rows()));
        if (input.late() > 0) {
            table.total(row("Of the measured, too late to be judged", input.late()));
        }
        if (input.behindDay() > 0) {
            table.total(
                    row(
                            "Of the measured, a day late and in no figure by cards",
                            input.behindDay()));
        }
        input.refusedLabels().forEach(refused -> table.total(refused("Labels refused: ", refused)));
        return Element.of("div", table.element()).with("class", "card");
    }

    private static void optional(DataTable table, String name, long count) {
        if (count > 0) {
            table.row(row(name, count));
        }
    }

    private static List<Element> row(String name, long count) {
        return List.of(text(name), Format.count(count));
    }

    private static List<Element> refused(String what, Refused refused) {
        Element name =
                text(what + refused.reason())
                        .add(Element.of("small", "first at " + String.join(", ", refused.first())));
        if (!refused.hint().isEmpty()) {
            name.add(Element.of("small", refused.hint()));
        }
        return List.of(name, Format.count(refused.rows()));
    }

    private static Element text(String text) {
        return Element.of("span", text);
    }

    private static Element fact(String name, Element value) {
        return Element.of("div", Element.of("dt", name), Element.of("dd", value));
    }
}
