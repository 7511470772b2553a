package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PHONE;
import static io.cardwatch.gateway.TestingBank.PSID;
import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.reply.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that mean harm, or are broken: refused, counted, and nothing written. */
final class HostileRequestsTest {
    private static final String MESSENGER = "/webhooks/bank-north/messenger";
    private static final int MUTATIONS = 1_500;

    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway =
                TestingGateway.start(
                        folder,
                        "  request-timeout: 1s\n  idle-timeout: 5s\n  max-connections: 64\n");
        gateway.know(granted(SUBJECT, "messenger", 1, "psid:" + PSID));
        gateway.know(granted(SUBJECT, "whatsapp", 1, PHONE));
        gateway.know(granted(SUBJECT, "sms", 1, PHONE));
        gateway.sent(1, SUBJECT, "messenger", "m_1", NOW.minusSeconds(60));
        gateway.sent(2, SUBJECT, "whatsapp", "wamid.1", NOW.minusSeconds(60));
        gateway.sent(3, SUBJECT, "sms", "SM1", NOW.minusSeconds(60));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        String signature = TestingGateway.metaSignature(large, TestingBank.APP_SECRET);

        assertThat(gateway.send(gateway.metaRequest("messenger", large, signature)).statusCode())
                .isEqualTo(413);
        assertThat(
                        status(
                                raw(
                                        "POST "
                                                + MESSENGER
                                                + " HTTP/1.1\r\n"
                                                + "Host: x\r\n"
                                                + "Transfer-Encoding: chunked\r\n\r\n"
                                                + ("4000\r\n" + " ".repeat(0x4000) + "\r\n")
                                                        .repeat(5)
                                                + "0\r\n\r\n")))
                .isEqualTo(413);
        assertThat(gateway.refused("too_large")).isEqualTo(2);
        assertThat(gateway.rows()).isEmpty();
    }

    @Test
    void shouldCutOffABodyThatTricklesIn() throws Exception {
        String answer =
                raw("POST " + MESSENGER + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");

        assertThat(status(answer)).isEqualTo(408);
        assertThat(gateway.refused("too_slow")).isOne();
    }

    @Test
    void shouldCutOffAHeaderThatTricklesIn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            long begin = System.nanoTime();
            int read = 0;
            out.write("POST / HTTP/1.1\r\n".getBytes(ISO_8859_1));
            socket.setSoTimeout(100);
            while (read >= 0 && System.nanoTime() - begin < Duration.ofSeconds(20).toNanos()) {
                try {
                    read = socket.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    try {
                        out.write('x');
                    } catch (IOException closed) {
                        read = -1;
                    }
                } catch (SocketException reset) {
                    read = -1;
                }
            }
            assertThat(read).isNegative();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldRefuseWhatIsNoRequestOrHasTooLongAHeader() throws Exception {
        assertThat(status(raw("nonsense\r\n\r\n"))).isEqualTo(400);
        assertThat(status(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9_000) + "\r\n\r\n")))
                .isEqualTo(431);
        assertThat(gateway.get("/webhooks/bank-north/nowhere").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/webhooks/bank-north/../../metrics").statusCode()).isIn(400, 404);
        assertThat(gateway.get("/metrics").statusCode()).isEqualTo(404);
        assertThat(
                        gateway.send(
                                        gateway.request(MESSENGER)
                                                .method(
                                                        "DELETE",
                                                        HttpRequest.BodyPublishers.noBody())
                                                .build())
                                .statusCode())
                .isEqualTo(405);
    }

    @Test
    void shouldAnswer503UntilItIsReady() throws Exception {
        gateway.ready(false);

        assertThat(gateway.meta("messenger", "{}").statusCode()).isEqualTo(503);
        assertThat(gateway.refused("not_ready")).isOne();
    }

    @Test
    void shouldTellTheCallerAStatusAlone() throws Exception {
        HttpResponse<String> answer = gateway.meta("messenger", "{}", "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().keySet()).doesNotContain("server", "x-powered-by");
    }

    @Test
    void shouldWriteNothingAndNeverFailOnMutatedRequestsWithTheSignatureOfTheOriginal()
            throws Exception {
        Random random = new Random(20261121);
        List<String> originals = originals();
        for (int i = 0; i < MUTATIONS; i++) {
            String original = originals.get(i % originals.size());
            String channel = i % originals.size() == 1 ? "whatsapp" : "messenger";
            byte[] mutated = Mutations.of(random, original.getBytes(UTF_8));
            String signature =
                    TestingGateway.metaSignature(original.getBytes(UTF_8), TestingBank.APP_SECRET);
            if (Arrays.equals(mutated, original.getBytes(UTF_8))) {
                continue;
            }
            assertThat(gateway.send(gateway.metaRequest(channel, mutated, signature)).statusCode())
                    .isEqualTo(401);
        }
        Map<String, String> form = TwilioWebhooksTest.inbound("SM-x", "NO");
        String body = TestingGateway.form(form);
        String signature =
                TestingGateway.twilioSignature(
                        "/webhooks/bank-north/sms", form, TestingBank.AUTH_TOKEN);
        for (int i = 0; i < MUTATIONS / 3; i++) {
            String mutated = new String(Mutations.of(random, body.getBytes(UTF_8)), ISO_8859_1);
            HttpResponse<String> answer =
                    gateway.send(
                            gateway.twilioRequest("/webhooks/bank-north/sms", mutated, signature));
            assertThat(answer.statusCode()).isIn(200, 400, 401);
            if (answer.statusCode() == 200) {
                // The same form, written in another way; then it is the original, and only that.
                gateway.rows().removeIf(row -> row.topic().equals("replies"));
            }
        }
        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.refused("fault")).isZero();
    }

    @Test
    void shouldNeverFailOnMutatedRequestsThatAreSigned() throws Exception {
        Random random = new Random(42);
        List<String> originals = originals();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated =
                    Mutations.of(random, originals.get(i % originals.size()).getBytes(UTF_8));
            String channel = i % originals.size() == 1 ? "whatsapp" : "messenger";
            String signature = TestingGateway.metaSignature(mutated, TestingBank.APP_SECRET);
            assertThat(gateway.send(gateway.metaRequest(channel, mutated, signature)).statusCode())
                    .isIn(200, 400);
        }
        assertThat(gateway.refused("fault")).isZero();
        assertThat(
                        gateway.replies().stream()
                                .filter(reply -> reply.answer() != Answer.STOP)
                                .map(reply -> reply.alertId())
                                .distinct()
                                .count())
                .isEqualTo(
                        gateway.replies().stream()
                                .filter(reply -> reply.answer() != Answer.STOP)
                                .count());
    }

    private static List<String> originals() {
        return List.of(
                MetaWebhooksTest.postback(
                        "m_in", payload(alertId(1), "messenger", Answer.CONFIRMED_FRAUD, NOW)),
                MetaWebhooksTest.whatsApp(
                        "\"statuses\":[{\"id\":\"wamid.1\",\"status\":\"sent\",\"timestamp\":\"1700000000\",\"errors\":[{\"code\":131026}]}]"),
                MetaWebhooksTest.messaging("\"read\":{\"watermark\":1700000000000}"),
                MetaWebhooksTest.messaging(
                        "\"account_linking\":{\"status\":\"linked\",\"authorization_code\":\"x\"}"),
                MetaWebhooksTest.text("m_t", "NO"));
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static int status(String line) {
        return Integer.parseInt(line.substring(9, 12));
    }
}
