package io.cardwatch.message;

import static io.cardwatch.alert.TestingAlerts.detailed;
import static io.cardwatch.alert.TestingAlerts.minimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingConsents;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.ReplyPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRendererTest {
    private final MessageRenderer renderer = new MessageRenderer(MessageTemplates.shipped());

    @Test
    void shouldShowNoAmountAndNoMerchantToAUserWhoChoseMinimal() {
        // The alert holds details, for another channel's sake.
        Alert alert = TestingAlerts.alert(minimal("sms"), detailed("console"));

        assertThat(render(alert, "sms", DetailLevel.MINIMAL, "en-GB").text())
                .isEqualTo(
                        "northbank: unusual use of your card, 22:05. Was it you? Reply YES or NO. If"
                                + " NO, we help you block it. STOP ends alerts.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en-US | America/New_York | The payment: USD 812.40, Corner Shop, Mar 1, 2026, 5:05 PM.
                    en-GB | Europe/London    | The payment: USD 812.40, Corner Shop, 1 Mar 2026, 22:05.
                    de-AT | Europe/Vienna    | Die Zahlung: USD 812,40, Corner Shop, 01.03.2026, 23:05.
                    de-DE | Europe/Berlin    | Die Zahlung: 812,40 USD, Corner Shop, 01.03.2026, 23:05.
                    fr-FR | Europe/Paris     | Le paiement : 812,40 USD, Corner Shop, 1 mars 2026, 23:05.
                    es-ES | Europe/Madrid    | El pago: 812,40 USD, Corner Shop, 1 mar 2026, 23:05.
                    it-IT | Europe/Rome      | The payment: USD 812.40, Corner Shop, Mar 1, 2026, 11:05 PM.
                    """)
    void shouldWriteAmountsAndTimesAsTheUserDoes(String locale, String zone, String expected) {
        OutboundMessage message =
                renderer.preview(
                        List.of(TestingAlerts.alert(detailed("email"))),
                        "email",
                        DetailLevel.DETAILED,
                        Locale.forLanguageTag(locale),
                        ZoneId.of(zone));

        assertThat(message.text()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 81240, 'JPY 81,240'", "KWD, 81240, KWD 81.240", "EUR, 5, EUR 0.05"})
    void shouldPlaceTheDecimalsByTheCurrency(String currency, long minor, String expected) {
        AlertDetails details = new AlertDetails(minor, currency, "Corner Shop");

        assertThat(detailedText(details)).contains(" " + expected + " at ");
    }

    @Test
    void shouldLeaveOutTheMerchantWhereThereIsNone() {
        assertThat(detailedText(new AlertDetails(81240, "USD", null)))
                .contains("did you use your card for USD 812.40,");
    }

    @Test
    void shouldFallBackToMinimalWhereTheCurrencyIsUnknown() {
        assertThat(detailedText(new AlertDetails(81240, "QQQ", "Corner Shop")))
                .contains("unusual use")
                .doesNotContain("812", "Corner");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://evil.example/login | https evil example login
                    SHOP.EXAMPLE               | SHOP EXAMPLE
                    St. Mary's & Co            | St. Mary's & Co
                    {amount}                   | amount
                    Café Zürich                | Café Zürich
                    Bank, call +1 555-010-0199 | Bank, call
                    Shop 24, Gate 7            | Shop 24, Gate 7
                    """)
    void shouldNotLetAMerchantsNameBecomeALinkOrAPlaceholder(String name, String shown) {
        assertThat(detailedText(new AlertDetails(81240, "USD", name)))
                .contains("at " + shown + ", 22:05");
    }

    @Test
    void shouldStripDirectionAndControlCharactersFromAMerchantsName() {
        assertThat(
                        detailedText(
                                new AlertDetails(
                                        81240, "USD", "A\u202eB\nC\u0007" + "x".repeat(99))))
                .contains("at A B C " + "x".repeat(34) + ", 22:05");
    }

    @Test
    void shouldTellOfSeveralAlertsWithoutAddingUpTheirAmounts() {
        List<Alert> alerts =
                List.of(
                        sample(Severity.CRITICAL, "2026-03-01T22:05:00Z"),
                        sample(Severity.HIGH, "2026-03-01T22:01:00Z"),
                        sample(Severity.LOW, "2026-03-01T22:06:00Z"));

        OutboundMessage message =
                renderer.preview(alerts, "sms", DetailLevel.DETAILED, Locale.UK, ZoneId.of("UTC"));

        assertThat(message.text())
                .startsWith("northbank: 3 unusual card uses since 1 Mar 2026, 22:01.")
                .doesNotContain("812", "Corner");
        assertThat(message.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(message.eventTime()).isEqualTo("2026-03-01T22:06:00Z");
        assertThat(message.messageId()).isEqualTo(alerts.get(0).alertId());
        assertThat(message.replies()).isEmpty();
    }

    @Test
    void shouldOfferSignedButtonsThatCountForATime() {
        ReplyPayloads payloads = new ReplyPayloads(new byte[16]);
        Alert alert = TestingAlerts.alert(minimal("sms"));
        SendPermit permit =
                TestingConsents.permit(alert, "sms", DetailLevel.MINIMAL, "de-AT", "Europe/Vienna");

        OutboundMessage message =
                new MessageRenderer(MessageTemplates.shipped(), payloads, Duration.ofHours(24))
                        .render(List.of(alert), permit);

        assertThat(message.replies())
                .extracting(ReplyOption::answer, ReplyOption::title)
                .containsExactly(
                        tuple(Answer.LEGITIMATE, "Ja, das war ich"),
                        tuple(Answer.CONFIRMED_FRAUD, "Nein, nicht ich"),
                        tuple(Answer.STOP, "Stopp"));
        assertThat(message.replies().get(1).payload())
                .isEqualTo(
                        payloads.sign(
                                alert.alertId(),
                                "northbank",
                                "subject-1",
                                "sms",
                                Answer.CONFIRMED_FRAUD,
                                alert.decidedAt().plus(Duration.ofHours(24))));
        assertThat(message.replies().get(2).payload())
                .isEqualTo(
                        payloads.sign(
                                alert.alertId(),
                                "northbank",
                                "subject-1",
                                "sms",
                                Answer.STOP,
                                alert.decidedAt().plus(MessageRenderer.STOP_EXPIRES_AFTER)));
        assertThat(renderer.render(List.of(alert), permit).replies()).isEmpty();
    }

    @Test
    void shouldFillAProvidersTemplateByTheUsersLevel(@TempDir Path folder) throws Exception {
        write(
                folder,
                "northbank/en.yaml",
                """
                messages:
                  - text: "{bank}: check your card."
                  - several: true
                    text: "{bank}: check your card, {count} alerts."
                    template: {name: fraud_alerts_v1, language: en, parameters: ["{count}"]}
                  - channel: whatsapp
                    detail: detailed
                    text: "{bank}: {amount} at {merchant}?"
                    template:
                      name: fraud_alert_v1
                      language: en_GB
                      parameters: ["{bank}", "{amount}  at\\u2028 {merchant}"]
                replies: {legitimate: "Valid", confirmed-fraud: "Fraud"}
                """);
        MessageRenderer own = new MessageRenderer(MessageTemplates.load(folder));
        Alert alert = TestingAlerts.alert(detailed("whatsapp"));

        OutboundMessage detailed =
                own.preview(
                        List.of(alert),
                        "whatsapp",
                        DetailLevel.DETAILED,
                        Locale.UK,
                        ZoneId.of("UTC"));
        OutboundMessage minimal =
                own.preview(
                        List.of(alert),
                        "whatsapp",
                        DetailLevel.MINIMAL,
                        Locale.UK,
                        ZoneId.of("UTC"));

        assertThat(detailed.template())
                .isEqualTo(
                        new ProviderTemplate(
                                "fraud_alert_v1",
                                "en_GB",
                                List.of("northbank", "USD 812.40 at Corner Shop")));
        assertThat(detailed.replies())
                .extracting(ReplyOption::title)
                .containsExactly("Valid", "Fraud");
        assertThat(minimal.template()).isNull();
        assertThat(minimal.text()).isEqualTo("northbank: check your card.");
    }

    @Test
    void shouldShowNoAmountAndNoMerchantInTitles() {
        assertThat(
                        render(
                                        TestingAlerts.alert(detailed("console")),
                                        "console",
                                        DetailLevel.DETAILED,
                                        "en-GB")
                                .title())
                .isEqualTo("northbank: please check your card");
    }

    @Test
    void shouldSpeakInTheBanksOwnNameAndWords(@TempDir Path folder) throws Exception {
        write(folder, "northbank/bank.yaml", "name: North Bank\nphone: '+44 20 7946 0000'");
        write(
                folder,
                "northbank/en.yaml",
                """
                messages:
                  - text: "{bank}: check your card."
                  - channel: sms
                    text: "{bank}: check your card. Call {phone}. Reply VALID or FRAUD."
                  - severity: critical
                    text: "{bank}: check your card now."
                  - several: true
                    text: "{bank}: check your card, {count} alerts."
                """);
        MessageRenderer own = new MessageRenderer(MessageTemplates.load(folder));

        assertThat(text(own, "sms", Severity.HIGH, "de-DE"))
                .isEqualTo(
                        "North Bank: check your card. Call +44 20 7946 0000. Reply VALID or FRAUD.");
        assertThat(text(own, "email", Severity.CRITICAL, "en"))
                .isEqualTo("North Bank: check your card now.");
        assertThat(text(own, "sms", Severity.CRITICAL, "en")).contains("VALID or FRAUD");
        assertThat(text(own, "email", Severity.LOW, "en"))
                .isEqualTo("North Bank: check your card.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en-GB | confirmed-fraud | northbank: you say 1 Mar 2026, 22:05 was not you, so we treat it as fraud. Call the number on your card now so that we block it.
                    en-GB | legitimate      | northbank: thank you. You say 1 Mar 2026, 22:05 was you. We will not ask again about this for now.
                    de-DE | legitimate      | northbank: danke. 01.03.2026, 22:05 waren Sie selbst. Wir fragen danach vorerst nicht noch einmal.
                    """)
    void shouldSayWhatWasUnderstoodAndTheNextStepWithoutButtons(
            String locale, String answer, String expected) {
        Alert alert = TestingAlerts.alert(detailed("sms"));
        Alert followUp =
                alert.followUp(Answer.fromWireName(answer), "sms", TestingAlerts.EVENT_TIME);
        MessageRenderer signing =
                new MessageRenderer(
                        MessageTemplates.shipped(),
                        new ReplyPayloads(new byte[16]),
                        Duration.ofHours(2));
        OutboundMessage message =
                signing.render(
                        List.of(followUp),
                        TestingConsents.permit(
                                followUp, "sms", DetailLevel.DETAILED, locale, "Europe/London"));
        assertThat(message.text()).isEqualTo(expected);
        assertThat(message.replies()).isEmpty();
        assertThat(message.template()).isNull();
        assertThat(message.followsUp()).isTrue();
        assertThat(message.messageId()).isEqualTo(followUp.alertId());
    }

    @Test
    void shouldTakeABanksOwnWordsForAnswersOrTheShippedOnes(@TempDir Path folder)
            throws IOException {
        String rest = "messages: [{text: 'a'}, {several: true, text: 'b'}]\n";
        write(
                folder,
                "northbank/en.yaml",
                rest
                        + """
                        answers:
                          confirmed-fraud: [{channel: push, text: "call us"}, {text: "call {bank}"}]
                          legitimate: [{text: "fine, {time}"}]
                        """);
        write(folder, "northbank/it.yaml", rest);
        write(folder, "northbank/fr.yaml", rest);
        MessageRenderer own = new MessageRenderer(MessageTemplates.load(folder));

        assertThat(followUp(own, "push", Answer.CONFIRMED_FRAUD, "en")).isEqualTo("call us");
        assertThat(followUp(own, "sms", Answer.CONFIRMED_FRAUD, "en")).isEqualTo("call northbank");
        assertThat(followUp(own, "sms", Answer.LEGITIMATE, "en")).startsWith("fine, ");
        assertThat(followUp(own, "sms", Answer.LEGITIMATE, "fr")).contains("merci");
        assertThat(followUp(own, "sms", Answer.LEGITIMATE, "it")).contains("thank you");
    }

    private static String followUp(
            MessageRenderer renderer, String channel, Answer answer, String locale) {
        Alert alert = TestingAlerts.alert(minimal(channel));
        return renderer.preview(
                        List.of(SampleAlerts.followUp(List.of(alert), channel, answer)),
                        channel,
                        DetailLevel.MINIMAL,
                        Locale.forLanguageTag(locale),
                        ZoneId.of("UTC"))
                .text();
    }

    @Test
    void shouldRefuseAPermitForAnotherAlert() {
        SendPermit permit = TestingConsents.permit(Ticker.systemTicker());
        Alert other = TestingAlerts.alert(minimal("console"));
        Alert renamed =
                new Alert(
                        "00".repeat(16),
                        other.bankId(),
                        other.subjectRef(),
                        other.cardRef(),
                        other.ruleSetVersion(),
                        other.findings(),
                        other.score(),
                        other.severity(),
                        other.decidedAt(),
                        other.eventTime(),
                        other.channels(),
                        null);

        assertThat(renderer.render(List.of(other), permit).messageId()).isEqualTo(other.alertId());
        assertThatThrownBy(() -> renderer.render(List.of(renamed), permit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(
            MessageRenderer renderer, String channel, Severity severity, String locale) {
        return renderer.preview(
                        List.of(TestingAlerts.alert(severity, null, minimal(channel))),
                        channel,
                        DetailLevel.MINIMAL,
                        Locale.forLanguageTag(locale),
                        ZoneId.of("UTC"))
                .text();
    }

    private static Alert sample(Severity severity, String at) {
        return SampleAlerts.of(
                        "northbank",
                        1,
                        "sms",
                        severity,
                        Instant.parse(at),
                        new AlertDetails(81240, "USD", "Corner Shop"))
                .get(0);
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String detailedText(AlertDetails details) {
        Alert alert = TestingAlerts.alert(Severity.HIGH, details, detailed("console"));
        return render(alert, "console", DetailLevel.DETAILED, "en-GB").text();
    }

    private OutboundMessage render(Alert alert, String channel, DetailLevel detail, String locale) {
        return renderer.render(
                List.of(alert),
                TestingConsents.permit(alert, channel, detail, locale, "Europe/London"));
    }
}
