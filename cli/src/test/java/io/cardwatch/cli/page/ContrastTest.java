package io.cardwatch.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of all pages, by the formula of WCAG 2.2: text on all that it may stand on. */
final class ContrastTest {
    private static final double LEAST = 4.5;
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");
    private static final List<String> GROUNDS = List.of("page", "surface", "raised");
    private static final List<String> TEXTS =
            List.of("ink", "muted", "accent", "fraud", "honest", "waiting");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepAllTextReadable(boolean dark) {
        Map<String, String> colours = colours(dark);

        for (String ground : GROUNDS) {
            for (String text : TEXTS) {
                readable(colours, text, ground);
            }
        }
        for (String outcome : List.of("fraud", "honest", "waiting")) {
            readable(colours, outcome, outcome + "-tint");
        }
        readable(colours, "on-accent", "accent");
    }

    private static void readable(Map<String, String> colours, String text, String ground) {
        assertThat(contrast(colours.get(text), colours.get(ground)))
                .as("%s on %s", text, ground)
                .isGreaterThanOrEqualTo(LEAST);
    }

    /** Light ones, over which dark ones stand where asked for. */
    private static Map<String, String> colours(boolean dark) {
        String[] schemes = PageText.baseStyle().split("prefers-color-scheme: dark", 2);
        Map<String, String> colours = new HashMap<>();
        for (String scheme : dark ? List.of(schemes) : List.of(schemes[0])) {
            Matcher matcher = COLOUR.matcher(scheme);
            while (matcher.find()) {
                colours.put(matcher.group(1), matcher.group(2));
            }
        }
        return colours;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 255)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
