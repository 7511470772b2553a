package io.cardwatch.cli.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HostAndPort;
import com.standardwebhooks.Webhook;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.gateway.provider.StandardWebhooks;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.secret.Secret;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's server over HTTP: what it takes, from whom, and what it brings to the gateway. */
final class PhonePageTest {
    private static final String MESSAGE = "0123456789abcdef0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    @TempDir private Path folder;
    private PhonePage page;
    private WebServer gateway;
    private String secret;

    @BeforeEach
    void start() throws IOException {
        // Made for this run, so that nothing that looks like a secret stands in a file.
        secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        SecretReference reference =
                SecretReference.file(Files.writeString(folder.resolve("secret"), secret));
        page = PhonePage.start("app", reference, InstantSource.system(), bank -> "Bank " + bank);
        gateway = startGateway(reference);
    }

    /** Takes what is signed as a gateway does, and notes it. */
    private WebServer startGateway(SecretReference reference) throws IOException {
        StandardWebhooks webhooks =
                new StandardWebhooks(new Secret(reference), InstantSource.system());
        HostAndPort anyPort = HostAndPort.fromParts("127.0.0.1", 0);
        return WebServer.start(
                new GatewayConfig.Web(
                        anyPort, anyPort, null, Duration.ofSeconds(5), Duration.ofSeconds(5), 8),
                Map.of(
                        "/webhooks/north/app",
                        request -> {
                            String id = webhooks.verify(request);
                            assertThat(id).startsWith("press-");
                            taken.add(new String(request.body(), UTF_8));
                            return CompletableFuture.completedStage(WebAnswer.empty(204));
                        }),
                () -> true,
                new GatewayMetrics());
    }

    @AfterEach
    void stop() {
        gateway.close();
        page.close();
    }

    @Test
    void shouldKeepSignedMessagesOnceAndTheirPayloadsToItself() throws Exception {
        assertThat(deliver(message("Is it you?"), secret)).isEqualTo(204);
        assertThat(deliver(message("Is it you?"), secret)).isEqualTo(204);

        JsonNode state = state();
        assertThat(page.messages()).isEqualTo(1);
        assertThat(state.at("/phones/0/owner").asText()).isEqualTo("person 1");
        assertThat(state.at("/phones/0/bank").asText()).isEqualTo("Bank north");
        assertThat(state.at("/phones/0/messages/0/text").asText()).isEqualTo("Is it you?");
        assertThat(state.toString()).doesNotContain("c1.the-payload");
    }

    @Test
    void shouldRefuseMessagesThatDeliveryDidNotSign() throws Exception {
        String other = "whsec_" + Base64.getEncoder().encodeToString(filled(32));

        assertThat(deliver(message("forged"), other)).isEqualTo(401);
        assertThat(post("/hub/messages", message("bare"), Map.of()).statusCode()).isEqualTo(401);
        assertThat(deliver("{\"type\":\"fraud.alert\"}", secret)).isEqualTo(400);
        assertThat(deliver(message("other id").replace(MESSAGE, "f".repeat(32)), secret))
                .isEqualTo(400);

        assertThat(page.messages()).isZero();
    }

    @Test
    void shouldBringAPressToTheGatewayWithItsPayloadAndSayWhatWasTaken() throws Exception {
        page.answersGoTo(URI.create("http://127.0.0.1:" + gateway.port() + '/'));
        deliver(message("Is it you?"), secret);

        assertThat(press(MESSAGE, "confirmed-fraud", origin())).isEqualTo(204);

        assertThat(taken).hasSize(1);
        JsonNode reply = JSON.readTree(taken.element());
        assertThat(reply.path("type").asText()).isEqualTo("fraud.reply");
        assertThat(reply.at("/data/payload").asText()).isEqualTo("c1.the-payload");
        assertThat(reply.at("/data/recipient").asText()).isEqualTo("person 1");
        assertThat(state().at("/phones/0/messages/0/answered").asText())
                .isEqualTo("confirmed-fraud");
    }

    @Test
    void shouldNotClaimAnAnswerThatTheGatewayDidNotTake() throws Exception {
        deliver(message("Is it you?"), secret);

        assertThat(press(MESSAGE, "confirmed-fraud", origin())).isEqualTo(502);

        assertThat(state().at("/phones/0/messages/0").has("answered")).isFalse();
    }

