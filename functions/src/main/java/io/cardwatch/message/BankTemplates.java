package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;

/**
 * One bank's messages in all its languages.
 *
 * @param profile what is known of the bank
 * @param byLanguage the messages by BCP 47 tag in lower case
 */
record BankTemplates(BankProfile profile, Map<String, LanguageTemplates> byLanguage) {
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
        return found == null ? profile.fallback() : found;
    }

    /** The words of that language, one of {@link #languageFor}. */
    LanguageTemplates in(String language) {
        return requireNonNull(byLanguage.get(language), language);
    }

    /** This bank, with the other's words where it has none of its own. */
    BankTemplates orWordsOf(BankTemplates other) {
        return byLanguage.isEmpty()
                ? new BankTemplates(
                        new BankProfile(
                                profile.name(),
                                profile.phone(),
                                other.profile.fallback(),
                                other.profile.links()),
                        other.byLanguage)
                : this;
    }
}
