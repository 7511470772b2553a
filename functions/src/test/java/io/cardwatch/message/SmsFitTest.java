package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmsFitTest {
    private final MessageRenderer renderer = new MessageRenderer(MessageTemplates.shipped());

    @Test
    void shouldCutAMerchantsNameToWhatFitsIntoOneTextMessage() {
        AlertDetails details =
                new AlertDetails(81_240_000_000L, "USD", "Łódź Ünlü " + "Kebap ".repeat(9));

        String text = detailedSms(renderer, details);

        assertThat(SmsLength.of(text).units()).isEqualTo(160);
        assertThat(text).contains("at Lodz Ünlü Kebap Kebap Kebap Kebap Keb, 22:05?");
    }

    @Test
    void shouldLeaveOutAMerchantsNameThatTextMessagesCannotWrite() {
        AlertDetails details = new AlertDetails(81240, "USD", "東京ストア");

        assertThat(detailedSms(renderer, details))
                .contains("did you use your card for USD 812.40, 22:05?");
        assertThat(detailed(renderer, "chat", details)).contains("at 東京ストア, 22:05?");
    }

    @Test
    void shouldGiveTheBanksNumberWhereItFits(@TempDir Path folder) throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("northbank")).resolve("bank.yaml"),
                "{name: North Bank, phone: '+1 555 010 0199'}");
        MessageRenderer named = new MessageRenderer(MessageTemplates.load(folder));
        AlertDetails shortName = new AlertDetails(81240, "USD", "Shop");
        AlertDetails longName = new AlertDetails(81240, "USD", "A shop with a rather long name");

        assertThat(detailedSms(named, shortName)).contains("at Shop,", "call +1 555 010 0199.");
        assertThat(detailedSms(named, longName))
                .contains("at A shop with a rather long name,")
                .doesNotContain("call");
    }

    private static String detailedSms(MessageRenderer renderer, AlertDetails details) {
        return detailed(renderer, "sms", details);
    }

    private static String detailed(MessageRenderer renderer, String channel, AlertDetails details) {
        return renderer.preview(
                        List.of(
                                TestingAlerts.alert(
                                        Severity.HIGH, details, TestingAlerts.detailed(channel))),
                        channel,
                        DetailLevel.DETAILED,
                        Locale.UK,
                        ZoneId.of("UTC"))
                .text();
    }
}
