package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bank's own hub brings, and what a reader of e-mail presses. */
final class HubAndUnsubscribeTest {
    private static final String HUB = "/webhooks/bank-north/hub";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "hub", 1, "user-1"));
        gateway.know(granted(SUBJECT, "email", 4, "user@mail.example"));
        gateway.sent(1, SUBJECT, "hub", "h_1", NOW.minusSeconds(60));
        gateway.sent(2, SUBJECT, "email", "e_1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeASignedReplyOnce() throws Exception {
        String body = reply(payload(alertId(1), "hub", Answer.LEGITIMATE, NOW));

        assertThat(gateway.signed(HUB, "msg_1", NOW, body, TestingBank.HUB_SECRET).statusCode())
                .isEqualTo(204);
        assertThat(gateway.signed(HUB, "msg_1", NOW, body, TestingBank.HUB_SECRET).statusCode())
                .isEqualTo(204);

        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.LEGITIMATE);
        assertThat(gateway.rows()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsOutsideTheWindowForgedOrNoReply() throws Exception {
        String body = reply(payload(alertId(1), "hub", Answer.LEGITIMATE, NOW));

        assertThat(
                        gateway.signed(
                                        HUB,
                                        "m",
                                        NOW.minusSeconds(301),
                                        body,
                                        TestingBank.HUB_SECRET)
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        gateway.signed(HUB, "m", NOW.plusSeconds(301), body, TestingBank.HUB_SECRET)
                                .statusCode())
                .isEqualTo(401);
        assertThat(gateway.signed(HUB, "m", NOW, body, TestingBank.API_SECRET).statusCode())
                .isEqualTo(401);
        // An alert that was sent to the hub, brought back.
        assertThat(
                        gateway.signed(
                                        HUB,
                                        "m",
                                        NOW,
                                        body.replace("fraud.reply", "fraud.alert"),
                                        TestingBank.HUB_SECRET)
                                .statusCode())
                .isEqualTo(400);

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("outside_window")).isEqualTo(2);
        assertThat(gateway.refused("bad_signature")).isOne();
    }

    @Test
    void shouldTakeNoReplyOfAnotherRecipient() throws Exception {
        String body =
                "{\"type\":\"fraud.reply\",\"data\":{\"recipient\":\"user-2\",\"payload\":\"%s\"}}"
                        .formatted(payload(alertId(1), "hub", Answer.LEGITIMATE, NOW));

        gateway.signed(HUB, "m", NOW, body, TestingBank.HUB_SECRET);

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.ignored("hub", "wrong_sender")).isOne();
    }

    @Test
    void shouldTakeAStopWithoutARecipientLongAfterTheAlert() throws Exception {
        String stop = payload(alertId(99), "hub", Answer.STOP, NOW);

        gateway.signed(HUB, "m", NOW, reply(stop), TestingBank.HUB_SECRET);

        assertThat(gateway.consents()).extracting("channel").containsExactly("hub");
    }

    @Test
    void shouldShowAButtonOnGetAndWithdrawOnPostAlone() throws Exception {
        String path = "/unsubscribe/bank-north/email?t=" + stop(2);

        HttpResponse<String> page = gateway.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<button", "List-Unsubscribe", "lang=\"en\"");
        assertThat(gateway.rows()).isEmpty();

        assertThat(post(path, ONE_CLICK).statusCode()).isEqualTo(200);
        assertThat(post(path, ONE_CLICK).statusCode()).isEqualTo(200);
        assertThat(gateway.consents())
                .singleElement()
                .satisfies(
                        consent -> {
                            assertThat(consent.channel()).isEqualTo("email");
                            assertThat(consent.version()).isEqualTo(4);
                            assertThat(consent.status()).isEqualTo(ConsentStatus.WITHDRAWN);
                        });
        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.STOP);
    }

    @Test
    void shouldFindTheCardholderOfAnAlertThatIsTooOldToBeKnown() throws Exception {
        String multipart =
                """
                --x
                Content-Disposition: form-data; name="List-Unsubscribe"

                One-Click
                --x--
                """;

        assertThat(post("/unsubscribe/bank-north/email?t=" + stop(99), multipart).statusCode())
                .isEqualTo(200);

        assertThat(gateway.consents()).hasSize(1);
    }

    @Test
    void shouldRefuseATokenThatIsForgedExpiredOrOfAnotherBankOrChannel() throws Exception {
        String good = stop(2);
        String yes = payload(alertId(2), "email", Answer.LEGITIMATE, NOW);

        assertThat(
                        post(
                                        "/unsubscribe/bank-north/email?t="
                                                + good.replaceAll(".{16}$", "B".repeat(16)),
                                        ONE_CLICK)
                                .statusCode())
                .isEqualTo(401);
        assertThat(post("/unsubscribe/bank-south/email?t=" + good, ONE_CLICK).statusCode())
                .isEqualTo(401);
        assertThat(post("/unsubscribe/bank-north/email?t=" + yes, ONE_CLICK).statusCode())
                .isEqualTo(400);
        assertThat(post("/unsubscribe/bank-north/email", ONE_CLICK).statusCode()).isEqualTo(400);
        assertThat(post("/unsubscribe/bank-north/email?t=" + good, "x=y").statusCode())
                .isEqualTo(400);
        gateway.at(NOW.plus(Duration.ofDays(30)));
        assertThat(post("/unsubscribe/bank-north/email?t=" + good, ONE_CLICK).statusCode())
                .isEqualTo(410);

        assertThat(gateway.rows()).isEmpty();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return gateway.send(
                gateway.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String stop(int alert) {
        return TestingBank.PAYLOADS.sign(
                alertId(alert),
                TestingBank.ID,
                SUBJECT,
                "email",
                Answer.STOP,
                NOW.plus(Duration.ofDays(29)));
    }

    private static String reply(String payload) {
        return "{\"type\":\"fraud.reply\",\"data\":{\"payload\":\"" + payload + "\"}}";
    }
}
