package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PAGE;
import static io.cardwatch.gateway.TestingBank.PSID;
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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Messenger brings. */
final class MetaWebhooksTest {
    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "messenger", 1, "psid:" + PSID));
        gateway.sent(1, SUBJECT, "messenger", "m_1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldEchoTheChallengeOfWhoKnowsTheTokenEvenBeforeItIsReady() throws Exception {
        gateway.ready(false);
        String query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        HttpResponse<String> known =
                gateway.get("/webhooks/bank-north/messenger" + query + "verify-me");
        HttpResponse<String> unknown =
                gateway.get("/webhooks/bank-north/messenger" + query + "verify-m");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEqualTo("1158201444");
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).isEmpty();
        assertThat(gateway.refused("bad_token")).isOne();
    }

    @Test
    void shouldTakeAPressedButtonOnce() throws Exception {
        String body =
                postback("m_in", payload(alertId(1), "messenger", Answer.CONFIRMED_FRAUD, NOW));

        assertThat(gateway.meta("messenger", body).statusCode()).isEqualTo(200);
        assertThat(gateway.meta("messenger", body).statusCode()).isEqualTo(200);

        assertThat(gateway.replies())
                .singleElement()
                .satisfies(
                        reply -> {
                            assertThat(reply.alertId()).isEqualTo(alertId(1));
                            assertThat(reply.answer()).isEqualTo(Answer.CONFIRMED_FRAUD);
                            assertThat(reply.channel()).isEqualTo("messenger");
                            assertThat(reply.subject()).isEqualTo(TestingBank.subject(SUBJECT));
                            assertThat(reply.at()).isEqualTo(NOW);
                        });
        assertThat(gateway.rows()).hasSize(1);
        assertThat(gateway.ignored("messenger", "repeated")).isOne();
    }

    @Test
    void shouldLetTheFirstAnswerToAnAlertCount() throws Exception {
        gateway.meta(
                "messenger",
                postback("m_a", payload(alertId(1), "messenger", Answer.LEGITIMATE, NOW)));
        gateway.meta(
                "messenger",
                postback("m_b", payload(alertId(1), "messenger", Answer.CONFIRMED_FRAUD, NOW)));

        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.LEGITIMATE);
        assertThat(gateway.ignored("messenger", "answered")).isOne();
    }

    @Test
    void shouldTakeTheOtherFormsOfAButton() throws Exception {
        String change =
                """
                {"field":"messaging_postbacks","value":{"sender":{"id":"%s"},"recipient":{"id":"%s"},
                 "timestamp":"1700000000000","postback":{"title":"No","payload":"%s"}}}\
                """
                        .formatted(
                                PSID,
                                PAGE,
                                payload(alertId(1), "messenger", Answer.CONFIRMED_FRAUD, NOW));
        gateway.sent(3, SUBJECT, "messenger", "m_3", NOW.minusSeconds(30));
        String quickReply =
                messaging(
                        "\"message\":{\"mid\":\"m_q\",\"text\":\"Yes\",\"quick_reply\":{\"payload\":\"%s\"}}"
                                .formatted(
                                        payload(alertId(3), "messenger", Answer.LEGITIMATE, NOW)));

        assertThat(gateway.meta("messenger", change).statusCode()).isEqualTo(200);
        assertThat(gateway.meta("messenger", change).statusCode()).isEqualTo(200);
        assertThat(gateway.meta("messenger", quickReply).statusCode()).isEqualTo(200);

        assertThat(gateway.replies())
                .extracting(Reply::alertId)
                .containsExactly(alertId(1), alertId(3));
    }

    @Test
    void shouldTakeNoPayloadThatIsExpiredForgedOrSomebodyElses() throws Exception {
        gateway.know(granted("subject-2", "messenger", 1, "psid:1000000000000002"));
        gateway.sent(4, "subject-2", "messenger", "m_4", NOW.minusSeconds(60));
        String old =
                payload(
                        alertId(1),
                        "messenger",
                        Answer.LEGITIMATE,
                        NOW.minus(Duration.ofHours(24)));
        String forged =
                payload(alertId(1), "messenger", Answer.LEGITIMATE, NOW)
                        .replaceAll(".{16}$", "A".repeat(16));
        String ofAnotherChannel = payload(alertId(1), "whatsapp", Answer.LEGITIMATE, NOW);
        String another = payload(alertId(4), "subject-2", "messenger", Answer.LEGITIMATE, NOW);

        for (String each : new String[] {old, forged, ofAnotherChannel, another, "GET_STARTED"}) {
            assertThat(
                            gateway.meta("messenger", postback("m" + each.hashCode(), each))
                                    .statusCode())
                    .isEqualTo(200);
        }

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.ignored("messenger", "expired")).isOne();
        assertThat(gateway.ignored("messenger", "not_genuine")).isEqualTo(2);
        assertThat(gateway.ignored("messenger", "wrong_sender")).isOne();
        assertThat(gateway.ignored("messenger", "not_a_payload")).isOne();
    }

    @Test
    void shouldWithdrawOnStopForEverySubjectOfTheAddress() throws Exception {
        gateway.know(granted("subject-2", "messenger", 7, PSID));

        gateway.meta("messenger", messaging("\"message\":{\"mid\":\"m_s\",\"text\":\" Stop! \"}"));

        assertThat(gateway.consents())
                .allSatisfy(
                        consent -> {
                            assertThat(consent.status()).isEqualTo(ConsentStatus.WITHDRAWN);
                            assertThat(consent.address()).isNull();
                        })
                .extracting(consent -> consent.subjectRef() + " " + consent.version())
                .containsExactlyInAnyOrder(SUBJECT + " 1", "subject-2 7");
        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.STOP);
    }

    @Test
    void shouldWithdrawAgainWhereAnOlderGrantTurnsUpLater() throws Exception {
        gateway.meta("messenger", messaging("\"message\":{\"mid\":\"m_s\",\"text\":\"STOP\"}"));
        gateway.rows().clear();

        gateway.know(granted(TestingBank.ID, SUBJECT, "messenger", 2, PSID, NOW.minusSeconds(10)));
        assertThat(gateway.consents())
                .singleElement()
                .satisfies(c -> assertThat(c.version()).isEqualTo(2));
        gateway.rows().clear();

        gateway.know(granted(TestingBank.ID, SUBJECT, "messenger", 3, PSID, NOW.plusSeconds(10)));
        assertThat(gateway.rows()).isEmpty();
    }

    @Test
    void shouldTakeStopByPayloadLongAfterTheAlert() throws Exception {
        String stop =
                TestingBank.PAYLOADS.sign(
                        alertId(99),
                        TestingBank.ID,
                        SUBJECT,
                        "messenger",
                        Answer.STOP,
                        NOW.plusSeconds(5));

        gateway.meta("messenger", postback("m_s", stop));

        assertThat(gateway.consents()).hasSize(1);
        assertThat(gateway.replies()).extracting(Reply::alertId).containsExactly(alertId(99));
    }

    @Test
    void shouldWithdrawWhereTheLinkIsUndone() throws Exception {
        gateway.meta("messenger", messaging("\"account_linking\":{\"status\":\"unlinked\"}"));

        assertThat(gateway.consents())
                .extracting("status")
                .containsExactly(ConsentStatus.WITHDRAWN);
        assertThat(gateway.replies()).isEmpty();
    }

    @Test
    void shouldReportDeliveriesAndReadsByIdAndByWatermark() throws Exception {
        long watermark = NOW.toEpochMilli();
        gateway.meta(
                "messenger",
                messaging("\"delivery\":{\"mids\":[\"m_1\"],\"watermark\":" + watermark + "}"));
        gateway.meta("messenger", messaging("\"delivery\":{\"watermark\":" + watermark + "}"));
        gateway.meta("messenger", messaging("\"read\":{\"watermark\":\"" + watermark + "\"}"));
        gateway.meta("messenger", messaging("\"delivery\":{\"watermark\":" + watermark + "}"));

        assertThat(gateway.receipts())
                .allSatisfy(
                        receipt -> {
                            assertThat(receipt.reportedBy()).isEqualTo(Receipt.Reporter.PROVIDER);
                            assertThat(receipt.alertId()).isEqualTo(alertId(1));
                        })
                .extracting(Receipt::outcome)
                .containsExactly(Kind.DELIVERED, Kind.READ);
    }

    @Test
    void shouldTakeABareTextForTheNewestOpenAlert() throws Exception {
        gateway.sent(7, SUBJECT, "messenger", "m_7", NOW.minusSeconds(20));
        gateway.sent(8, SUBJECT, "messenger", "m_8", NOW.minus(Duration.ofHours(25)));

        gateway.meta("messenger", text("m_t1", "no"));
        gateway.meta("messenger", text("m_t1", "no"));
        gateway.meta("messenger", text("m_t2", "YES!"));
        gateway.meta("messenger", text("m_t3", "no"));
        gateway.meta("messenger", text("m_t4", "no problem, it was me"));

        assertThat(gateway.replies())
                .extracting(reply -> reply.alertId() + " " + reply.answer())
                .containsExactly(
                        alertId(7) + " " + Answer.CONFIRMED_FRAUD,
                        alertId(1) + " " + Answer.LEGITIMATE);
        assertThat(gateway.ignored("messenger", "no_alert")).isOne();
        assertThat(gateway.ignored("messenger", "unclear")).isOne();
    }

    @Test
    void shouldTakeABareTextAfterAFollowUpForTheAlert() throws Exception {
        gateway.know(TestingBank.sent(alertId(70), SUBJECT, "messenger", "m_f", NOW));

        gateway.meta("messenger", text("m_t1", "no"));

        assertThat(gateway.replies()).extracting(Reply::alertId).containsExactly(alertId(1));
    }

    @Test
    void shouldTakeEverySecretThatIsInUseAndNoOther() throws Exception {
        String body = messaging("\"read\":{\"watermark\":1}");

        assertThat(gateway.meta("messenger", body, TestingBank.OLD_APP_SECRET).statusCode())
                .isEqualTo(200);
        assertThat(gateway.meta("messenger", body, "another").statusCode()).isEqualTo(401);
        assertThat(gateway.refused("bad_signature")).isOne();
    }

    @Test
    void shouldLetTheProviderComeAgainWhereTheBrokersDoNotAnswer() throws Exception {
        String body = postback("m_in", payload(alertId(1), "messenger", Answer.LEGITIMATE, NOW));
        gateway.brokersAnswer(false);

        assertThat(gateway.meta("messenger", body).statusCode()).isEqualTo(503);
        gateway.brokersAnswer(true);
        assertThat(gateway.meta("messenger", body).statusCode()).isEqualTo(200);

        assertThat(gateway.replies()).hasSize(1);
    }

    static String messaging(String event) {
        return """
        {"object":"page","entry":[{"id":"%s","time":1700000000000,"messaging":[
         {"sender":{"id":"%s"},"recipient":{"id":"%s"},"timestamp":%d,%s}]}]}\
        """
                .formatted(PAGE, PSID, PAGE, NOW.toEpochMilli(), event);
    }

    static String postback(String mid, String payload) {
        return messaging(
                "\"postback\":{\"mid\":\"%s\",\"title\":\"No\",\"payload\":\"%s\"}"
                        .formatted(mid, payload));
    }

    static String text(String mid, String text) {
        return messaging("\"message\":{\"mid\":\"%s\",\"text\":\"%s\"}".formatted(mid, text));
    }

    static String whatsApp(String value) {
        return """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
         {"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},%s}}]}]}\
        """
                .formatted(TestingBank.PHONE_NUMBER_ID, value);
    }
}
