package io.cardwatch.cli.backtest;

/** What there was to speak of: everything, or the frauds of one kind beside what was no fraud. */
final class Population {
    long frauds;
    long notFrauds;
    long unknown;
    long fraudDays;
    long notFraudDays;
    long unknownDays;
    long fraudCards;
    final MoneyCounts fraudMoney = new MoneyCounts();

    /** Takes over what was no fraud, or unknown. */
    void sharesOthersOf(Population other) {
        notFrauds = other.notFrauds;
        unknown = other.unknown;
        notFraudDays = other.notFraudDays;
        unknownDays = other.unknownDays;
    }
}
