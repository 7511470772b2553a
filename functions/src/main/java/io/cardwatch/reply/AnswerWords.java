package io.cardwatch.reply;

import static java.util.Objects.requireNonNullElse;

import io.cardwatch.text.EditDistance;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a bank's users answer in text: which ones mean what, in each language.
 *
 * <p>A text is an answer only as a whole: "no problem, that was me" is none. Case, accents, spaces
 * and punctuation do not count. One slip of the hand is forgiven in words of {@link #FORGIVING}
 * letters and more, unless the text is as near to a word of another answer: a slip never turns one
 * answer into another. The words that stop messages everywhere work in every language and cannot be
 * given another meaning. Immutable.
 */
public final class AnswerWords {
    /** The fewest letters of a word in which a slip is forgiven. */
    public static final int FORGIVING = 4;

    /** What stops text messages, whatever a bank configures. */
    public static final List<String> STOP =
            List.of("stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel");

    /** The longest text that is looked at, in characters. */
    private static final int LONGEST = 60;

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String ENGLISH = "en";
    private static final Map<String, Map<Answer, List<String>>> SHIPPED =
            Map.of(
                    ENGLISH,
                    words(List.of("yes", "y"), List.of("no", "n")),
                    "de",
                    words(List.of("ja", "j", "yes"), List.of("nein", "n", "no")),
                    "fr",
                    words(List.of("oui", "o", "yes"), List.of("non", "n", "no")),
                    "es",
                    words(List.of("si", "s", "yes"), List.of("no", "n")));

    /** By language; under the empty one, what holds for languages that have none. */
    private final Map<String, Map<Answer, List<String>>> byLanguage;

    private AnswerWords(Map<String, Map<Answer, List<String>>> byLanguage) {
        this.byLanguage = Map.copyOf(byLanguage);
    }

    /** YES for "it was me", NO for "it was not", in English, German, French and Spanish. */
    public static AnswerWords shipped() {
        return of(Map.of());
    }

    /**
     * The words of one bank.
     *
     * @param own {@code legitimate} and {@code confirmed-fraud} to words for all languages, {@code
     *     de.legitimate} and so on for one; where a bank has words for all languages, it has none
     *     of the shipped ones
     * @throws IllegalArgumentException where a name is none of these, or a word has two meanings;
     *     the message says which
     */
    public static AnswerWords of(Map<String, List<String>> own) {
        Map<String, Map<Answer, List<String>>> languages = new HashMap<>();
        new TreeMap<>(own)
                .forEach(
                        (name, words) -> {
                            int dot = name.lastIndexOf('.');
                            String language =
                                    name.substring(0, Math.max(0, dot)).toLowerCase(Locale.ROOT);
                            Answer answer = Answer.fromWireName(name.substring(dot + 1));
                            if (answer == null || answer == Answer.STOP) {
                                throw new IllegalArgumentException(
                                        "'"
                                                + name
                                                + "' is no answer; accepted: legitimate,"
                                                + " confirmed-fraud, de.legitimate, …");
                            }
                            languages
                                    .computeIfAbsent(language, added -> new EnumMap<>(Answer.class))
                                    .put(answer, words.stream().map(AnswerWords::normal).toList());
                        });
        if (!languages.containsKey("")) {
            SHIPPED.forEach(languages::putIfAbsent);
        }
        languages.forEach(AnswerWords::check);
        return new AnswerWords(languages);
    }

    /**
     * What a text answers, or null where that is not clear.
     *
     * @param text what the user wrote
     * @param locale the user's language, as a BCP 47 tag, or null where it is not known
     */
    public @Nullable Answer answer(String text, @Nullable String locale) {
        String said = text.length() > LONGEST ? "" : normal(text);
        if (said.isEmpty()) {
            return null;
        }
        Map<Answer, List<String>> words = words(locale);
        Answer nearest = null;
        for (Map.Entry<Answer, List<String>> each : words.entrySet()) {
            if (each.getValue().contains(said)) {
                return each.getKey();
            }
        }
        for (Map.Entry<Answer, List<String>> each : words.entrySet()) {
            if (each.getValue().stream().anyMatch(word -> isSlip(said, word))) {
                nearest = each.getKey();
            }
        }
        if (nearest == null) {
            return null;
        }
        for (Map.Entry<Answer, List<String>> other : words.entrySet()) {
            if (other.getKey() != nearest
                    && other.getValue().stream()
                            .anyMatch(word -> EditDistance.between(said, word) <= 1)) {
                return null;
            }
        }
        return nearest;
    }

    private static boolean isSlip(String said, String word) {
        return word.length() >= FORGIVING && EditDistance.between(said, word) == 1;
    }

    private Map<Answer, List<String>> words(@Nullable String locale) {
        String language = locale == null ? "" : Locale.forLanguageTag(locale).getLanguage();
        Map<Answer, List<String>> own = byLanguage.get(language);
        Map<Answer, List<String>> otherwise =
                requireNonNullElse(
                        byLanguage.get(""), requireNonNullElse(byLanguage.get(ENGLISH), Map.of()));
        Map<Answer, List<String>> words = new EnumMap<>(Answer.class);
        words.put(Answer.STOP, STOP);
        words.putAll(own == null ? otherwise : own);
        return words;
    }

    private static void check(String language, Map<Answer, List<String>> words) {
        if (words.size() < 2) {
            throw new IllegalArgumentException(
                    "give words for both legitimate and confirmed-fraud"
                            + (language.isEmpty() ? "" : " in " + language));
        }
        Map<String, Answer> meanings = new HashMap<>();
        STOP.forEach(word -> meanings.put(word, Answer.STOP));
        words.forEach(
                (answer, list) -> {
                    for (String word : list) {
                        Answer other = meanings.putIfAbsent(word, answer);
                        if (word.isEmpty() || (other != null && other != answer)) {
                            throw new IllegalArgumentException(
                                    "the word '"
                                            + word
                                            + "'"
                                            + (language.isEmpty() ? "" : " in " + language)
                                            + " needs letters or digits and one meaning alone");
                        }
                    }
                });
    }

    private static Map<Answer, List<String>> words(List<String> legitimate, List<String> fraud) {
        return Map.of(Answer.LEGITIMATE, legitimate, Answer.CONFIRMED_FRAUD, fraud);
    }

    /** Letters and digits alone, in lower case and without accents. */
    private static String normal(String text) {
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "AnswerWords" + byLanguage.keySet();
    }
}
