package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Money in several currencies, which are never added up. */
final class Sums {
    private static final int MOST = 4;

    private Sums() {}

    /** A sum in each currency of which there is any, the first few. */
    static List<Element> lines(List<Money> money, ToLongFunction<Money> sum) {
        if (money.isEmpty()) {
            return List.of(Format.none());
        }
        List<Money> some = money.stream().filter(each -> sum.applyAsLong(each) != 0).toList();
        if (some.isEmpty()) {
            return List.of(Format.count(0));
        }
        List<Element> lines = new ArrayList<>();
        some.stream().limit(MOST).forEach(each -> lines.add(round(each, sum.applyAsLong(each))));
        if (some.size() > MOST) {
            lines.add(
                    Element.of("small", "and in %d more".formatted(some.size() - MOST))
                            .with("class", "none"));
        }
        return lines;
    }

    /** What share of the frauds' money was caught, if all of it is in one currency; or empty. */
    static String shareCaught(List<Money> money) {
        return money.size() == 1 && money.get(0).fraudMinor() > 0
                ? ", %s of their money".formatted(Format.percent(share(money.get(0))))
                : "";
    }

    private static double share(Money money) {
        return (double) money.caughtMinor() / money.fraudMinor();
    }

    /** All sums, exact. */
    static Element table(List<Money> money) {
        DataTable table =
                new DataTable("Money by currency", "Currencies are never added up.")
                        .column("Currency", DataTable.Kind.TEXT)
                        .number("Fraud", "Of all frauds.")
                        .number("Caught", "Of the frauds that raised an alert.")
                        .number("Share", "Caught, of all fraud.")
                        .number("Missed", "Of the frauds that raised none.")
                        .number(
                                "Of it, card alerted",
                                "Missed on a day on which the card had an alert for another event.")
                        .number("False alarms", "Of the events that were alerted and no fraud.");
        for (Money each : money) {
            table.row(
                    List.of(
                            Element.of("span", each.currency()),
                            exact(each, each.fraudMinor()),
                            exact(each, each.caughtMinor()),
                            Bar.beside(each.fraudMinor() == 0 ? null : share(each)),
                            exact(each, each.missedMinor()),
                            exact(each, each.missedOnAlertedCardDaysMinor()),
                            exact(each, each.falseAlarmMinor())));
        }
        return table.card();
    }

    private static Element exact(Money money, long minor) {
        return Format.money(minor, money.exponent(), money.currency());
    }

    private static Element round(Money money, long minor) {
        return Format.roundMoney(minor, money.exponent(), money.currency());
    }
}
