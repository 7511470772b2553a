package io.cardwatch.message;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which values take the most room, in every locale that Java knows. */
final class LongestValues {
    /** Eight digits before the decimals: more than a card pays. */
    static final long AMOUNT_MINOR = 99_999_999_99L;

    private static final String MERCHANT = "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";
    private static final Locale[] LOCALES = Locale.getAvailableLocales();

    private final Map<Locale, Instant> times = new HashMap<>();

    /** An amount that is as long as can be, and a merchant's name too where one is wanted. */
    static AlertDetails details(boolean merchant) {
        return new AlertDetails(AMOUNT_MINOR, "EUR", merchant ? MERCHANT : null);
    }

    /** When a transaction has the longest date and time of that locale. */
    Instant time(Locale locale) {
        return times.computeIfAbsent(locale, LongestValues::longestTime);
    }

    /**
     * The locales of users that a bank writes to, by the language that it uses for them; of those
     * that write everything alike, one.
     */
    Map<String, List<Locale>> locales(BankTemplates bank) {
        Map<String, Set<Locale>> spoken = new TreeMap<>();
        bank.byLanguage()
                .keySet()
                .forEach(
                        language ->
                                spoken.computeIfAbsent(language, none -> new LinkedHashSet<>())
                                        .add(Locale.forLanguageTag(language)));
        for (Locale locale : LOCALES) {
            String language = bank.languageFor(locale);
            spoken.computeIfAbsent(language, none -> new LinkedHashSet<>())
                    .add(MessageRenderer.spoken(locale, language));
        }
        Map<String, List<Locale>> distinct = new TreeMap<>();
        spoken.forEach((language, locales) -> distinct.put(language, distinct(locales)));
        return distinct;
    }

    private List<Locale> distinct(Set<Locale> locales) {
        Map<Map<Placeholder, String>, Locale> byValues = new LinkedHashMap<>();
        locales.forEach(
                locale ->
                        byValues.putIfAbsent(values(locale, time(locale), details(false)), locale));
        return List.copyOf(byValues.values());
    }

    /** With two digits in day and hour; names of months and of halves of the day differ. */
    private static Instant longestTime(Locale locale) {
        Instant inMonth = longest(locale, IntStream.rangeClosed(1, 12).mapToObj(m -> at(m, 10)));
        Instant inHalf = inMonth.plus(12, ChronoUnit.HOURS);
        return longest(locale, Stream.of(inMonth, inHalf));
    }

    private static Instant at(int month, int hour) {
        return LocalDateTime.of(2026, month, 28, hour, 58).toInstant(ZoneOffset.UTC);
    }

    private static Instant longest(Locale locale, Stream<Instant> times) {
        Instant longest = Instant.EPOCH;
        int most = 0;
        for (Instant time : times.toList()) {
            int units = SmsLength.of(String.join("", values(locale, time, null).values())).units();
            if (units > most) {
                most = units;
                longest = time;
            }
        }
        return longest;
    }

    private static Map<Placeholder, String> values(
            Locale locale, Instant time, @Nullable AlertDetails details) {
        return AlertValues.of(
                SampleAlerts.of("x", 1, "x", Severity.HIGH, time, details),
                DetailLevel.DETAILED,
                locale,
                ZoneOffset.UTC);
    }
}
