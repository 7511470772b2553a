package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PHONE;
import static io.cardwatch.gateway.TestingBank.PSID;
import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways of opting in, each from the bank's request to the consent. */
final class OptInTest {
    private static final String API = "/banks/bank-north/enrolments";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldGrantOnAccountLinkingOnce() throws Exception {
        JsonNode answer =
                begin(
                        "req-1",
                        "linking",
                        "messenger",
                        ",\"redirectUri\":\"https://facebook.com/messenger_platform/account_linking/?account_linking_token=T\"");
        String code = answer.path("code").asText();
        assertThat(answer.path("redirectTo").asText())
                .isEqualTo(
                        "https://facebook.com/messenger_platform/account_linking/?account_linking_token=T&authorization_code="
                                + code);
        assertThat(code).hasSizeGreaterThanOrEqualTo(22);

        link(code);
        link(code);

        assertThat(gateway.consents())
                .singleElement()
                .satisfies(
                        consent -> {
                            assertThat(consent.status()).isEqualTo(ConsentStatus.GRANTED);
                            assertThat(consent.version()).isEqualTo(1);
                            assertThat(consent.address()).isEqualTo("psid:" + PSID);
                            assertThat(consent.locale()).isEqualTo("de-DE");
                            assertThat(consent.grantedAt()).isEqualTo(NOW);
                            assertThat(consent.evidence().source()).isEqualTo("online-banking");
                            assertThat(consent.evidence().textVersion()).isEqualTo("2026-11");
                            assertThat(consent.evidence().receiptId()).startsWith("enrolment-");
                        });
        assertThat(gateway.ignored("messenger", "unknown_code")).isOne();
        assertThat(gateway.rows()).noneMatch(row -> (row.key() + row.value()).contains(code));
    }

    @Test
    void shouldStartAnewWithWhoeverWasErased() throws Exception {
        gateway.know(granted(SUBJECT, "messenger", 6, PSID));
        gateway.know(Consent.erased(granted(SUBJECT, "messenger", 6, PSID).key()));

        String code = begin("req-1", "linking", "messenger", "").path("code").asText();
        link(code);

        assertThat(gateway.consents()).extracting(Consent::version).containsExactly(1L);
    }

    @Test
    void shouldGrantTheNextVersionAfterAStop() throws Exception {
        gateway.know(granted(SUBJECT, "messenger", 6, PSID));
        gateway.meta("messenger", MetaWebhooksTest.text("m_s", "STOP"));
        gateway.rows().clear();
        gateway.at(NOW.plusSeconds(1));

        String code = begin("req-1", "linking", "messenger", "").path("code").asText();
        gateway.meta("messenger", linked(code, NOW.plusSeconds(1)));

        assertThat(gateway.consents()).extracting(Consent::version).containsExactly(7L);
    }

    @Test
    void shouldGrantNothingByTextAfterTwiliosOwnOptOut() throws Exception {
        text("SM1", begin("req-1", "keyword", "sms", "").path("text").asText());
        Map<String, String> stop = TwilioWebhooksTest.inbound("SM2", "arret");
        stop.put("OptOutType", "STOP");
        gateway.twilio(stop);
        gateway.at(NOW.plusSeconds(1));
        text("SM3", "JA");

        assertThat(gateway.consents()).isEmpty();
    }

    @Test
    void shouldTakeAnAddressAsLongAsAConsentsMayBe() throws Exception {
        String address = "a".repeat(600) + "@mail.example";

        begin("req-1", "link", "email", ",\"address\":\"" + address + "\"");

        assertThat(gateway.rows()).singleElement().matches(row -> row.value().contains(address));
    }

