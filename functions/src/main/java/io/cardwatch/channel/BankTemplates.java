package io.cardwatch.channel;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bank's messages in all its languages.
 *
 * @param name the bank's own name, or null where none is configured
 * @param phone the bank's published number, or null
 * @param fallback the language of {@code byLanguage} for users whose own is not there
 * @param byLanguage the messages by BCP 47 tag in lower case
 */
record BankTemplates(
        @Nullable String name,
        @Nullable String phone,
        String fallback,
        Map<String, List<Template>> byLanguage) {
    BankTemplates {
        byLanguage = Map.copyOf(byLanguage);
    }

    /**
     * The language to write to that user in: their own tag, then the same with its last parts left
     * off (RFC 4647 look-up), then the fallback.
     */
    String languageFor(Locale locale) {
        String found =
                Locale.lookupTag(
                        List.of(new LanguageRange(locale.toLanguageTag())), byLanguage.keySet());
        return found == null ? fallback : found;
    }

    /** This bank, with the other's words where it has none of its own. */
    BankTemplates orWordsOf(BankTemplates other) {
        return byLanguage.isEmpty()
                ? new BankTemplates(name, phone, other.fallback, other.byLanguage)
                : this;
    }
}
