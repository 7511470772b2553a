package io.cardwatch.channel;

import static io.cardwatch.alert.TestingAlerts.detailed;
import static io.cardwatch.alert.TestingAlerts.minimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingConsents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRendererTest {
    /** The GSM-7 default alphabet: a text of 160 of these is one SMS. */
    private static final String GSM_7 =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private final MessageRenderer renderer = new MessageRenderer(MessageTemplates.shipped());

    @Test
    void shouldShowNoAmountAndNoMerchantToAUserWhoChoseMinimal() {
        // The alert holds details, for another channel's sake.
        Alert alert = TestingAlerts.alert(minimal("sms"), detailed("console"));

        assertThat(render(alert, "sms", DetailLevel.MINIMAL, "en-GB").text())
                .isEqualTo(
                        "northbank: unusual activity on your card, 1 Mar 2026, 22:05. Was it you?"
                                + " Reply YES or NO. If NO, we help you block the card. STOP ends"
                                + " alerts.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en-US | America/New_York | did you pay USD 812.40 at Corner Shop, Mar 1, 2026, 5:05 PM?
                    en-GB | Europe/London    | did you pay USD 812.40 at Corner Shop, 1 Mar 2026, 22:05?
                    de-AT | Europe/Vienna    | Haben Sie USD 812,40 bei Corner Shop gezahlt, 01.03.2026, 23:05?
                    de-DE | Europe/Berlin    | Haben Sie 812,40 USD bei Corner Shop gezahlt, 01.03.2026, 23:05?
                    fr-FR | Europe/Paris     | avez-vous payé 812,40 USD chez Corner Shop, 1 mars 2026, 23:05 ?
                    es-ES | Europe/Madrid    | ¿ha pagado 812,40 USD en Corner Shop, 1 mar 2026, 23:05?
                    it-IT | Europe/Rome      | did you pay USD 812.40 at Corner Shop, Mar 1, 2026, 11:05 PM?
                    """)
    void shouldWriteAmountsAndTimesAsTheUserDoes(String locale, String zone, String expected) {
        OutboundMessage message =
                renderer.preview(
                        TestingAlerts.alert(detailed("console")),
                        "console",
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
                .contains("unusual activity")
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
                    """)
    void shouldNotLetAMerchantsNameBecomeALinkOrAPlaceholder(String name, String shown) {
        assertThat(detailedText(new AlertDetails(81240, "USD", name)))
                .contains("at " + shown + ", 1 Mar");
    }

    @Test
    void shouldStripDirectionAndControlCharactersFromAMerchantsName() {
        assertThat(
                        detailedText(
                                new AlertDetails(
                                        81240, "USD", "A\u202eB\nC\u0007" + "x".repeat(99))))
                .contains("at A B C " + "x".repeat(34) + ", 1 Mar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "de-DE", "fr-FR", "es-ES"})
    // Short of 160 by a little, for banks with longer names.
    void shouldFitShippedMessagesIntoOneTextMessage(String locale) {
        for (DetailLevel detail : DetailLevel.values()) {
            for (Severity severity : Severity.values()) {
                for (String merchant : new String[] {"Corner Shop", null}) {
                    String text =
                            render(
                                            TestingAlerts.alert(
                                                    severity,
                                                    new AlertDetails(8124, "EUR", merchant),
                                                    detailed("sms")),
                                            "sms",
                                            detail,
                                            locale)
                                    .text();
                    assertThat(text).hasSizeLessThanOrEqualTo(158).contains("STOP", "northbank");
                    assertThat(text.chars()).allMatch(c -> GSM_7.indexOf(c) >= 0);
                }
            }
        }
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
        Files.createDirectories(folder.resolve("northbank"));
        Files.writeString(
                folder.resolve("northbank/bank.yaml"),
                "name: North Bank\nphone: '+44 20 7946 0000'");
        Files.writeString(
                folder.resolve("northbank/en.yaml"),
                """
                messages:
                  - text: "{bank}: check your card."
                  - channel: sms
                    text: "{bank}: check your card. Call {phone}. Reply VALID or FRAUD."
                  - severity: critical
                    text: "{bank}: check your card now."
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

        assertThat(renderer.render(other, permit).alertId()).isEqualTo(other.alertId());
        assertThatThrownBy(() -> renderer.render(renamed, permit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(
            MessageRenderer renderer, String channel, Severity severity, String locale) {
        return renderer.preview(
                        TestingAlerts.alert(severity, null, minimal(channel)),
                        channel,
                        DetailLevel.MINIMAL,
                        Locale.forLanguageTag(locale),
                        ZoneId.of("UTC"))
                .text();
    }

    private String detailedText(AlertDetails details) {
        Alert alert = TestingAlerts.alert(Severity.HIGH, details, detailed("console"));
        return render(alert, "console", DetailLevel.DETAILED, "en-GB").text();
    }

    private OutboundMessage render(Alert alert, String channel, DetailLevel detail, String locale) {
        return renderer.render(
                alert, TestingConsents.permit(alert, channel, detail, locale, "Europe/London"));
    }
}
