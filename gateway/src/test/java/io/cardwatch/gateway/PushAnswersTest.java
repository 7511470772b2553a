package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service worker brings: the action that was pressed. */
final class PushAnswersTest {
    private static final String PATH = "/webhooks/bank-north/push";
    private static final String SUBSCRIPTION = "{\"endpoint\":\"https://push.example/1\"}";

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "push", 3, SUBSCRIPTION));
        gateway.sent(1, SUBJECT, "push", "p_1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeAPressedActionOnce() throws Exception {
        String body = body(payload(alertId(1), "push", Answer.CONFIRMED_FRAUD, NOW));

        assertThat(post(PATH, body).statusCode()).isEqualTo(204);
        assertThat(post(PATH, body).statusCode()).isEqualTo(204);

        assertThat(gateway.replies())
                .extracting(reply -> reply.alertId() + " " + reply.answer())
                .containsExactly(alertId(1) + " " + Answer.CONFIRMED_FRAUD);
        assertThat(gateway.rows()).hasSize(1);
    }

    @Test
    void shouldEndTheConsentOnStopHoweverOldTheAlert() throws Exception {
        assertThat(post(PATH, body(payload(alertId(99), "push", Answer.STOP, NOW))).statusCode())
                .isEqualTo(204);

        assertThat(gateway.consents())
                .singleElement()
                .extracting(Consent::version, Consent::status)
                .containsExactly(3L, ConsentStatus.WITHDRAWN);
        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.STOP);
    }

    @Test
    void shouldTakeNoPayloadThatIsForgedExpiredOrOfAnotherBankOrChannel() throws Exception {
        String good = payload(alertId(1), "push", Answer.LEGITIMATE, NOW);
        String forged = good.replaceAll(".{16}$", "B".repeat(16));
        String ofMail = payload(alertId(1), "email", Answer.LEGITIMATE, NOW);

        assertThat(post(PATH, body(forged)).statusCode()).isEqualTo(401);
        assertThat(post(PATH, body(ofMail)).statusCode()).isEqualTo(401);
        assertThat(post("/webhooks/bank-south/push", body(good)).statusCode()).isEqualTo(401);
        gateway.at(NOW.plus(Duration.ofHours(24)));
        assertThat(post(PATH, body(good)).statusCode()).isEqualTo(410);

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("bad_signature")).isEqualTo(3);
        assertThat(gateway.refused("gone")).isOne();
    }

    @Test
    void shouldRefuseEveryOtherForm() throws Exception {
        String good = payload(alertId(1), "push", Answer.LEGITIMATE, NOW);

        for (String body : new String[] {"", "{}", "[]", good, "{\"payload\":\"yes\"}"}) {
            assertThat(post(PATH, body).statusCode()).as(body).isEqualTo(400);
        }
        String large = "{\"payload\":\"%s\",\"more\":\"%s\"}".formatted(good, "x".repeat(1024));
        assertThat(post(PATH, large).statusCode()).isEqualTo(413);
        assertThat(gateway.get(PATH).statusCode()).isEqualTo(405);

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("malformed")).isEqualTo(5);
        assertThat(gateway.refused("too_large")).isOne();
        assertThat(gateway.refused("method")).isOne();
    }

    @Test
    void shouldLetInNoPageOfAnotherOrigin() throws Exception {
        HttpResponse<String> preflight =
                gateway.send(
                        gateway.request(PATH)
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "content-type")
                                .header("Sec-Fetch-Mode", "cors")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .build());
        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-"));

        // What a page may send without asking first.
        String body = body(payload(alertId(1), "push", Answer.LEGITIMATE, NOW));
        assertThat(post(PATH, body, "text/plain").statusCode()).isEqualTo(415);
        assertThat(gateway.rows()).isEmpty();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(path, body, "application/json");
    }

    private HttpResponse<String> post(String path, String body, String type) throws Exception {
        return gateway.send(
                gateway.request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String body(String payload) {
        return "{\"payload\":\"" + payload + "\"}";
    }
}
