package io.cardwatch.cli.tune;

import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says on a terminal what tuning came to. */
final class TuneSummary {
    private static final int MOST_NAMES = 8;

    private final Terminal terminal;

    TuneSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(TuneResult result, String out) {
        terminal.print("");
        terminal.print(
                "Chosen by the events before "
                        + Table.time(result.split())
                        + " ("
                        + number(result.trainingFrauds())
                        + " frauds"
                        + (result.share() < 1.0
                                ? ", of 1/" + Math.round(1.0 / result.share()) + " of the cards"
                                : "")
                        + "), measured on those from then on");
        printLimits(result);
        terminal.print("");
        printFigures(result.before(), result.after());
        terminal.print("");
        if (!result.diff().isEmpty()) {
            result.diff().forEach(terminal::print);
            terminal.print("");
        }
        terminal.print(verdict(result, out));
    }

    private void printLimits(TuneResult result) {
        if (result.unreachable() > 0) {
            terminal.print(
                    "  "
                            + number(result.unreachable())
                            + " of these frauds are out of reach of every live rule, whatever its"
                            + " numbers: they need a rule of another kind");
        }
        List<String> unusable = result.unusable();
        if (!unusable.isEmpty()) {
            String more = unusable.size() > MOST_NAMES ? ", …" : "";
            terminal.print(
                    "  "
                            + unusable.size()
                            + " live rules can fire on none of these events, whatever their"
                            + " numbers: "
                            + String.join(", ", unusable.stream().limit(MOST_NAMES).toList())
                            + more);
        }
    }

    private void printFigures(Figures before, @Nullable Figures after) {
        Table table = new Table("on the later events", "old rules", "new rules");
        row(
                table,
                "precision",
                share(before.events().precision()),
                after,
                f -> share(f.events().precision()));
        row(
                table,
                "recall",
                share(before.events().recall()),
                after,
                f -> share(f.events().recall()));
        row(table, "F1", share(before.events().f1()), after, f -> share(f.events().f1()));
        row(
                table,
                "average precision",
                share(before.averagePrecision()),
                after,
                f -> share(f.averagePrecision()));
        row(
                table,
                "alerts a day",
                decimal(before.alertsPerDay()),
                after,
                f -> decimal(f.alertsPerDay()));
        row(
                table,
                "frauds alerted",
                number(before.events().truePositives()),
                after,
                f -> number(f.events().truePositives()));
        row(
                table,
                "false alarms",
                number(before.events().falsePositives()),
                after,
                f -> number(f.events().falsePositives()));
        row(
                table,
                "frauds missed",
                number(before.events().falseNegatives()),
                after,
                f -> number(f.events().falseNegatives()));
        for (Money money : before.money()) {
            row(
                    table,
                    money.currency() + " caught",
                    caught(money),
                    after,
                    f -> caught(f, money.currency()));
        }
        table.lines().forEach(terminal::print);
    }

    private static void row(
            Table table,
            String name,
            String before,
            @Nullable Figures after,
            Function<Figures, String> figure) {
        table.row(name, before, after == null ? "-" : figure.apply(after));
    }

    private static String caught(Figures figures, String currency) {
        return figures.money().stream()
                .filter(money -> money.currency().equals(currency))
                .map(TuneSummary::caught)
                .findFirst()
                .orElse("-");
    }

    private static String caught(Money money) {
        return String.format(
                Locale.ROOT,
                "%,.2f of %,.2f",
                BigDecimal.valueOf(money.caughtMinor(), money.exponent()),
                BigDecimal.valueOf(money.fraudMinor(), money.exponent()));
    }

    private String verdict(TuneResult result, String out) {
        return switch (result.outcome()) {
            case TuneCommand.NOTHING_FOUND ->
                    terminal.warning("Nothing to change:")
                            + " no other numbers are clearly better on the earlier events. Nothing"
                            + " is written.";
            case TuneCommand.NOT_BETTER ->
                    terminal.warning("No better:")
                            + " what was best on the earlier events is no better than the old rules"
                            + " on the later ones. Nothing is written.";
            default ->
                    (Boolean.FALSE.equals(result.boundsKept())
                                    ? terminal.warning("The bound is not kept on the later events,")
                                            + " though more nearly than by the old rules. "
                                    : terminal.good("Better. "))
                            + "Written: "
                            + out;
        };
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
}
