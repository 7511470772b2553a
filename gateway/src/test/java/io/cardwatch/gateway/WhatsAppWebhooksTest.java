package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PHONE;
import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What WhatsApp brings. */
final class WhatsAppWebhooksTest {
    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "whatsapp", 1, PHONE));
        gateway.sent(2, SUBJECT, "whatsapp", "wamid.1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldReportWhatsAppStatusesInAnyOrder() throws Exception {
        for (String status : new String[] {"read", "sent", "delivered"}) {
            gateway.meta(
                    "whatsapp",
                    MetaWebhooksTest.whatsApp(
                            "\"statuses\":[{\"id\":\"wamid.1\",\"status\":\""
                                    + status
                                    + "\",\"timestamp\":\"1700000000\",\"recipient_id\":\"15555550101\"}]"));
        }

        assertThat(gateway.receipts()).extracting(Receipt::outcome).containsExactly(Kind.READ);
    }

    @Test
    void shouldEndTheConsentOfAUserWhoStoppedAtWhatsApp() throws Exception {
        gateway.meta(
                "whatsapp",
                MetaWebhooksTest.whatsApp(
                        "\"statuses\":[{\"id\":\"wamid.1\",\"status\":\"failed\",\"errors\":[{\"code\":131050,\"title\":\"x\"}]}]"));

        assertThat(gateway.receipts()).extracting(Receipt::outcome).containsExactly(Kind.WITHDRAWN);
        assertThat(gateway.consents())
                .extracting("status")
                .containsExactly(ConsentStatus.WITHDRAWN);
    }

    @Test
    void shouldTakeWhatsAppButtonsByPhoneAndByUserId() throws Exception {
        gateway.sent(5, SUBJECT, "whatsapp", "wamid.5", NOW.minusSeconds(30));
        gateway.meta("whatsapp", button("\"from\":\"15555550101\"", "wamid.a", alertId(2)));
        gateway.meta(
                "whatsapp",
                button("\"from_user_id\":\"US.13491208655302741918\"", "wamid.b", alertId(5)));
        gateway.sent(6, SUBJECT, "whatsapp", "wamid.6", NOW.minusSeconds(30));
        gateway.meta("whatsapp", button("\"from\":\"15555550102\"", "wamid.c", alertId(6)));

        assertThat(gateway.replies())
                .extracting(Reply::alertId)
                .containsExactly(alertId(2), alertId(5));
        assertThat(gateway.ignored("whatsapp", "wrong_sender")).isOne();
    }

    private static String button(String from, String id, String alertId) {
        return MetaWebhooksTest.whatsApp(
                "\"messages\":[{\"context\":{\"from\":\"1\",\"id\":\"wamid.OUT\"},%s,\"id\":\"%s\",\"timestamp\":\"1700000000\",\"type\":\"button\",\"button\":{\"payload\":\"%s\",\"text\":\"No\"}}]"
                        .formatted(
                                from,
                                id,
                                payload(alertId, "whatsapp", Answer.CONFIRMED_FRAUD, NOW)));
    }
}
