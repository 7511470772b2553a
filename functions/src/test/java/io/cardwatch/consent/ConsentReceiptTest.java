package io.cardwatch.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ConsentReceiptTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final ConsentReceipt.Bank BANK =
            new ConsentReceipt.Bank(
                    "Sample Bank AG", "privacy@bank.example", List.of("Text Provider Ltd"), "AT");

    private final Consent granted =
            new Consent(
                    "sample-bank",
                    "subject-1",
                    Consent.FRAUD_ALERTS,
                    "sms",
                    ConsentStatus.GRANTED,
                    3,
                    "+15555550101",
                    "de-AT",
                    "Europe/Vienna",
                    DetailLevel.DETAILED,
                    Severity.LOW,
                    null,
                    Instant.parse("2026-03-01T12:00:00Z"),
                    null,
                    new Evidence("mobile-app", "2026-02", "receipt-7"));

    @Test
    void shouldHaveEverySectionOfAGrantAndFitItsSchema() throws IOException {
        ConsentReceipt receipt = ConsentReceipt.of(granted, "***01", BANK, NOW);

        assertThat(problems(receipt)).isEmpty();
        assertThat(receipt.text())
                .contains("Receipt: receipt-7")
                .contains("Cardholder: subject-1")
                .contains("Address: ***01")
                .contains("Purpose: fraud-alerts")
                .contains("amount, merchant")
                .contains("controller: Sample Bank AG, privacy@bank.example")
                .contains("recipient: Text Provider Ltd")
                .contains("Jurisdiction: AT")
                .contains("State: granted")
                .contains("Time: 2026-03-01T12:00:00Z")
                .contains("Text version: 2026-02")
                .contains("Source: mobile-app")
                .doesNotContain("+15555550101");
    }

    @Test
    void shouldHoldNothingOfTheGrantAfterAWithdrawal() throws IOException {
        ConsentReceipt receipt =
                ConsentReceipt.of(Consent.withdrawn(granted.key(), 3), null, BANK, NOW);

        assertThat(problems(receipt)).isEmpty();
        assertThat(new String(receipt.json(), StandardCharsets.UTF_8))
                .contains("\"state\":\"withdrawn\"")
                .doesNotContain("receipt-7")
                .doesNotContain("mobile-app")
                .doesNotContain("address\"");
        assertThat(receipt.toString()).doesNotContain("subject-1");
    }

    private static List<String> problems(ConsentReceipt receipt) throws IOException {
        try (InputStream schema =
                ConsentReceipt.class.getResourceAsStream(
                        "/io/cardwatch/schema/consent-receipt.schema.json")) {
            JsonSchema checker =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Objects.requireNonNull(schema));
            return checker
                    .validate(new String(receipt.json(), StandardCharsets.UTF_8), InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
