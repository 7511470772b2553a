package io.cardwatch.sample;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;

/**
 * What to generate. Equal settings give equal data.
 *
 * @param seed any number; another one gives other people and another month
 * @param cards how many cards, 20 or more, so that every kind of consent and fraud finds room
 * @param days how many days, 7 or more
 * @param start the first day
 * @param banks who issued the cards; they share them about evenly
 */
public record GeneratorSettings(
        long seed, int cards, int days, LocalDate start, List<SampleBank> banks) {
    private static final int FEWEST_CARDS = 20;
    private static final int FEWEST_DAYS = 7;

    public GeneratorSettings {
        requireNonNull(start, "start");
        banks = List.copyOf(banks);
        if (banks.isEmpty()) {
            throw new IllegalArgumentException("at least one bank is needed");
        }
        if (cards < FEWEST_CARDS * banks.size()) {
            throw new IllegalArgumentException(
                    "at least " + FEWEST_CARDS + " cards per bank are needed, not " + cards);
        }
        if (days < FEWEST_DAYS) {
            throw new IllegalArgumentException(
                    "at least " + FEWEST_DAYS + " days are needed, not " + days);
        }
    }

    /** Two banks and a start in October 2026. */
    public static GeneratorSettings of(long seed, int cards, int days) {
        return new GeneratorSettings(
                seed,
                cards,
                days,
                LocalDate.of(2026, 10, 19),
                List.of(SampleBank.NORTH, SampleBank.HARBOUR));
    }

    /** The set that is kept beside the code. */
    public static GeneratorSettings committed() {
        return of(20261124, 200, 35);
    }
}
