package io.cardwatch.cli.report;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.cli.page.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures to look at first, each with a line that says what it is. */
final class Headline {
    private final BacktestResult result;
    private final BacktestResult.Input input;
    private final BacktestResult.Figures total;
    private final Counts events;

    Headline(BacktestResult result) {
        this.result = result;
        input = result.input();
        total = result.total();
        events = total.events();
    }

    /** The result in a sentence or two. */
    Element verdict() {
        String verdict =
                input.measured() == 0 ? "No event was measured." : raised() + ' ' + caught();
        return Element.of("p", verdict).with("class", "verdict");
    }

    private String raised() {
        String days = Format.some(input.days(), "day");
        if (total.alerts() == 0) {
            return "These rules raised no alert on " + days + ".";
        }
        String alerts = "These rules raised %s on %s".formatted(alerts(), days);
        if (!hasLabels()) {
            return alerts + ".";
        }
        String truths =
                "%s on fraud, %s"
                        .formatted(
                                Format.text(events.truePositives()),
                                Format.some(events.falsePositives(), "false alarm"));
        return events.unknownAlerted() == 0
                ? "%s: %s.".formatted(alerts, truths)
                : "%s: %s, %s without a label."
                        .formatted(alerts, truths, Format.text(events.unknownAlerted()));
    }

    private String caught() {
        if (!hasLabels()) {
            return "No event has a label, so nothing here says which alerts are right.";
        }
        if (input.fraud() == 0) {
            return "No event is labelled as fraud, so there was nothing to catch.";
        }
        return "They caught %s of %s; of the %s with fraud, %s had an alert."
                .formatted(
                        Format.text(events.truePositives()),
                        Format.some(input.fraud(), "fraud"),
                        Format.some(total.firstAlert().fraudCards(), "card"),
                        Format.text(total.firstAlert().alertedCards()));
    }

    private String alerts() {
        return Format.some(total.alerts(), "alert");
    }

    private boolean hasLabels() {
        return input.fraud() + input.notFraud() > 0;
    }

    /** The figures, by the question that they answer. */
    List<Element> groups() {
        return List.of(
                group("How right the alerts are", right()),
                group("How much work they make", work()),
                group("What they save", saved()));
    }

    private List<Element> right() {
        return List.of(
                share(
                        "Precision",
                        events.precision(),
                        "Of the alerts with a label, how many were on fraud."),
                share("Recall", events.recall(), "Of the frauds, how many raised an alert."),
                tile(
                        "F1",
                        Format.number(events.f1()),
                        "Precision and recall in one figure from 0 to 1; low when either is."),
                tile(
                        "Average precision",
                        Format.number(total.averagePrecision()),
                        "How well the score puts fraud before the rest, at every threshold: 1 at"
                                + " best"
                                + chance()));
    }

    private String chance() {
        return input.fraud() == 0
                ? "."
                : ", %s by chance."
                        .formatted(
                                Format.text(
                                        (double) input.fraud()
                                                / (input.fraud() + input.notFraud())));
    }

    private List<Element> work() {
        List<Element> tiles = new ArrayList<>();
        tiles.add(
                tile(
                        "Alerts a day",
                        Format.number(total.alertsPerDay()),
                        "%s on %s.".formatted(alerts(), Format.some(input.days(), "day"))));
        tiles.add(
                tile(
                        "Alerts per 1,000 cards",
                        Format.number(total.alertsPerThousandCards()),
                        "Over the whole time, of %s that were used; a day it is %s."
                                .formatted(
                                        Format.some(input.cards(), "card"),
                                        text(total.alertsPerDayPerThousandCards()))));
        for (TopCards top : total.topCards()) {
            String cards = Format.some(top.k(), "card");
            tiles.add(
                    share(
                            "Precision at %s a day".formatted(cards),
                            top.precision(),
                            "Of the %s of the highest score each day, how many had fraud that day."
                                    .formatted(cards)));
        }
        long suppressed = result.suppressed().values().stream().mapToLong(Long::longValue).sum();
        tiles.add(tile("Held back", Format.count(suppressed), heldBack()));
        return tiles;
    }

    private String heldBack() {
        String reasons =
                new TreeMap<>(result.suppressed())
                        .entrySet().stream()
                                .filter(each -> each.getValue() > 0)
                                .map(each -> Format.text(each.getValue()) + " by " + each.getKey())
                                .collect(Collectors.joining(", "));
        return "Events that reached the threshold and made no alert"
                + (reasons.isEmpty() ? "." : ": " + reasons + ".");
    }

    private List<Element> saved() {
        BacktestResult.Delay delay = total.firstAlert();
        boolean none = delay.fraudCards() == 0;
        return List.of(
                money(
                        "Money caught",
                        Money::caughtMinor,
                        "Of the frauds that raised an alert"
                                + Sums.shareCaught(total.money())
                                + "."),
                money(
                        "Money missed",
                        Money::missedMinor,
                        "Of the frauds that raised no alert of their own."),
                share(
                        "Cards with fraud alerted",
                        none ? null : (double) delay.alertedCards() / delay.fraudCards(),
                        none
                                ? "No card has fraud."
                                : "%s of %s had an alert from their first fraud on."
                                        .formatted(
                                                Format.text(delay.alertedCards()),
                                                Format.some(delay.fraudCards(), "card"))),
                tile(
                        "First fraud to first alert",
                        Format.duration(delay.medianMillis()),
                        delayed(delay)));
    }

    private static String delayed(BacktestResult.Delay delay) {
        if (delay.p90Millis() == null) {
            return "No card with fraud had an alert.";
        }
        return "For half of those cards it took no longer; for nine in ten no longer than %s."
                .formatted(Format.text(Duration.ofMillis(delay.p90Millis())));
    }

    private Element money(String name, ToLongFunction<Money> sum, String means) {
        return tile(name, Sums.lines(total.money(), sum), null, means);
    }

    private static String text(@Nullable Double value) {
        return value == null ? "not defined" : Format.text(value);
    }

    private static Element group(String title, List<Element> tiles) {
        return Element.of(
                        "div",
                        Element.of("h3", title),
                        Element.of("dl").with("class", "figures").add(tiles))
                .with("class", "group");
    }

    private static Element share(String name, @Nullable Double value, String means) {
        return tile(name, List.of(Format.share(value)), value, means);
    }

    private static Element tile(String name, Element value, String means) {
        return tile(name, List.of(value), null, means);
    }

    private static Element tile(
            String name, List<Element> values, @Nullable Double bar, String means) {
        Element tile = Element.of("div", Element.of("dt", name));
        for (Element value : values) {
            tile.add(Element.of("dd", value).with("class", "figure"));
        }
        if (bar != null) {
            tile.add(Element.of("dd", Bar.of(bar)).with("class", "barred"));
        }
        return tile.add(Element.of("dd", means).with("class", "means"));
    }
}
