package io.cardwatch.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A made-up bank.
 *
 * @param bankId names the bank and its feed
 * @param baseCurrency what its cards are billed in
 * @param bin the first six digits of its cards' made-up issuer numbers; no card network uses the
 *     range 99
 * @param countries where its cardholders live, alpha-2 ISO 3166-1
 */
public record SampleBank(String bankId, String baseCurrency, String bin, List<String> countries) {
    public SampleBank {
        requireNonNull(bankId, "bankId");
        requireNonNull(baseCurrency, "baseCurrency");
        requireNonNull(bin, "bin");
        countries = List.copyOf(countries);
        if (Atlas.citiesIn(countries).isEmpty()) {
            throw new IllegalArgumentException("no city of the atlas is in any of " + countries);
        }
    }

    /** A bank of the continent that bills in euros. */
    public static final SampleBank NORTH =
            new SampleBank(
                    "bank-north", "EUR", "990011", List.of("DE", "FR", "ES", "NL", "AT", "PT"));

    /** A bank of the islands that bills in pounds. */
    public static final SampleBank HARBOUR =
            new SampleBank("bank-harbour", "GBP", "990022", List.of("GB"));
}
