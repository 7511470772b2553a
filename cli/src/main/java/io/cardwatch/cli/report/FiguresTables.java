package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The figures of several things beside each other, the whole set's below, in two tables: one would
 * be too wide to be read.
 */
final class FiguresTables {
    private final DataTable right;
    private final DataTable saved;
    private final Figures total;

    /**
     * Tables without rows.
     *
     * @param thing what a row is about, such as Rule
     * @param spoke what it does, such as Fired
     * @param note what to know of all of them
     */
    FiguresTables(String thing, String spoke, String note, Figures total) {
        this.total = total;
        right =
                new DataTable(thing + "s: how right", note)
                        .column(thing, DataTable.Kind.TEXT)
                        .number(spoke, "Events, whether or not anybody knows their truth.")
                        .number("On fraud", "Of these, on fraud.")
                        .number("Not fraud", "Of these, on what was no fraud.")
                        .number("Precision", "On fraud, of what has a label.")
                        .number("Recall", "Of the frauds, how many are among these.")
                        .number("F1", "Precision and recall in one figure; low when either is.")
                        .number(
                                "Average precision",
                                "How well the score ranks fraud before the rest, 1 at best.")
                        .number(
                                "Precision by day",
                                "By card and day: of those with one of these, how many had fraud.")
                        .number(
                                "Recall by day",
                                "By card and day: of those with fraud, how many had one of these.");
        for (TopCards top : total.topCards()) {
            right.number(
                    "At %s a day".formatted(Format.some(top.k(), "card")),
                    "Of the cards of the highest score each day, how many had fraud.");
        }
        saved =
                new DataTable(thing + "s: how much", "")
                        .column(thing, DataTable.Kind.TEXT)
                        .number("A day", "Events a day.")
                        .number("Per 1,000 cards", "Events per 1,000 cards, over the whole time.")
                        .number("Money caught", "Of the frauds among these.")
                        .number("Money missed", "Of the frauds that are not.")
                        .number(
                                "Cards with fraud",
                                "Cards reached, of those with fraud, from their first fraud on.")
                        .number(
                                "To the first",
                                "From a card's first fraud to the first of these, for half of the"
                                        + " cards no longer.");
    }

    /** One more row in both. */
    FiguresTables row(Element rightName, Element savedName, Figures figures) {
        right.row(right(rightName, figures));
        saved.row(saved(savedName, figures));
        return this;
    }

    /** Both, with the set's alerts below. */
    List<Element> cards() {
        right.total(right(Element.of("span", "The set's alerts"), total));
        saved.total(saved(Element.of("span", "The set's alerts"), total));
        return List.of(right.card(), saved.card());
    }

    private static List<Element> right(Element name, Figures figures) {
        List<Element> cells = new ArrayList<>();
        cells.add(name);
        cells.add(Format.count(figures.alerts()));
        cells.add(Format.count(figures.events().truePositives()));
        cells.add(Format.count(figures.events().falsePositives()));
        cells.add(Bar.beside(figures.events().precision()));
        cells.add(Bar.beside(figures.events().recall()));
        cells.add(Format.number(figures.events().f1()));
        cells.add(Format.number(figures.averagePrecision()));
        cells.add(Format.share(figures.cardDays().precision()));
        cells.add(Format.share(figures.cardDays().recall()));
        figures.topCards().forEach(top -> cells.add(Format.share(top.precision())));
        return cells;
    }

    private static List<Element> saved(Element name, Figures figures) {
        return List.of(
                name,
                Format.number(figures.alertsPerDay()),
                Format.number(figures.alertsPerThousandCards()),
                money(figures, Money::caughtMinor),
                money(figures, Money::missedMinor),
                Element.of("span", Format.count(figures.firstAlert().alertedCards()))
                        .text(" of ")
                        .add(Format.count(figures.firstAlert().fraudCards())),
                Format.duration(figures.firstAlert().medianMillis()));
    }

    private static Element money(Figures figures, ToLongFunction<Money> sum) {
        Element cell = Element.of("span");
        Sums.lines(figures.money(), sum).forEach(line -> cell.add(Element.of("div", line)));
        return cell;
    }
}
