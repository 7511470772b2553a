package io.cardwatch.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.SchemaAssert;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.consent.TestingConsents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptJsonTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("receipt");
    private static final String SUBJECT = "00112233445566778899aabbccddeeff";

    @ParameterizedTest
    @EnumSource
    void shouldReadBackEveryOutcome(SendOutcome.Kind kind) {
        for (SendOutcome outcome :
                List.of(SendOutcome.of(kind), new SendOutcome(kind, "SM1", "30003", null))) {
            Receipt receipt = receipt(2, outcome);
            byte[] bytes = ReceiptJson.encode(receipt);
            SCHEMA.accepts(bytes);
            assertThat(ReceiptJson.decode(bytes)).isEqualTo(receipt);
        }
    }

    @Test
    void shouldHoldNothingOfThePersonOrTheMessage() {
        Receipt receipt = receipt(1, SendOutcome.of(SendOutcome.Kind.DELIVERED));

        assertThat(new String(ReceiptJson.encode(receipt), UTF_8))
                .isEqualTo(
                        "{\"alertId\":\""
                                + TestingAlerts.ID
                                + "\",\"channel\":\"console\",\"subject\":\""
                                + SUBJECT
                                + "\",\"reportedBy\":\"attempt\",\"consentVersion\":3,\"attempt\":1,"
                                + "\"outcome\":\"delivered\",\"at\":\"2026-03-01T22:05:01Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"alertId\":\"secret\",\"channel\":\"sms\",\"subject\":\"00112233445566778899aabbccddeeff\","
                        + "\"reportedBy\":\"attempt\",\"consentVersion\":1,\"attempt\":1,"
                        + "\"outcome\":\"lost\",\"at\":\"2026-03-01T22:05:01Z\"}",
                "{\"alertId\":\"secret\",\"channel\":\"sms\",\"subject\":\"00112233445566778899aabbccddeeff\","
                        + "\"reportedBy\":\"attempt\",\"consentVersion\":1,\"attempt\":0,"
                        + "\"outcome\":\"delivered\",\"at\":\"2026-03-01T22:05:01Z\"}"
            })
    void shouldRefuseWhatIsNoReceiptWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ReceiptJson.decode(text.getBytes(UTF_8)))
                .isInstanceOf(ReceiptFormatException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    private static Receipt receipt(int attempt, SendOutcome outcome) {
        return new Receipt(
                TestingAlerts.ID,
                "console",
                SUBJECT,
                Receipt.Reporter.ATTEMPT,
                3,
                attempt,
                outcome.kind(),
                TestingConsents.NOW,
                outcome.providerMessageId(),
                outcome.code());
    }
}
