package io.cardwatch.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldWriteNeitherEscapesNorCarriageReturnsWhereNobodyLooks() {
        Terminal terminal = terminal(false);

        terminal.status("40%");
        terminal.print(terminal.bold("title"));
        terminal.status("");

        assertThat(written()).isEqualTo("title" + System.lineSeparator());
    }

    @Test
    void shouldPrintAboveTheStatusLine() {
        Terminal terminal = terminal(true);

        terminal.status("40%");
        terminal.print("message");

        assertThat(written())
                .isEqualTo("\r\u001b[K40%\r\u001b[Kmessage" + System.lineSeparator() + "40%");
    }

    @Test
    void shouldLetNoForeignControlCharacterThroughButItsOwnStyles() {
        terminal(false).print("a\u001b]0;b\u0007\r\tc\nd\u009be" + "\u001b[1mf");
        assertThat(written())
                .isEqualTo(
                        "a\uFFFD]0;b\uFFFD\uFFFD\tc\nd\uFFFDe\uFFFD[1mf" + System.lineSeparator());

        out.reset();
        Terminal colours =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8), true, true, true, 80);
        colours.print(colours.warning("Note: ") + "\u001b[2J");
        assertThat(written())
                .isEqualTo("\u001b[1;33mNote: \u001b[0m\uFFFD[2J" + System.lineSeparator());
    }

    @Test
    void shouldHonourNoColor() {
        assertThat(Terminal.allowsColour(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.allowsColour(Map.of("NO_COLOR", ""))).isTrue();
    }

    @Test
    void shouldTakeUtf8WhereNoLocaleIsSetAndTheLocalesCharsetOtherwise() {
        assertThat(Terminal.charset(Map.of(), StandardCharsets.US_ASCII))
                .isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminal.charset(Map.of("LANG", "C"), StandardCharsets.US_ASCII))
                .isEqualTo(StandardCharsets.US_ASCII);
    }

    private Terminal terminal(boolean interactive) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Terminal(stream, interactive, false, true, 80);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
