package io.cardwatch.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class PreviewCommandTest {
    private static final String SAMPLES = "../sample-data/templates";

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldShowATextMessageAndTheRoomItTakes() {
        assertThat(
                        run(
                                "--templates",
                                SAMPLES,
                                "--bank",
                                "bank-north",
                                "--channel",
                                "sms",
                                "--locale",
                                "de-AT",
                                "--detail",
                                "detailed",
                                "--time-zone",
                                "Europe/Vienna"))
                .isZero();

        assertThat(output())
                .isEqualTo(
                        """
                        bank-north - sms - de-AT - detailed - high
                        ╭──────────────────────────────────────────────╮
                        │ Sample Bank North: EUR 812,40 bei Corner     │
                        │ Shop, 23:05: waren Sie das? Antwort JA/NEIN. │
                        │ Bei NEIN helfen wir beim Sperren. STOP       │
                        │ beendet dies.                                │
                        ╰──────────────────────────────────────────────╯
                        138 of 160 septets, 1 text message

                        """);
    }

    @Test
    void shouldShowWhatFollowsOnAnAnswer() {
        assertThat(run("--channel", "sms", "--json", "--answer", "confirmed-fraud")).isZero();
        assertThat(output())
                .contains("was not you, so we treat it as fraud. Call the number on your card");
        assertThat(run("--answer", "stop")).isEqualTo(2);
        assertThat(err.toString()).contains("--answer is legitimate or confirmed-fraud");
        assertThat(run("--answer", "legitimate", "--several", "2")).isEqualTo(2);
    }

    @Test
    void shouldShowAMailWithItsSubjectAndAChatWithItsTemplateAndButtons() {
        assertThat(
                        run(
                                "--templates",
                                SAMPLES,
                                "--bank",
                                "bank-harbour",
                                "--channel",
                                "email",
                                "--channel",
                                "whatsapp",
                                "--detail",
                                "detailed"))
                .isZero();

        assertThat(output())
                .contains(
                        "│ Subject: Sample Harbour Bank: is your card in your hands? ",
                        "│ The payment: EUR 812.40 on Mar 1, 2026, 10:05 PM. ",
                        "│ [ Valid ] ",
                        "│ [ Fraud ] ",
                        "sent as template card_payment_v1, en_GB",
                        "  {{3}} Corner Shop");
    }

    @Test
    void shouldShowEveryMessageOnceAndSayForWhichSeverities() {
        assertThat(run("--all", "--channel", "push")).isZero();

        assertThat(output())
                .contains(
                        "your-bank - push - en - minimal - every severity",
                        "your-bank - push - fr - detailed - every severity",
                        "your-bank - push - es - 3 alerts - every severity")
                .doesNotContain("812");
    }

    @Test
    void shouldShowThatAlexaTellsNothingOfTheMessage() {
        assertThat(run("--channel", "alexa", "--detail", "detailed", "--bank", "north")).isZero();

        assertThat(output()).contains("│ A message from north ").doesNotContain("812", "[ ");
    }

    @Test
    void shouldTellAProgramTheSame() throws IOException {
        assertThat(run("--channel", "sms", "--json", "--merchant", "", "--detail", "detailed"))
                .isZero();

        JsonNode message = new ObjectMapper().readTree(output()).path("messages").path(0);
        assertThat(message.path("text").asText())
                .startsWith("your-bank: did you use your card for EUR 812.40, 10:05 PM?");
        assertThat(message.path("severities").path(0).asText()).isEqualTo("high");
        assertThat(message.path("sms").path("segments").asInt()).isEqualTo(1);
        assertThat(message.path("replies").path(1).path("answer").asText())
                .isEqualTo("confirmed-fraud");
    }

    @Test
    void shouldEndWithOneWhereTemplatesCannotBeUsedAndSayWhy() throws IOException {
        write("messages: [{text: 'See www.bank'}]");

        assertThat(run("--templates", folder.toString())).isEqualTo(1);
        assertThat(output()).startsWith("northbank/en.yaml:1:19: text holds no link");
    }

    @Test
    void shouldEndWithOneWhereAMessageTakesTwoTextMessages() throws IOException {
        write(words("{bank}: STOP " + "x".repeat(160)));

        assertThat(run("--templates", folder.toString(), "--channel", "sms")).isEqualTo(1);
        assertThat(output()).contains("176 of 160 septets, 2 text messages", "warning: northbank/");
        assertThat(run("--templates", folder.toString(), "--channel", "push")).isZero();
    }

    @Test
    void shouldEndWithOneOnAWarningOnlyWhereAsked() throws IOException {
        write(words("Check your card."));

        assertThat(run("--templates", folder.toString(), "--channel", "push")).isZero();
        assertThat(output()).contains("warning: northbank/en.yaml:1:19: does not say which bank");
        assertThat(run("--templates", folder.toString(), "--channel", "push", "--strict"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--amount, 812.40, 812.40 EUR",
        "--amount, 1.234 EUR, 812.40 EUR",
        "--amount, 5 QQQ, 812.40 EUR",
        "--time, yesterday, 2026-03-01T22:05:00Z",
        "--time-zone, Mars, Mars",
        "--locale, d, de-AT",
        "--severity, urgent, critical",
        "--detail, all, detailed",
        "--several, 0, 99",
        "--templates, none-here, cannot be read"
    })
    void shouldEndWithTwoAndSayWhatIsAccepted(String option, String value, String accepted) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(accepted);
    }

    @Test
    void shouldDrawWithPlainCharactersWhereOthersWouldNotComeOut() {
        Terminal plain = new Terminal(new PrintStream(out), false, false, false, 80);

        assertThat(execute(plain, List.of("--channel", "sms"))).isZero();
        assertThat(output()).contains("+-----").doesNotContain("│");
    }

    private static String words(String text) {
        return "messages: [{text: '" + text + "'}, {several: true, text: '{bank}: STOP'}]";
    }

    private void write(String text) throws IOException {
        Path bank = Files.createDirectories(folder.resolve("northbank"));
        Files.writeString(bank.resolve("en.yaml"), text);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return execute(new Terminal(stream, false, false, true, 80), List.of(arguments));
    }

    private int execute(Terminal terminal, List<String> arguments) {
        CommandLine command = new CommandLine(new PreviewCommand(terminal));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return ((CommandFailure) failure).exitCode();
                });
        return command.execute(new ArrayList<>(arguments).toArray(new String[0]));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
