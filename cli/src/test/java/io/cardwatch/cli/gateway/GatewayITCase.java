package io.cardwatch.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.cardwatch.cli.delivery.Await;
import io.cardwatch.cli.delivery.DeliveryTopics;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.gateway.Gateway;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.reply.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway over real topics: what it writes, and what it still knows after it was killed. */
final class GatewayITCase {
    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedKafka kafka;
    private TestingTopics topics;
    private GatewayConfig config;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        topics = new TestingTopics(DeliveryTopics.create(kafka));
        config = GatewayConfig.read(TestingTopics.config(folder, kafka.bootstrapServers()));
        Instant now = Instant.now();
        topics.consent(1, Instant.EPOCH);
        for (int alert = 1; alert <= 2; alert++) {
            topics.alert(alert, now);
            topics.sent(alert, now.minusSeconds(alert));
        }
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void shouldTakeAnAnswerOnceHoweverOftenItIsKilled() throws Exception {
        String no = postback("m_in", 1, Answer.CONFIRMED_FRAUD);
        try (Gateway gateway = ready()) {
            assertThat(post(gateway, no)).isEqualTo(200);
            assertThat(post(gateway, no)).isEqualTo(200);
        }
        try (Gateway gateway = ready()) {
            assertThat(post(gateway, no)).isEqualTo(200);
            assertThat(post(gateway, postback("m_other", 1, Answer.LEGITIMATE))).isEqualTo(200);
            // A bare answer that came again is not taken for another alert.
            assertThat(post(gateway, text("m_text", "yes"))).isEqualTo(200);
        }
        try (Gateway gateway = ready()) {
            assertThat(post(gateway, text("m_text", "yes"))).isEqualTo(200);
        }

        assertThat(topics.replies())
                .extracting(reply -> reply.alertId() + " " + reply.answer())
                .containsExactlyInAnyOrder(
                        TestingTopics.alertId(1) + " " + Answer.CONFIRMED_FRAUD,
                        TestingTopics.alertId(2) + " " + Answer.LEGITIMATE);
    }

    @Test
    void shouldKeepAStopAgainstAnOlderGrantAcrossARestart() throws Exception {
        try (Gateway gateway = ready()) {
            assertThat(post(gateway, text("m_stop", "STOP"))).isEqualTo(200);
        }
        topics.consent(2, Instant.now().minusSeconds(3600));
        try (Gateway gateway = ready()) {
            Await.until("the late grant is withdrawn", () -> topics.isWithdrawn(2));
            assertThat(gateway.metrics().counted("late_grants_withdrawn")).isOne();
        }
        assertThat(topics.isWithdrawn(1)).isTrue();
    }

    @Test
    void shouldCarryOnAsTheTopicsGrow() throws Exception {
        try (Gateway gateway = ready()) {
            topics.alert(3, Instant.now());
            Await.until(
                    "the alert is answered",
                    () -> {
                        assertThat(post(gateway, postback("m_3", 3, Answer.LEGITIMATE)))
                                .isEqualTo(200);
                        return topics.replies().size() == 1;
                    });
        }
    }

    private Gateway ready() throws Exception {
        Gateway gateway = Gateway.start(config);
        Await.until("the topics are read", gateway::isReady);
        return gateway;
    }

    private int post(Gateway gateway, String body) {
        String signature =
                "sha256="
                        + Hashing.hmacSha256(TestingTopics.APP_SECRET.getBytes(UTF_8))
                                .hashString(body, UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + gateway.port()
                                                + "/webhooks/bank-north/messenger"))
                        .header("X-Hub-Signature-256", signature)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static String postback(String mid, int alert, Answer answer) {
        String payload = TestingTopics.payload(alert, answer);
        return messaging("\"postback\":{\"mid\":\"" + mid + "\",\"payload\":\"" + payload + "\"}");
    }

    private static String text(String mid, String text) {
        return messaging("\"message\":{\"mid\":\"" + mid + "\",\"text\":\"" + text + "\"}");
    }

    private static String messaging(String event) {
        return "{\"object\":\"page\",\"entry\":[{\"messaging\":[{\"sender\":{\"id\":\""
                + TestingTopics.PSID
                + "\"},\"timestamp\":"
                + System.currentTimeMillis()
                + ","
                + event
                + "}]}]}";
    }
}