    @Test
    void shouldGrantNothingForACodeThatIsExpiredUnknownOrAnotherWays() throws Exception {
        String expired = begin("req-1", "linking", "messenger", "").path("code").asText();
        gateway.at(NOW.plusSeconds(301));
        gateway.meta(
                "messenger",
                MetaWebhooksTest.messaging(
                                "\"timestamp\":" + NOW.plusSeconds(301).toEpochMilli() + ",\"x\":1")
                        .replaceFirst("\"timestamp\":\\d+,", "")
                        .replace("\"x\":1", linking(expired)));
        link("nonsense");
        link(
                begin("req-2", "link", "email", ",\"address\":\"user@mail.example\"")
                        .path("code")
                        .asText());

        assertThat(gateway.consents()).isEmpty();
        assertThat(gateway.ignored("messenger", "unknown_code")).isEqualTo(3);
    }

    @Test
    void shouldGrantByTextOnlyAfterASecondOne() throws Exception {
        JsonNode answer = begin("req-1", "keyword", "sms", "");
        String join = answer.path("text").asText();
        assertThat(join).matches("JOIN [A-HJ-NP-Z2-9]{8}");

        assertThat(text("SM0", "JA")).isEqualTo(TwilioWebhooksTest.EMPTY);
        assertThat(gateway.consents()).isEmpty();
        assertThat(
                        text(
                                "SM1",
                                " join: "
                                        + answer.path("code").asText().toLowerCase(Locale.ROOT)
                                        + ". "))
                .contains("<Message>")
                .contains("JA", "STOP");
        assertThat(gateway.consents()).isEmpty();
        assertThat(text("SM2", "Ja")).contains("STOP");
        assertThat(text("SM3", "ja")).isEqualTo(TwilioWebhooksTest.EMPTY);

        assertThat(gateway.consents())
                .singleElement()
                .satisfies(consent -> assertThat(consent.address()).isEqualTo(PHONE));
    }

    @Test
    void shouldGrantNothingByTextTooLateByAnotherNumberOrAfterStop() throws Exception {
        String late = begin("req-1", "keyword", "sms", "").path("text").asText();
        text("SM1", late);
        gateway.at(NOW.plusSeconds(600));
        text("SM2", "JA");

        String taken = begin("req-2", "keyword", "sms", "").path("text").asText();
        text("SM3", taken);
        Map<String, String> other = TwilioWebhooksTest.inbound("SM4", taken);
        other.put("From", "+15555550177");
        gateway.twilio(other);
        Map<String, String> yes = TwilioWebhooksTest.inbound("SM5", "JA");
        yes.put("From", "+15555550177");
        gateway.twilio(yes);

        text("SM6", "STOP");
        text("SM7", "JA");

        assertThat(gateway.consents()).isEmpty();
    }

    @Test
    void shouldStopListeningToAnAddressThatGuessesCodes() throws Exception {
        for (int i = 0; i < 5; i++) {
            text("SMx" + i, "JOIN AAAAAAA" + (i + 2));
        }
        String right = begin("req-1", "keyword", "sms", "").path("text").asText();

        assertThat(text("SM-right", right)).isEqualTo(TwilioWebhooksTest.EMPTY);
        assertThat(gateway.ignored("sms", "too_many_codes")).isOne();
        gateway.at(NOW.plusSeconds(3601));
        assertThat(text("SM-later", right)).contains("<Message>");
    }

