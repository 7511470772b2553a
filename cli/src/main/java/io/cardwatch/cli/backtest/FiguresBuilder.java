package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.Delay;
import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import io.cardwatch.cli.backtest.BacktestResult.TopCards;
import io.cardwatch.event.IsoCodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns counts into figures.
 *
 * @param currencies the currencies' numbers
 * @param lengths the lengths of the lists of cards
 * @param rankedDays how many days such lists were made for
 * @param days on how many dates events were measured
 * @param cards of how many cards
 */
record FiguresBuilder(
        Names currencies, List<Integer> lengths, long rankedDays, long days, long cards) {
    private static final double THOUSAND = 1_000.0;

    Figures figures(Tally said, Population there, @Nullable Double averagePrecision) {
        long alerts = said.alerts();
        return new Figures(
                counts(
                        said.onFraud,
                        said.onNotFraud,
                        there.frauds,
                        there.notFrauds,
                        said.onUnknown,
                        there.unknown),
                counts(
                        said.daysOnFraud,
                        said.daysOnNotFraud,
                        there.fraudDays,
                        there.notFraudDays,
                        said.daysOnUnknown,
                        there.unknownDays),
                averagePrecision,
                topCards(said),
                alerts,
                quotient(alerts, days),
                cards == 0 ? null : alerts * THOUSAND / cards,
                cards == 0 || days == 0 ? null : alerts * THOUSAND / cards / days,
                money(said, there),
                delay(said, there));
    }

    static Counts counts(
            long onFraud,
            long onNotFraud,
            long frauds,
            long notFrauds,
            long onUnknown,
            long unknown) {
        long missed = frauds - onFraud;
        return new Counts(
                onFraud,
                onNotFraud,
                missed,
                notFrauds - onNotFraud,
                onUnknown,
                unknown - onUnknown,
                quotient(onFraud, onFraud + onNotFraud),
                quotient(onFraud, frauds),
                quotient(2 * onFraud, 2 * onFraud + onNotFraud + missed));
    }

    private static @Nullable Double quotient(long part, long whole) {
        return whole == 0 ? null : part / (double) whole;
    }

    private List<TopCards> topCards(Tally said) {
        List<TopCards> lists = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            int length = lengths.get(i);
            lists.add(
                    new TopCards(
                            length,
                            said.hits[i],
                            rankedDays,
                            quotient(said.hits[i], length * rankedDays)));
        }
        return lists;
    }

    private List<Money> money(Tally said, Population there) {
        List<Money> money = new ArrayList<>();
        for (int currency = 0; currency < currencies.size(); currency++) {
            long fraud = there.fraudMoney.of(currency);
            long caught = said.caught.of(currency);
            long falseAlarms = said.falseAlarms.of(currency);
            if (fraud != 0 || falseAlarms != 0) {
                String name = currencies.name(currency);
                Integer exponent = IsoCodes.currencyExponent(name);
                money.add(
                        new Money(
                                name,
                                exponent == null ? 0 : exponent,
                                fraud,
                                caught,
                                fraud - caught,
                                said.missedOnItsDays.of(currency),
                                falseAlarms));
            }
        }
        money.sort(Comparator.comparing(Money::currency));
        return money;
    }

    /** Quantiles by nearest rank: each is one that was seen. */
    private static Delay delay(Tally said, Population there) {
        long[] delays = said.delays();
        int count = delays.length;
        return new Delay(
                there.fraudCards,
                count,
                count == 0 ? null : delays[(count + 1) / 2 - 1],
                count == 0 ? null : delays[(9 * count + 9) / 10 - 1]);
    }
}
