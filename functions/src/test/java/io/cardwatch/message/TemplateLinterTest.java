package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateLinterTest {
    private static final List<String> CHANNELS =
            List.of("console", "email", "messenger", "push", "sms", "whatsapp");

    @TempDir private Path folder;

    @Test
    void shouldFindNothingInTheShippedWordsEvenWithTheLongestValues() {
        assertThat(MessageTemplates.shipped().warnings(CHANNELS)).isEmpty();
    }

    @Test
    void shouldFindNothingInTheShippedWordsWhereABankHasANumber() throws IOException {
        write("bank.yaml", "{name: A bank with a name of 32 letters, phone: '+44 20 7946 0000'}");

        assertThat(MessageTemplates.load(folder).warnings(List.of("sms", "email"))).isEmpty();
    }

    @Test
    void shouldMeasureTextMessagesWithTheLongestValues() throws IOException {
        write("bank.yaml", "name: North Bank");
        write(
                "en.yaml",
                """
                messages:
                  - text: "{bank}: unusual use of your card, {date}, {time}. STOP ends alerts. %s"
                  - several: true
                    text: "{bank}: {count} unusual uses – since {since}. STOP ends alerts."
                """
                        .formatted("x".repeat(87)));

        assertThat(warnings("sms"))
                .containsExactly(
                        "northbank/en.yaml:2:11: takes up to 170 of 160 septets, 2 text messages,"
                                + " for en-CA and the name North Bank",
                        "northbank/en.yaml:4:11: has letters outside the SMS alphabet GSM-7 (–),"
                                + " which leaves room for 70 instead of 160; takes up to 80 of 70"
                                + " UCS-2 units, 2 text messages, for en-CA and the name North"
                                + " Bank");
        assertThat(warnings("chat")).isEmpty();
    }

    @Test
    void shouldNameTheBanksOwnLettersThatAreNotInTheAlphabet() throws IOException {
        write("bank.yaml", "name: Łódź Bank");

        assertThat(warnings("sms"))
                .isNotEmpty()
                .allMatch(warning -> warning.contains("GSM-7 (Ł ó ź), which leaves room for 70"));
    }

    @Test
    void shouldWarnOfAmountsInWhatScreensAndMailProgramsPreview() throws IOException {
        write(
                "en.yaml",
                """
                messages:
                  - text: "{bank}: check your card."
                  - detail: detailed
                    text: "{bank}: {amount}?"
                  - several: true
                    text: "{bank}: check your card."
                """);

        assertThat(warnings("push"))
                .containsExactly(
                        "northbank/en.yaml:4:11: push shows this on locked screens: no amount and"
                                + " no merchant there");
        assertThat(warnings("email"))
                .containsExactly(
                        "northbank/en.yaml:4:11: mail programs show the first 140 characters beside"
                                + " the subject: say amount and merchant after them");
        assertThat(warnings("sms"))
                .hasSize(3)
                .allMatch(w -> w.endsWith("text messages tell how to end them: add STOP"));
    }

    @Test
    void shouldWarnWhereNobodyCanTellWhichBankWrites() throws IOException {
        write("bank.yaml", "name: North Bank");
        write(
                "en.yaml",
                """
                messages:
                  - text: "Check your card."
                  - several: true
                    text: "North Bank: check your card."
                  - channel: email
                    text: "Check your card."
                """);

        assertThat(warnings("chat", "email"))
                .containsExactly(
                        "northbank/en.yaml:2:11: does not say which bank writes: add {bank}",
                        "northbank/en.yaml:6:11: an e-mail without a title has no subject of its"
                                + " own",
                        "northbank/en.yaml:6:11: does not say which bank writes: add {bank}",
                        "northbank/en.yaml:4:11: an e-mail without a title has no subject of its"
                                + " own");
    }

    @Test
    void shouldWarnWhereAProviderWouldNotSendFreeText() throws IOException {
        write("bank.yaml", "{name: North Bank, fallback: it}");
        write(
                "it.yaml",
                """
                messages:
                  - text: "{bank}: controlli la carta."
                  - several: true
                    text: "{bank}: controlli la carta."
                  - channel: whatsapp
                    text: "{bank}: controlli la carta."
                """);

        assertThat(warnings("messenger")).isEmpty();
        assertThat(warnings("whatsapp"))
                .containsExactly(
                        "northbank/it.yaml:6:11: whatsapp sends this only within 24 hours of the"
                                + " customer's last message: add a template that the provider has"
                                + " approved",
                        "northbank/it.yaml:4:11: whatsapp sends this only within 24 hours of the"
                                + " customer's last message: add a template that the provider has"
                                + " approved",
                        "northbank/it.yaml:2:11: whatsapp shows no buttons: the file has no"
                                + " replies");
    }

    private List<String> warnings(String... channels) throws IOException {
        return MessageTemplates.load(folder).warnings(List.of(channels));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("northbank").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
