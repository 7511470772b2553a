package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.util.Currency;

/** Made-up but plausible exchange rates, and amounts in ISO 4217 minor units. */
final class Money {
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000};

    private Money() {}

    /** The price of that many euros' worth in another currency, in its minor units. */
    static long minor(double euros, String currency) {
        return StrictMath.round(euros * perEuro(currency) * minorPerMajor(currency));
    }

    /** The same amount in another currency. */
    static long convert(long minor, String from, String to) {
        if (from.equals(to)) {
            return minor;
        }
        double major = (double) minor / minorPerMajor(from);
        return StrictMath.round(major / perEuro(from) * perEuro(to) * minorPerMajor(to));
    }

    /** What an event's amount is worth in euros. */
    static double euros(CardEvent event) {
        String currency = event.currency();
        return (double) event.amountMinor() / minorPerMajor(currency) / perEuro(currency);
    }

    static int exponent(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** Whole banknotes: what a cash machine gives for about that many euros. */
    static long cash(double euros, String currency) {
        long note = Money.banknote(currency) * minorPerMajor(currency);
        return StrictMath.max(1, minor(euros, currency) / note) * note;
    }

    private static long minorPerMajor(String currency) {
        return POWERS_OF_TEN[exponent(currency)];
    }

    private static long banknote(String currency) {
        return switch (currency) {
            case "JPY" -> 1_000;
            case "THB", "SEK" -> 100;
            case "PLN", "MAD" -> 50;
            case "KWD" -> 5;
            default -> 10;
        };
    }

    private static double perEuro(String currency) {
        return switch (currency) {
            case "EUR" -> 1.0;
            case "GBP" -> 0.86;
            case "CHF" -> 0.94;
            case "SEK" -> 11.3;
            case "PLN" -> 4.27;
            case "MAD" -> 10.6;
            case "USD" -> 1.09;
            case "CAD" -> 1.49;
            case "BRL" -> 6.1;
            case "KWD" -> 0.336;
            case "THB" -> 38.5;
            case "JPY" -> 163.0;
            default -> throw new IllegalArgumentException("no exchange rate for " + currency);
        };
    }
}
