package io.cardwatch.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.page.Element;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PageShellTest {
    private static final String HOSTILE = "</title></style></script><script>alert(1)</script>";

    private final String page =
            PageShell.page(
                    "Backtest of " + HOSTILE,
                    List.of(Element.of("p", HOSTILE + " {script} {body}").with("title", HOSTILE)));

    @Test
    void shouldLetTheScriptsAndTheStyleItBringsApplyAndNoOthers() throws Exception {
        String policy = only("http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"");

        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .doesNotContain("unsafe", "http", "*", "self");
        List<String> scripts = all("<script>(.*?)</script>");
        assertThat(scripts).hasSize(2);
        for (String script : scripts) {
            assertThat(policy).contains(hash(script));
        }
        assertThat(policy).contains(hash(only("<style>(.*?)</style>")));
    }

    @Test
    void shouldKeepTextsFromBecomingMarkupAndFromTakingOtherPartsIn() {
        assertThat(all("alert\\(1\\)")).hasSize(3);
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; {script} {body}</p>")
                .contains("<title>Backtest of &lt;/title&gt;");
    }

    @Test
    void shouldNameNothingToLoad() {
        String own = page.replace(ChartLibrary.script(), "");

        assertThat(own).doesNotContain("://", "@import", "url(", "src=", "<link");
        assertThat(page).doesNotContain("sourceMappingURL");
    }

    @Test
    void shouldCarryTheLibraryWithItsLicence() {
        assertThat(page).contains("/*!\n * Chart.js v");
        assertThat(ChartLibrary.name()).matches("Chart\\.js \\d+\\.\\d+\\.\\d+");
        assertThat(ChartLibrary.licence()).contains("Permission is hereby granted");
    }

    private String only(String pattern) {
        List<String> found = all(pattern);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<String> all(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
