package io.cardwatch.event;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ISO 4217 and ISO 3166-1 codes, as the JDK keeps them.
 *
 * <p>Currencies without minor units of their own (precious metals, test codes, XXX) are left out:
 * no amount is given in them.
 */
public final class IsoCodes {
    private static final Map<String, Integer> EXPONENTS = exponents();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private IsoCodes() {}

    /** The number of minor-unit digits of an alphabetic ISO 4217 code, or null where unknown. */
    public static @Nullable Integer currencyExponent(String code) {
        return EXPONENTS.get(code);
    }

    /** Whether this is an alpha-2 ISO 3166-1 code. */
    public static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    private static Map<String, Integer> exponents() {
        Map<String, Integer> exponents = new HashMap<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                exponents.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
            }
        }
        return Map.copyOf(exponents);
    }
}
