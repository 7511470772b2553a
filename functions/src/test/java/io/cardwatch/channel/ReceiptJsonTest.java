package io.cardwatch.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.cardwatch.SchemaAssert;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingConsents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptJsonTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("receipt");
    private static final SendPermit PERMIT = TestingConsents.permit(Ticker.systemTicker());

    @ParameterizedTest
    @EnumSource
    void shouldReadBackEveryOutcome(SendOutcome.Kind kind) {
        for (SendOutcome outcome :
                new SendOutcome[] {SendOutcome.of(kind), new SendOutcome(kind, "SM1")}) {
            Receipt receipt = Receipt.of(PERMIT, 2, outcome, TestingConsents.NOW);
            byte[] bytes = ReceiptJson.encode(receipt);
            SCHEMA.accepts(bytes);
            assertThat(ReceiptJson.decode(bytes)).isEqualTo(receipt);
        }
    }

    @Test
    void shouldHoldNothingOfThePersonOrTheMessage() {
        Receipt receipt =
                Receipt.of(
                        PERMIT, 1, SendOutcome.of(SendOutcome.Kind.DELIVERED), TestingConsents.NOW);

        assertThat(new String(ReceiptJson.encode(receipt), UTF_8))
                .isEqualTo(
                        "{\"alertId\":\""
                                + TestingAlerts.ID
                                + "\",\"channel\":\"console\",\"consentVersion\":3,\"attempt\":1,"
                                + "\"outcome\":\"delivered\",\"at\":\"2026-03-01T22:05:01Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"alertId\":\"secret\",\"channel\":\"sms\",\"consentVersion\":1,\"attempt\":1,"
                        + "\"outcome\":\"lost\",\"at\":\"2026-03-01T22:05:01Z\"}",
                "{\"alertId\":\"secret\",\"channel\":\"sms\",\"consentVersion\":1,\"attempt\":0,"
                        + "\"outcome\":\"delivered\",\"at\":\"2026-03-01T22:05:01Z\"}"
            })
    void shouldRefuseWhatIsNoReceiptWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ReceiptJson.decode(text.getBytes(UTF_8)))
                .isInstanceOf(ReceiptFormatException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }
}
