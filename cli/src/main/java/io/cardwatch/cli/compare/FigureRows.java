package io.cardwatch.cli.compare;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.cli.console.Table;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of two backtests side by side, with how the second differs from the first. */
final class FigureRows {
    private static final String NONE = "-";

    private final BacktestResult old;
    private final BacktestResult changed;
    private int unchangedScenarios;
    private final Table table = new Table("", "old", "new", "difference");

    FigureRows(BacktestResult old, BacktestResult changed) {
        this.old = old;
        this.changed = changed;
    }

    Table table() {
        count("alerts", result -> result.total().alerts());
        decimal("alerts a day", result -> result.total().alertsPerDay());
        decimal("alerts per 1,000 cards", result -> result.total().alertsPerThousandCards());
        counts("by event", Figures::events);
        counts("by card and day", Figures::cardDays);
        share("average precision", result -> result.total().averagePrecision());
        topCards();
        money();
        count("cards with fraud that were alerted", r -> r.total().firstAlert().alertedCards());
        hours("first fraud to first alert, median h", r -> r.total().firstAlert().medianMillis());
        Set<String> reasons = new TreeSet<>(old.suppressed().keySet());
        reasons.addAll(changed.suppressed().keySet());
        for (String reason : reasons) {
            count("held back by " + reason, r -> r.suppressed().getOrDefault(reason, 0L));
        }
        scenarios();
        return table;
    }

    /** How many kinds of fraud have no row, since both sets find as much of them. */
    int unchangedScenarios() {
        return unchangedScenarios;
    }

    private void counts(String how, Function<Figures, Counts> counts) {
        share("precision " + how, result -> counts.apply(result.total()).precision());
        share("recall " + how, result -> counts.apply(result.total()).recall());
        share("F1 " + how, result -> counts.apply(result.total()).f1());
    }

    private void topCards() {
        for (TopCards list : old.total().topCards()) {
            share(
                    "precision at " + list.k() + " cards a day",
                    result -> topCards(result, list.k()));
        }
    }

    private static @Nullable Double topCards(BacktestResult result, int k) {
        return result.total().topCards().stream()
                .filter(list -> list.k() == k)
                .findFirst()
                .map(TopCards::precision)
                .orElse(null);
    }

    private void money() {
        for (Money money : old.total().money()) {
            String currency = money.currency();
            money("money caught, " + currency, currency, Money::caughtMinor);
            money("money missed, " + currency, currency, Money::missedMinor);
            money("money of false alarms, " + currency, currency, Money::falseAlarmMinor);
        }
    }

    private void money(String name, String currency, Function<Money, Long> part) {
        BigDecimal before = money(old, currency, part);
        BigDecimal after = money(changed, currency, part);
        BigDecimal difference = after.subtract(before);
        table.row(
                name,
                String.format(Locale.ROOT, "%,.2f", before),
                String.format(Locale.ROOT, "%,.2f", after),
                difference.signum() == 0 ? "" : String.format(Locale.ROOT, "%+,.2f", difference));
    }

    private static BigDecimal money(
            BacktestResult result, String currency, Function<Money, Long> part) {
        return result.total().money().stream()
                .filter(money -> money.currency().equals(currency))
                .findFirst()
                .map(money -> BigDecimal.valueOf(part.apply(money), money.exponent()))
                .orElse(BigDecimal.ZERO);
    }

    private void scenarios() {
        for (ScenarioFigures scenario : old.scenarios()) {
            String name = scenario.name();
            if (Objects.equals(recall(old, name), recall(changed, name))) {
                unchangedScenarios++;
            } else {
                share("recall of " + name, result -> recall(result, name));
            }
        }
    }

    private static @Nullable Double recall(BacktestResult result, String scenario) {
        return result.scenarios().stream()
                .filter(each -> each.name().equals(scenario))
                .findFirst()
                .map(each -> each.figures().events().recall())
                .orElse(null);
    }

    private void count(String name, Function<BacktestResult, Long> figure) {
        long before = figure.apply(old);
        long after = figure.apply(changed);
        table.row(
                name,
                String.format(Locale.ROOT, "%,d", before),
                String.format(Locale.ROOT, "%,d", after),
                signed(after - before));
    }

    private void share(String name, Function<BacktestResult, @Nullable Double> figure) {
        number(name, "%.3f", "%+.3f", figure.apply(old), figure.apply(changed));
    }

    private void decimal(String name, Function<BacktestResult, @Nullable Double> figure) {
        number(name, "%,.1f", "%+,.1f", figure.apply(old), figure.apply(changed));
    }

    private void hours(String name, Function<BacktestResult, @Nullable Long> millis) {
        number(name, "%,.1f", "%+,.1f", hours(millis.apply(old)), hours(millis.apply(changed)));
    }

    private static @Nullable Double hours(@Nullable Long millis) {
        return millis == null ? null : millis / 3_600_000.0;
    }

    private void number(
            String name,
            String form,
            String difference,
            @Nullable Double before,
            @Nullable Double after) {
        String change = "";
        if (before != null && after != null && !before.equals(after)) {
            change = String.format(Locale.ROOT, difference, after - before);
        }
        table.row(
                name,
                before == null ? NONE : String.format(Locale.ROOT, form, before),
                after == null ? NONE : String.format(Locale.ROOT, form, after),
                change);
    }

    /** A difference with its sign; nothing where there is none. */
    static String signed(long difference) {
        return difference == 0 ? "" : String.format(Locale.ROOT, "%+,d", difference);
    }
}
