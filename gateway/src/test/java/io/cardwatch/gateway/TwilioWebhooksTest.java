package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PHONE;
import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Twilio brings: texts and statuses. */
final class TwilioWebhooksTest {
    private static final List<String> WORDS =
            List.of("STOP", "UNSUBSCRIBE", "end", "Quit", "STOPALL", "revoke", "OPT-OUT", "cancel");

    static final String EMPTY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "sms", 1, PHONE));
        gateway.sent(1, SUBJECT, "sms", "SM1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeATextWithParametersThatNobodyKnows() throws Exception {
        HttpResponse<String> answer = gateway.twilio(inbound("SM-in", "No."));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(EMPTY);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml; charset=utf-8");
        assertThat(gateway.replies())
                .extracting(reply -> reply.alertId() + " " + reply.answer())
                .containsExactly(alertId(1) + " " + Answer.CONFIRMED_FRAUD);
    }

    @Test
    void shouldTakeEveryStopWordAndTwiliosOwnOptOut() throws Exception {
        int version = 1;
        for (String word : WORDS) {
            gateway.know(
                    granted(TestingBank.ID, SUBJECT, "sms", ++version, PHONE, NOW.plusSeconds(1)));
            gateway.twilio(inbound("SM" + word, word));
        }
        gateway.know(granted(TestingBank.ID, SUBJECT, "sms", ++version, PHONE, NOW.plusSeconds(1)));
        Map<String, String> form = inbound("SM-opt", "arret");
        form.put("OptOutType", "STOP");
        gateway.twilio(form);

        assertThat(gateway.consents())
                .hasSize(9)
                .allSatisfy(c -> assertThat(c.status()).isEqualTo(ConsentStatus.WITHDRAWN))
                .extracting(Consent::version)
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(gateway.replies()).hasSize(9);
    }

    @Test
    void shouldGrantNothingForAYes() throws Exception {
        gateway.twilio(inbound("SM-stop", "STOP"));
        gateway.rows().clear();

        Map<String, String> start = inbound("SM-start", "START");
        start.put("OptOutType", "START");
        gateway.twilio(start);
        gateway.twilio(inbound("SM-yes", "YES"));

        assertThat(gateway.rows()).isEmpty();
    }

    @Test
    void shouldReportStatusesAndEndTheConsentsOfADeadAddress() throws Exception {
        gateway.know(granted("subject-2", "sms", 5, PHONE));

        gateway.twilio(status("SM1", "sent", null));
        gateway.twilio(status("SM1", "delivered", null));
        gateway.twilio(status("SM1", "delivered", null));
        gateway.twilio(status("SM1", "undelivered", "30003"));

        assertThat(gateway.receipts())
                .extracting(Receipt::outcome)
                .containsExactly(Kind.DELIVERED, Kind.DEAD_ADDRESS);
        assertThat(gateway.receipts().get(1).code()).isEqualTo("30003");
        assertThat(gateway.consents())
                .extracting(Consent::subjectRef)
                .containsExactlyInAnyOrder(SUBJECT, "subject-2");
    }

    @Test
    void shouldWithdrawOn21610AndLeaveANewerConsentAlone() throws Exception {
        gateway.twilio(status("SM1", "failed", "21610"));
        assertThat(gateway.receipts()).extracting(Receipt::outcome).containsExactly(Kind.WITHDRAWN);
        assertThat(gateway.consents()).hasSize(1);

        gateway.rows().clear();
        gateway.know(
                granted(TestingBank.ID, SUBJECT, "sms", 2, "+15555550102", NOW.plusSeconds(1)));
        gateway.sent(2, SUBJECT, "sms", "SM2", NOW.minusSeconds(60));
        gateway.twilio(status("SM2", "undelivered", "30005"));

        assertThat(gateway.receipts()).hasSize(1);
        assertThat(gateway.consents()).isEmpty();
    }

    @Test
    void shouldEndTheConsentWhereOnlyTheReportWasWrittenBefore() throws Exception {
        gateway.know(
                new Receipt(
                        alertId(1),
                        "sms",
                        TestingBank.subject(SUBJECT),
                        Receipt.Reporter.PROVIDER,
                        1,
                        1,
                        Kind.DEAD_ADDRESS,
                        NOW,
                        "SM1",
                        "30003"));

        gateway.twilio(status("SM1", "undelivered", "30003"));

        assertThat(gateway.consents()).hasSize(1);
        assertThat(gateway.receipts()).isEmpty();
    }

    @Test
    void shouldEndAllConsentsAtARepeatedStopOfWhichOnlyTheReplyWasWritten() throws Exception {
        gateway.twilio(inbound("SM-stop", "STOP"));
        gateway.rows().clear();
        gateway.at(NOW.plusSeconds(9));
        gateway.know(granted("subject-2", "sms", 5, PHONE));
        gateway.know(granted(TestingBank.ID, "subject-3", "sms", 1, PHONE, NOW.plusSeconds(5)));
        gateway.rows().clear();

        gateway.twilio(inbound("SM-stop", "STOP"));

        assertThat(gateway.consents()).extracting(Consent::subjectRef).containsExactly("subject-2");
    }

    @Test
    void shouldWaitForTheReceiptThatAReportHasOvertaken() throws Exception {
        var answer =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return gateway.twilio(status("SM9", "delivered", null))
                                        .statusCode();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        gateway.sent(9, SUBJECT, "sms", "SM9", NOW);

        assertThat(answer.get()).isEqualTo(200);
        assertThat(gateway.receipts()).extracting(Receipt::alertId).containsExactly(alertId(9));
    }

    @Test
    void shouldTakeNoOtherSignatureAddressOrType() throws Exception {
        Map<String, String> form = inbound("SM-in", "NO");
        String path = "/webhooks/bank-north/sms";
        String good = TestingGateway.twilioSignature(path, form, TestingBank.AUTH_TOKEN);

        assertThat(gateway.twilio(path, form, "another").statusCode()).isEqualTo(401);
        assertThat(
                        gateway.send(
                                        gateway.twilioRequest(
                                                "/webhooks/bank-south/sms",
                                                TestingGateway.form(form),
                                                good))
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        gateway.send(
                                        gateway.twilioRequest(
                                                path,
                                                TestingGateway.form(form).replace("NO", "YES"),
                                                good))
                                .statusCode())
                .isEqualTo(401);
        assertThat(gateway.get(path).statusCode()).isEqualTo(405);
        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("bad_signature")).isEqualTo(3);
    }

    @Test
    void shouldReadTheWordsOfEachBank() throws Exception {
        String path = "/webhooks/bank-south/sms";
        gateway.know(granted("bank-south", SUBJECT, "sms", 1, PHONE, NOW.minusSeconds(500)));
        String id = alertId(5);
        gateway.know(TestingBank.alert("bank-south", id, SUBJECT, "sms", NOW));
        gateway.know(TestingBank.sentBy("bank-south", id, SUBJECT, "sms", "SM5", NOW));

        gateway.twilio(path, inbound("SM-a", "NO"), TestingBank.AUTH_TOKEN);
        assertThat(gateway.rows()).isEmpty();
        gateway.twilio(path, inbound("SM-b", "Frauud"), TestingBank.AUTH_TOKEN);

        assertThat(gateway.replies())
                .extracting(Reply::answer)
                .containsExactly(Answer.CONFIRMED_FRAUD);
    }

    static Map<String, String> inbound(String sid, String body) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("ToCountry", "US");
        form.put("MessageSid", sid);
        form.put("SmsStatus", "received");
        form.put("From", PHONE);
        form.put("To", "+15555550100");
        form.put("Body", body);
        form.put("NumMedia", "0");
        form.put("SomethingNew", "é & =");
        return form;
    }

    private static Map<String, String> status(String sid, String status, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", sid);
        form.put("SmsSid", sid);
        form.put("MessageStatus", status);
        form.put("SmsStatus", status);
        form.put("To", PHONE);
        form.put("From", "+15555550100");
        if (code != null) {
            form.put("ErrorCode", code);
        }
        return form;
    }
}
