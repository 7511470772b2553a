package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bank's own servers, its hub and its readers send, damaged. */
final class FuzzedSignedRequestsTest {
    private static final int MUTATIONS = 700;

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
        gateway.know(granted(SUBJECT, "hub", 1, "user-1"));
        gateway.know(granted(SUBJECT, "push", 1, "https://push.example/1"));
        gateway.know(granted(SUBJECT, "email", 1, "user@mail.example"));
        gateway.sent(1, SUBJECT, "hub", "h_1", NOW.minusSeconds(60));
        gateway.sent(2, SUBJECT, "push", "p_1", NOW.minusSeconds(60));
        gateway.sent(3, SUBJECT, "email", "e_1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private enum Api {
        HUB(
                "/webhooks/bank-north/hub",
                TestingBank.HUB_SECRET,
                "{\"type\":\"fraud.reply\",\"data\":{\"payload\":\""
                        + payload(alertId(1), "hub", Answer.CONFIRMED_FRAUD, NOW)
                        + "\",\"recipient\":\"user-1\"}}"),
        ENROLMENT(
                "/banks/bank-north/enrolments",
                TestingBank.API_SECRET,
                """
                {"way":"link","subjectRef":"subject-1","channel":"email","locale":"de-DE",\
                "timeZone":"Europe/Berlin","detail":"minimal","minSeverity":"medium",\
                "textVersion":"2026-11","source":"online-banking","address":"user@mail.example"}""");

        private final String path;
        private final String secret;
        private final String body;

        Api(String path, String secret, String body) {
            this.path = path;
            this.secret = secret;
            this.body = body;
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void shouldWriteNothingWhereTheSignatureIsAnotherBodys(Api api) throws Exception {
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = Mutations.of(random, bytes(api));
            if (!Arrays.equals(mutated, bytes(api))) {
                assertThat(status(api, i, bytes(api), mutated)).isEqualTo(401);
                refused++;
            }
        }
        assertThat(gateway.refused("bad_signature")).isEqualTo(refused);
        assertThat(gateway.rows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void shouldRefuseOrTakeWhatIsSignedAndNeverFail(Api api) throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = Mutations.of(random, bytes(api));
            assertThat(status(api, i, mutated, mutated)).isIn(201, 204, 400);
        }
        assertThat(gateway.refused("fault")).isZero();
        assertThat(gateway.consents())
                .noneMatch(consent -> consent.status() == ConsentStatus.GRANTED);
        assertThat(gateway.replies()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldWriteNothingForADamagedPayloadOfAReaderOrABrowser() throws Exception {
        Random random = new Random(3);
        String push = payload(alertId(2), "push", Answer.CONFIRMED_FRAUD, NOW);
        String mail = payload(alertId(3), "email", Answer.STOP, NOW);
        for (int i = 0; i < MUTATIONS; i++) {
            String damaged = new String(Mutations.of(random, push.getBytes(UTF_8)), ISO_8859_1);
            if (!damaged.equals(push)) {
                HttpRequest request =
                        gateway.request("/webhooks/bank-north/push")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"payload\":\"" + damaged + "\"}"))
                                .build();
                assertThat(gateway.send(request).statusCode()).isIn(400, 401, 410);
            }
            String unsubscribe =
                    new String(Mutations.of(random, mail.getBytes(UTF_8)), ISO_8859_1)
                            .replaceAll("[^A-Za-z0-9._-]", "~");
            if (!unsubscribe.equals(mail)) {
                HttpRequest request =
                        gateway.request("/unsubscribe/bank-north/email?t=" + unsubscribe)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                .build();
                assertThat(gateway.send(request).statusCode()).isIn(400, 401, 410);
            }
        }
        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("fault")).isZero();
    }

    private static byte[] bytes(Api api) {
        return api.body.getBytes(UTF_8);
    }

    private int status(Api api, int number, byte[] signed, byte[] body) throws Exception {
        HttpRequest request =
                gateway.signedRequest(api.path, "id-" + number, NOW, signed, body, api.secret);
        return gateway.send(request).statusCode();
    }
}
