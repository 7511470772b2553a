package io.cardwatch.cli.report;

import io.cardwatch.cli.page.Element;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A share as a small bar, beside the figure that says the same. */
final class Bar {
    private static final String HEIGHT = "6";

    private Bar() {}

    /** The bar alone. */
    static Element of(double share) {
        return Element.of(
                        "svg",
                        rectangle("100"),
                        rectangle(String.format(Locale.ROOT, "%.1f", 100 * share)))
                .with("class", "bar")
                .with("viewBox", "0 0 100 " + HEIGHT)
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true");
    }

    /** The bar and its figure, or a dash where the share is not defined. */
    static Element beside(@Nullable Double share) {
        Element both = Element.of("span").with("class", "share");
        if (share != null) {
            both.add(of(share));
        }
        return both.add(Format.share(share));
    }

    private static Element rectangle(String width) {
        return Element.of("rect").with("width", width).with("height", HEIGHT).with("rx", "1");
    }
}