    @Test
    void shouldGrantByLinkWhenTheButtonIsPressedAndNotBefore() throws Exception {
        JsonNode answer = begin("req-1", "link", "email", ",\"address\":\"user@mail.example\"");
        String link = answer.path("link").asText();
        assertThat(link).startsWith(TestingBank.PUBLIC_URL + "/opt-in/bank-north?c=");
        String path = link.substring(TestingBank.PUBLIC_URL.length());

        HttpResponse<String> page = gateway.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("lang=\"de\"", "<button", "bank-north")
                .doesNotContain("user@mail");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(gateway.consents()).isEmpty();

        assertThat(agree(answer, "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(gateway.consents()).isEmpty();
        assertThat(agree(answer, TestingBank.PUBLIC_URL).statusCode()).isEqualTo(200);
        assertThat(agree(answer, TestingBank.PUBLIC_URL).statusCode()).isEqualTo(410);
        assertThat(gateway.get(path).statusCode()).isEqualTo(410);

        assertThat(gateway.consents())
                .extracting(Consent::address)
                .containsExactly("user@mail.example");
    }

    @Test
    void shouldGiveTheSameRequestTheSameCodeAndWriteItOnce() throws Exception {
        JsonNode first = begin("req-1", "linking", "messenger", "");
        JsonNode again = begin("req-1", "linking", "messenger", "");
        JsonNode other = begin("req-2", "linking", "messenger", "");

        assertThat(again.path("code")).isEqualTo(first.path("code"));
        assertThat(other.path("code")).isNotEqualTo(first.path("code"));
        assertThat(gateway.rows()).hasSize(2);
    }

    @Test
    void shouldRefuseRequestsThatAreForgedOrDoNotFit() throws Exception {
        String good = body("linking", "messenger", "");
        assertThat(gateway.signed(API, "r", NOW, good, TestingBank.HUB_SECRET).statusCode())
                .isEqualTo(401);
        assertThat(
                        gateway.signed(
                                        API,
                                        "r",
                                        NOW.minusSeconds(400),
                                        good,
                                        TestingBank.API_SECRET)
                                .statusCode())
                .isEqualTo(401);
        for (String wrong :
                new String[] {
                    body("keyword", "messenger", ""),
                    body("linking", "sms", ""),
                    body("linking", "nowhere", ""),
                    body("link", "email", ""),
                    body("linking", "messenger", ",\"address\":\"psid:1\""),
                    body("link", "email", ",\"address\":\"4111111111111111\""),
                    good.replace("Europe/Berlin", "Europe/Nowhere"),
                    good.replace("de-DE", "not a locale"),
                    good.replace("\"source\"", "\"sauce\""),
                    "[]",
                    ""
                }) {
            assertThat(gateway.signed(API, "r", NOW, wrong, TestingBank.API_SECRET).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(
                        gateway.signed(
                                        API,
                                        "r",
                                        NOW,
                                        body(
                                                "linking",
                                                "messenger",
                                                ",\"redirectUri\":\"https://facebook.com.evil.example/\""),
                                        TestingBank.API_SECRET)
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        gateway.signed(
                                        "/banks/bank-south/enrolments",
                                        "r",
                                        NOW,
                                        good,
                                        TestingBank.API_SECRET)
                                .statusCode())
                .isEqualTo(404);
        assertThat(gateway.rows()).isEmpty();
    }

    private JsonNode begin(String id, String way, String channel, String more) throws Exception {
        return begin(gateway, id, way, channel, more);
    }

    static JsonNode begin(
            TestingGateway gateway, String id, String way, String channel, String more)
            throws Exception {
        HttpResponse<String> answer =
                gateway.signed(
                        API, id, gateway.now(), body(way, channel, more), TestingBank.API_SECRET);
        assertThat(answer.statusCode()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static String body(String way, String channel, String more) {
        return """
        {"way":"%s","subjectRef":"%s","channel":"%s","locale":"de-DE","timeZone":"Europe/Berlin",
         "detail":"minimal","minSeverity":"medium","textVersion":"2026-11","source":"online-banking"%s}\
        """
                .formatted(way, SUBJECT, channel, more);
    }

    private void link(String code) throws Exception {
        assertThat(
                        gateway.meta("messenger", MetaWebhooksTest.messaging(linking(code)))
                                .statusCode())
                .isEqualTo(200);
    }

    static String linked(String code, Instant at) {
        return MetaWebhooksTest.messaging(linking(code))
                .replace("" + NOW.toEpochMilli(), "" + at.toEpochMilli());
    }

    private static String linking(String code) {
        return "\"account_linking\":{\"status\":\"linked\",\"authorization_code\":\""
                + code
                + "\"}";
    }

    private String text(String sid, String body) throws Exception {
        return gateway.twilio(TwilioWebhooksTest.inbound(sid, body)).body();
    }

    private HttpResponse<String> agree(JsonNode answer, String origin) throws Exception {
        return gateway.send(
                gateway.request("/opt-in/bank-north")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString("c=" + answer.path("code").asText()))
                        .build());
    }
}
