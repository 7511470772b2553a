package io.cardwatch.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.html.HtmlEscapers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plain pages in the user's language: a heading, what is asked, and one button. They load nothing,
 * run nothing, and cannot be framed.
 */
public final class Page {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Type",
                    "text/html; charset=utf-8",
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                            + " frame-ancestors 'none'; base-uri 'none'",
                    "X-Frame-Options",
                    "DENY");
    private static final String HTML =
            """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
            main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
            button { font: inherit; padding: .75rem 1.5rem; border-radius: .5rem; border: 2px solid; cursor: pointer; }
            button:focus-visible { outline: 3px solid; outline-offset: 3px; }
            </style>
            </head>
            <body><main>
            <h1>%s</h1>
            %s</main></body>
            </html>
            """;

    private final String language;
    private final Properties words = new Properties();

    private Page(String language) {
        this.language = language;
        String resource = "/io/cardwatch/gateway/pages/" + language + ".properties";
        try (InputStream stream = Page.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("not in the jar: " + resource);
            }
            words.load(new InputStreamReader(stream, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Pages in the first language of such a list that there is, in English where there is none.
     *
     * @param languages a language tag, or what stands in {@code Accept-Language}; or null
     */
    public static Page in(@Nullable String languages) {
        for (String range : (languages == null ? "" : languages).split(",", 20)) {
            String tag = range.split(";", 2)[0].strip();
            String language = Locale.forLanguageTag(tag).getLanguage();
            if (LANGUAGES.contains(language)) {
                return new Page(language);
            }
        }
        return new Page("en");
    }

    /**
     * A text of that name.
     *
     * @param values what stands in for its names in braces
     */
    public String text(String name, Map<String, String> values) {
        String text = words.getProperty(name);
        if (text == null) {
            throw new IllegalStateException("no such text: " + name);
        }
        for (Map.Entry<String, String> each : values.entrySet()) {
            text = text.replace('{' + each.getKey() + '}', each.getValue());
        }
        return text;
    }

    /** A page with a button, which posts these fields to the same address. */
    public WebAnswer form(String name, Map<String, String> values, Map<String, String> fields) {
        StringBuilder form = new StringBuilder("<p>");
        form.append(escaped(text(name + ".text", values))).append("</p>\n<form method=\"post\">");
        new TreeMap<>(fields)
                .forEach(
                        (field, value) ->
                                form.append("<input type=\"hidden\" name=\"")
                                        .append(escaped(field))
                                        .append("\" value=\"")
                                        .append(escaped(value))
                                        .append("\">"));
        form.append("<button type=\"submit\">")
                .append(escaped(text(name + ".button", values)))
                .append("</button></form>\n");
        return page(text(name + ".title", values), form.toString());
    }

    /** A page that says what was done. */
    public WebAnswer done(String name, Map<String, String> values) {
        return page(
                text(name + ".title", values),
                "<p role=\"status\">" + escaped(text(name + ".text", values)) + "</p>\n");
    }

    private WebAnswer page(String title, String content) {
        String heading = escaped(title);
        return new WebAnswer(200, HEADERS, HTML.formatted(language, heading, heading, content));
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
