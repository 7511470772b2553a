package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The message as a template that the provider has approved: channels that may not send free text
 * send this instead.
 *
 * @param name the template's name at the provider
 * @param language the language it was approved in, as the provider writes it, for example {@code
 *     en_US}
 * @param parameters what fills its places, in their order; no line breaks or tabs
 */
public record ProviderTemplate(String name, String language, List<String> parameters) {
    public ProviderTemplate {
        requireNonNull(name, "name");
        requireNonNull(language, "language");
        parameters = List.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "ProviderTemplate[redacted, " + name + "]";
    }
}
