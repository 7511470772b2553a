package io.cardwatch.message;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with places to fill in.
 *
 * @param pattern the text as the file has it
 * @param placeholders what it needs
 */
record Wording(String pattern, Set<Placeholder> placeholders) {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    Wording {
        placeholders = Set.copyOf(placeholders);
    }

    /** The wording of a text whose placeholders are all known. */
    static Wording of(String pattern) {
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        return new Wording(
                pattern,
                matcher.results()
                        .map(match -> Placeholder.valueOf(match.group(1).toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()));
    }

    /** The text with these values, which hold all that it needs. */
    String fill(Map<Placeholder, String> values) {
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(
                        match -> {
                            Placeholder placeholder = Placeholder.of(match.group(1));
                            String value = placeholder == null ? null : values.get(placeholder);
                            return Matcher.quoteReplacement(value == null ? "" : value);
                        });
    }

    /** What stands between the places. */
    String withoutPlaceholders() {
        return PLACEHOLDER.matcher(pattern).replaceAll("");
    }
}