    @Test
    void shouldTakePressesFromThePageAlone() throws Exception {
        page.answersGoTo(URI.create("http://127.0.0.1:" + gateway.port() + '/'));
        deliver(message("Is it you?"), secret);

        assertThat(press(MESSAGE, "confirmed-fraud", "http://elsewhere.example")).isEqualTo(403);
        assertThat(press(MESSAGE, "confirmed-fraud", "null")).isEqualTo(403);
        assertThat(post("/answers", "{}", Map.of("Content-Type", "application/json")).statusCode())
                .isEqualTo(403);
        assertThat(
                        post(
                                        "/answers",
                                        "{}",
                                        Map.of("Origin", origin(), "Content-Type", "text/plain"))
                                .statusCode())
                .isEqualTo(415);
        assertThat(press("f".repeat(32), "confirmed-fraud", origin())).isEqualTo(410);
        assertThat(press(MESSAGE, "perhaps", origin())).isEqualTo(400);
        assertThat(taken).isEmpty();
    }

    @Test
    void shouldAnswerUnderThisMachinesOwnNameAlone() throws Exception {
        assertThat(statusOf("/state", "rebound.example")).isEqualTo(403);
        assertThat(statusOf("/", "rebound.example:" + page.address().getPort())).isEqualTo(403);
        assertThat(statusOf("/", "localhost:" + page.address().getPort())).isEqualTo(200);
    }

    @Test
    void shouldLoadNothingFromElsewhereAndRunNoScriptInThePage() throws Exception {
        HttpResponse<String> answer = get("/");

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .startsWith("default-src 'none'; script-src 'self';")
                                        .contains("frame-ancestors 'none'")
                                        .doesNotContain("unsafe"));
        assertThat(answer.body())
                .doesNotContain("://", "<script>", "<style", " style=", " onclick");
        for (String style : List.of("/base.css", "/phone.css")) {
            assertThat(get(style).body()).doesNotContain("://", "url(", "@import");
        }
        for (String script : List.of("/page.js", "/phone.js", "/bank.js", "/view.js")) {
            assertThat(get(script).body()).doesNotContain("://", "innerHTML", "eval(");
        }
    }

    @Test
    void shouldShowMarkupInAMessageAsTheTextThatItIs() throws Exception {
        assumeTrue(
                Chromium.isInstalled(),
                "there is no Chromium on the path; Debian has it as the package chromium");
        String markup = "<script>document.title='run'</script><img src=x onerror=alert(1)>";
        deliver(message("Paid at " + markup), secret);

        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.open(page.address(), 400, 900, false);
            browser.await("the message", "document.querySelector('#messages .text')");

            assertThat(browser.evaluate("document.querySelector('#messages .text').textContent"))
                    .isEqualTo("Paid at " + markup);
            assertThat(browser.evaluate("document.title")).isEqualTo("Cardwatch: was this you?");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void shouldTellOnlyWhatIsNew() throws Exception {
        long revision = state().path("revision").asLong();

        assertThat(get("/state?since=" + revision).statusCode()).isEqualTo(204);
        deliver(message("Is it you?"), secret);
        assertThat(get("/state?since=" + revision).statusCode()).isEqualTo(200);
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static String message(String text) {
        return """
        {"type":"fraud.alert","timestamp":"2026-03-01T22:05:00Z","data":{"messageId":"%s",\
        "alertIds":["%s"],"bankId":"north","recipient":"person 1","channel":"app",\
        "severity":"high","locale":"en","title":"A title","text":"%s",\
        "eventTime":"2026-03-01T22:05:00Z","replies":[\
        {"answer":"confirmed-fraud","title":"No","payload":"c1.the-payload"}]}}"""
                .formatted(MESSAGE, MESSAGE, text);
    }

    private int deliver(String body, String signedBy) throws Exception {
        long seconds = Instant.now().getEpochSecond();
        return post(
                        "/hub/messages",
                        body,
                        Map.of(
                                "webhook-id",
                                MESSAGE,
                                "webhook-timestamp",
                                Long.toString(seconds),
                                "webhook-signature",
                                new Webhook(signedBy).sign(MESSAGE, seconds, body)))
                .statusCode();
    }

    private int press(String message, String answer, String origin) throws Exception {
        return post(
                        "/answers",
                        "{\"message\":\"%s\",\"answer\":\"%s\"}".formatted(message, answer),
                        Map.of("Origin", origin, "Content-Type", "application/json"))
                .statusCode();
    }

    private String origin() {
        return "http://127.0.0.1:" + page.address().getPort();
    }

    private JsonNode state() throws Exception {
        return JSON.readTree(get("/state").body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(page.address().resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(page.address().resolve(path))
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** By hand: Java's own client lets nobody choose the host. */
    private int statusOf(String path, String host) throws IOException {
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), page.address().getPort());
                InputStream answer = socket.getInputStream()) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, host);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return Integer.parseInt(new String(answer.readAllBytes(), UTF_8).split(" ", 3)[1]);
        }
    }
}
