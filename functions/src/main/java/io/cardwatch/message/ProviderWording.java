package io.cardwatch.message;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A provider's approved template as a template file names it.
 *
 * @param name its name at the provider
 * @param language as the provider writes it
 * @param parameters what fills its places, in their order
 */
record ProviderWording(String name, String language, List<Wording> parameters) {
    ProviderWording {
        parameters = List.copyOf(parameters);
    }

    Set<Placeholder> placeholders() {
        Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
        parameters.forEach(parameter -> used.addAll(parameter.placeholders()));
        return used;
    }

    /** Providers refuse parameters with line breaks, tabs or rows of blanks. */
    ProviderTemplate fill(Map<Placeholder, String> values) {
        return new ProviderTemplate(
                name,
                language,
                parameters.stream()
                        .map(
                                parameter ->
                                        parameter
                                                .fill(values)
                                                .replaceAll("[\\s\\p{Z}]+", " ")
                                                .strip())
                        .toList());
    }
}
