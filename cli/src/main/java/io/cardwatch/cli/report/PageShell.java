package io.cardwatch.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.cardwatch.cli.page.Element;
import io.cardwatch.cli.page.PageText;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page around a report, with its style and scripts inside. Its policy lets no other script or
 * style apply, whatever a report's texts hold, and lets the page load nothing.
 */
final class PageShell {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    private PageShell() {}

    /**
     * The whole page.
     *
     * @param title what a window with it is called
     * @param body what it shows
     */
    static String page(String title, List<Element> body) {
        String style = PageText.baseStyle() + PageText.beside(PageShell.class, "report.css");
        String script = PageText.beside(PageShell.class, "report.js");
        StringBuilder content = new StringBuilder();
        body.forEach(element -> content.append(element.html()).append('\n'));
        Map<String, String> parts =
                Map.of(
                        "title", Element.escaped(title),
                        "style", style,
                        "style-hash", hash(style),
                        "chart", ChartLibrary.script(),
                        "chart-hash", hash(ChartLibrary.script()),
                        "script", script,
                        "script-hash", hash(script),
                        "body", content.toString());
        // In one pass: what a part holds is not looked at again.
        return PLACE.matcher(PageText.beside(PageShell.class, "report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException(
                    "report.html has a place for what there is not: " + name);
        }
        return part;
    }

    /** As a policy names what may run: by what it is. */
    private static String hash(String text) {
        byte[] digest = Hashing.sha256().hashString(text, UTF_8).asBytes();
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
