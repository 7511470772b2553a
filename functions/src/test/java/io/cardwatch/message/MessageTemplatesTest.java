package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplatesTest {
    private static final String PLAIN =
            "messages: [{text: 'Check your card.'}, {several: true, text: 'Check {count} alerts.'}]";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "de-AT, de-at",
        "de-AT-x-private, de-at",
        "de-CH, de",
        "de, de",
        "DE, de",
        "it-IT, fr",
        "und, fr"
    })
    void shouldFallBackFromAUsersLocaleToItsLanguageToTheBanksLanguage(
            String locale, String expected) throws IOException {
        write("northbank/bank.yaml", "{name: North Bank, fallback: fr}");
        for (String tag : List.of("de-AT", "de", "fr")) {
            write("northbank/" + tag + ".yaml", PLAIN);
        }

        assertThat(language(MessageTemplates.load(folder), "northbank", locale))
                .isEqualTo(expected);
    }

    @Test
    void shouldUseTheShippedWordsForBanksWithoutTheirOwn() throws IOException {
        write("northbank/en.yaml", PLAIN);
        write("southbank/bank.yaml", "name: South Bank");
        MessageTemplates templates = MessageTemplates.load(folder);

        assertThat(language(templates, "eastbank", "es-MX")).isEqualTo("es");
        assertThat(templates.bankName("eastbank")).isEqualTo("eastbank");
        assertThat(language(templates, "southbank", "es-MX")).isEqualTo("es");
        assertThat(templates.bankName("southbank")).isEqualTo("South Bank");
        assertThat(language(templates, "northbank", "es-MX")).isEqualTo("en");
    }

    @Test
    void shouldLetAFolderReplaceTheShippedWords() throws IOException {
        write("default/en.yaml", PLAIN);

        assertThat(language(MessageTemplates.load(folder), "eastbank", "es-MX")).isEqualTo("en");
    }

    @Test
    void shouldPreferTheUsersLevelToTheChannelAndTheChannelToTheSeverity() throws IOException {
        write(
                "northbank/en.yaml",
                """
                messages:
                  - text: "any"
                  - severity: high
                    text: "high"
                  - channel: sms
                    text: "sms"
                  - channel: sms
                    severity: high
                    text: "sms high"
                  - detail: detailed
                    text: "detailed"
                  - detail: detailed
                    channel: sms
                    text: "detailed sms {merchant}"
                  - several: true
                    text: "{count}"
                """);
        MessageTemplates templates = MessageTemplates.load(folder);
        Map<Placeholder, String> known = Map.of(Placeholder.MERCHANT, "Corner Shop");

        assertThat(text(templates, "email", Severity.LOW, DetailLevel.MINIMAL, known))
                .isEqualTo("any");
        assertThat(text(templates, "email", Severity.HIGH, DetailLevel.MINIMAL, known))
                .isEqualTo("high");
        assertThat(text(templates, "sms", Severity.LOW, DetailLevel.MINIMAL, known))
                .isEqualTo("sms");
        assertThat(text(templates, "sms", Severity.HIGH, DetailLevel.MINIMAL, known))
                .isEqualTo("sms high");
        assertThat(text(templates, "email", Severity.HIGH, DetailLevel.DETAILED, known))
                .isEqualTo("detailed");
        assertThat(text(templates, "sms", Severity.HIGH, DetailLevel.DETAILED, known))
                .isEqualTo("detailed sms {merchant}");
        assertThat(text(templates, "sms", Severity.HIGH, DetailLevel.DETAILED, Map.of()))
                .isEqualTo("detailed");
    }

    @Test
    void shouldRefuseAnswersThatLeaveSomebodyWithoutANextStep() throws IOException {
        write(
                "northbank/en.yaml",
                """
                messages: [{text: 'a'}, {several: true, text: 'b'}]
                answers:
                  legitimate: [{text: "call {phone}"}]
                  confirmed-fraud: fraud
                """);
        write(
                "northbank/fr.yaml",
                """
                messages: [{text: 'a'}, {several: true, text: 'b'}]
                answers:
                  legitimate: [{text: "{amount}", severity: low}]
                  confirmed-fraud: [{text: "see www.bank.example"}]
                  stop: []
                """);

        assertThat(faults())
                .containsExactly(
                        "northbank/en.yaml:3:15: one message must fit every case: without channel"
                                + " and {phone}",
                        "northbank/en.yaml:3:3: answers has a list of messages named"
                                + " confirmed-fraud",
                        "northbank/fr.yaml:5:3: unknown key stop; accepted: confirmed-fraud,"
                                + " legitimate",
                        "northbank/fr.yaml:3:35: unknown key severity; accepted: channel, text,"
                                + " title",
                        "northbank/fr.yaml:3:23: text without detail: detailed knows no {amount};"
                                + " accepted: {bank}, {date}, {time}, {phone}",
                        "northbank/fr.yaml:4:28: text holds no link, and nothing that phones take"
                                + " for one (www.): a fraud alert with one looks like a fraud;"
                                + " after a full stop, put a blank");
    }

    @Test
    void shouldTellEveryFaultWithFileLineAndColumn() throws IOException {
        write(
                "northbank/en.yaml",
                """
                messages:
                  - text: "{bank}: {amout} on {date}"
                  - text: "{bank}: {amount}"
                  - title: "{amount}"
                    detail: detailed
                    text: "see https://bank.example"
                  - detail: all
                    severity: urgent
                    text: "half a {brace"
                  - chanel: sms
                    text: ""
                  - channel: sms
                  - several: true
                    detail: detailed
                    title: "{amount}"
                    text: "{count} at {merchant}"
                  - text: "{since}"
                    template: {name: "my template", parameters: ["{amount}", "a\tb"]}
                replies: {legitimate: "Yes, that was only me", stop: "Stop"}
                """);
        write("northbank/de.yaml", "messages: [{channel: sms, text: 'a'}]");
        write("northbank/es.yaml", "messages: [");
        write("northbank/fr.yaml", "");
        write("northbank/bank.yaml", "phone: '1'\nurl: x\nlinks: perhaps");
        write(
                "northbank/it.yaml",
                "messages: [{text: 'a'}, {several: true, text: '1'}, {text: 'b {bank}'}]");

        assertThat(faults())
                .containsExactly(
                        "northbank/bank.yaml:2:1: unknown key url; accepted: fallback, links, name,"
                                + " phone",
                        "northbank/bank.yaml:3:8: links is true or false",
                        "northbank/bank.yaml:1:1: name is missing: the bank's own name, as its"
                                + " customers know it",
                        "northbank/de.yaml:1:1: one message must fit every case: without channel,"
                                + " severity and detail, and without {phone}",
                        "northbank/de.yaml:1:1: one message must fit every case where several"
                                + " alerts come together: add one with several: true, without"
                                + " channel and severity, and without {phone}, as in \"{bank}:"
                                + " {count} unusual uses of your card since {since}.\"",
                        "northbank/en.yaml:2:11: text without detail: detailed knows no {amout};"
                                + " accepted: {bank}, {date}, {time}, {phone}",
                        "northbank/en.yaml:3:11: text without detail: detailed knows no {amount};"
                                + " accepted: {bank}, {date}, {time}, {phone}",
                        "northbank/en.yaml:4:12: title knows no {amount}; accepted: {bank},"
                                + " {date}, {time}",
                        "northbank/en.yaml:6:11: text holds no link, and nothing that phones take"
                                + " for one (://): a fraud alert with one looks like a fraud; after"
                                + " a full stop, put a blank",
                        "northbank/en.yaml:8:15: severity is low, medium, high or critical",
                        "northbank/en.yaml:7:13: detail is minimal or detailed",
                        "northbank/en.yaml:9:11: text has a brace without its partner",
                        "northbank/en.yaml:10:5: unknown key chanel; accepted: channel, detail,"
                                + " several, severity, template, text, title",
                        "northbank/en.yaml:11:11: text is a text",
                        "northbank/en.yaml:12:5: text is missing: the message",
                        "northbank/en.yaml:14:13: a message of several alerts has no details: they"
                                + " differ",
                        "northbank/en.yaml:15:12: title with several: true knows no {amount};"
                                + " accepted: {bank}, {date}, {time}, {count}, {since}",
                        "northbank/en.yaml:16:11: text with several: true knows no {merchant};"
                                + " accepted: {bank}, {date}, {time}, {phone}, {count}, {since}",
                        "northbank/en.yaml:17:11: text without detail: detailed knows no {since};"
                                + " accepted: {bank}, {date}, {time}, {phone}",
                        "northbank/en.yaml:18:50: a parameter without detail: detailed knows no"
                                + " {amount}; accepted: {bank}, {date}, {time}, {phone}",
                        "northbank/en.yaml:18:62: a parameter is one line, without control"
                                + " characters",
                        "northbank/en.yaml:18:22: name is what the provider calls it, as in"
                                + " fraud_alert_v1",
                        "northbank/en.yaml:18:15: language is what the provider calls it, as in"
                                + " en_US",
                        "northbank/en.yaml:19:23: legitimate has at most 20 characters, and no"
                                + " placeholder",
                        "northbank/en.yaml:19:10: replies has legitimate and confirmed-fraud, or"
                                + " nothing at all",
                        "northbank/es.yaml:1:12: not YAML: expected the node content, but found"
                                + " '<stream end>'",
                        "northbank/fr.yaml:1:1: the file is empty",
                        "northbank/it.yaml:1:53: an earlier message for the same case is always"
                                + " used before this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bank.example",
                "www.bank",
                "bank.example",
                "BANK.EXAMPLE/alerts",
                "{bank}.example",
                "alerts@bank",
                "mailto: us",
                "Was it you?Yes.No"
            })
    void shouldRefuseWhatAPhoneWouldMakeALinkUnlessTheBankAsksForIt(String link)
            throws IOException {
        String file = PLAIN.replace("Check your card.", "See " + link);
        write("northbank/en.yaml", file);

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.contains("text holds no link"));

        write("northbank/bank.yaml", "{name: North Bank, links: true}");
        assertThat(MessageTemplates.load(folder).banks()).containsExactly("northbank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"z.B. um 10.30 Uhr", "No. 5, St. Mary", "a.m.", "+44 20 7946 0000."})
    void shouldNotTakeEveryDotForALink(String text) throws IOException {
        write("northbank/en.yaml", PLAIN.replace("Check your card.", text));

        assertThat(MessageTemplates.load(folder).banks()).containsExactly("northbank");
    }

    @Test
    void shouldRefuseANameOrATitleOfSeveralLines() throws IOException {
        write("northbank/bank.yaml", "{name: \"North\\nBank\", phone: \"1\\r2\"}");
        write(
                "northbank/en.yaml",
                PLAIN.replace("text: 'Check your", "title: \"a\\nSubject: b\", text: 'Check your"));

        assertThat(faults())
                .containsExactly(
                        "northbank/bank.yaml:1:8: name is one line, without control characters",
                        "northbank/bank.yaml:1:30: phone is one line, without control characters",
                        "northbank/en.yaml:1:20: title is one line, without control characters");
    }

    @Test
    void shouldRefuseABankWithoutItsFallbackLanguage() throws IOException {
        write("northbank/de.yaml", PLAIN);

        assertThat(faults())
                .containsExactly(
                        "northbank/bank.yaml: the fallback language has no file here: en.yaml");
    }

    @Test
    void shouldRefuseAFileThatIsNotNamedByALanguage() throws IOException {
        write("northbank/en.yaml", PLAIN);
        write("northbank/new_words.yaml", PLAIN);

        assertThat(faults())
                .containsExactly(
                        "northbank/new_words.yaml: a template file is named by its language, as in"
                                + " de-AT.yaml");
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() {
        assertThatThrownBy(() -> MessageTemplates.load(folder.resolve("none")))
                .isInstanceOf(IOException.class);
    }

    private List<String> faults() {
        return catchThrowableOfType(TemplateException.class, () -> MessageTemplates.load(folder))
                .faults();
    }

    private static String language(MessageTemplates templates, String bank, String locale) {
        return templates.of(bank).languageFor(Locale.forLanguageTag(locale));
    }

    private static String text(
            MessageTemplates templates,
            String channel,
            Severity severity,
            DetailLevel detail,
            Map<Placeholder, String> known) {
        return templates
                .of("northbank")
                .in("en")
                .closest(new MessageCase(channel, severity, false, detail, null), known)
                .get(0)
                .text()
                .pattern();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
