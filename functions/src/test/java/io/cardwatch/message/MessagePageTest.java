package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps docs/messages.md true, and the sample templates in order. */
class MessagePageTest {
    private static final Path PAGE = Path.of("../docs/messages.md");
    private static final Path SAMPLES = Path.of("../sample-data/templates");
    private static final List<String> CHANNELS =
            List.of("email", "messenger", "push", "sms", "whatsapp");

    /** A fenced file; its first line says its name. */
    private static final Pattern FILE = Pattern.compile("(?s)```yaml\n# (\\S+)\n(.*?)\n```");

    @Test
    void shouldShowOnlyFilesThatLoadWithoutAWarning(@TempDir Path folder) throws IOException {
        Set<String> files = new TreeSet<>();
        Matcher matcher = FILE.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            Path file = folder.resolve(matcher.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, matcher.group(2));
            files.add(matcher.group(1));
        }

        assertThat(files).containsExactly("bank-north/bank.yaml", "bank-north/en.yaml");
        assertThat(MessageTemplates.load(folder).warnings(CHANNELS)).isEmpty();
    }

    @Test
    void shouldNameEveryPlaceholder() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Placeholder.values())
                .allMatch(placeholder -> page.contains("`" + placeholder.written() + "`"));
    }

    @Test
    void shouldShipSampleTemplatesThatLoadWithoutAWarning() throws IOException {
        MessageTemplates samples = MessageTemplates.load(SAMPLES);

        assertThat(samples.banks()).containsExactly("bank-harbour", "bank-north");
        assertThat(samples.warnings(CHANNELS)).isEmpty();
    }
}
