package io.cardwatch.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files that pages are made of, from the jar. */
public final class PageText {
    private PageText() {}

    /**
     * The style that every page begins with: colours, light and dark, and what they are used for.
     */
    public static String baseStyle() {
        return beside(PageText.class, "base.css");
    }

    /**
     * A text file that lies in the folder of a class.
     *
     * @throws IllegalStateException where there is none
     */
    public static String beside(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
