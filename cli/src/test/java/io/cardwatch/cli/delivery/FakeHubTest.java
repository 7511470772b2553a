package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.cardwatch.cli.delivery.Arrival.Form;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class FakeHubTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shouldNoteEveryRepeatOfAWebhookWithTheAlertsItNames() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            assertThat(send(webhook(hub, FakeHub.SECRET)).statusCode()).isEqualTo(200);
            assertThat(send(webhook(hub, FakeHub.SECRET)).statusCode()).isEqualTo(200);

            assertThat(hub.arrivals())
                    .hasSize(2)
                    .allSatisfy(
                            arrival -> {
                                assertThat(arrival.key()).isEqualTo("m-1");
                                assertThat(arrival.alertIds()).containsExactly("a-1", "a-2");
                            });
            assertThat(hub.faults()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAForgedWebhookAndAForeignToken() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            String other = "whsec_" + HubRequests.base64("another secret of these tests");

            assertThat(send(webhook(hub, other)).statusCode()).isEqualTo(401);
            assertThat(send(sms(hub, "another token")).statusCode()).isEqualTo(401);
            assertThat(hub.arrivals()).isEmpty();
            assertThat(hub.faults()).hasSize(2);
        }
    }

    @Test
    void shouldAnswerHundredsAtOnceThoughEachAnswerTakesItsTime() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.answerAfter(Duration.ofMillis(200));
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                answers.add(
                        client.sendAsync(
                                sms(hub, FakeHub.TOKEN), HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
            }
            assertThat(hub.underWay()).isZero();
            assertThat(hub.arrived()).isEqualTo(400);
        }
    }

    @Test
    void shouldMisbehaveAsItIsTold() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.treat(Form.SMS, () -> Treatment.THROTTLE);
            assertThat(send(sms(hub, FakeHub.TOKEN)).statusCode()).isEqualTo(429);
            hub.treat(Form.SMS, () -> Treatment.FAIL);
            assertThat(send(sms(hub, FakeHub.TOKEN)).statusCode()).isEqualTo(503);
            hub.treat(Form.SMS, () -> Treatment.BREAK);
            assertThatThrownBy(() -> send(sms(hub, FakeHub.TOKEN))).isInstanceOf(IOException.class);

            assertThat(hub.arrivals())
                    .extracting(Arrival::treatment)
                    .containsExactly(Treatment.THROTTLE, Treatment.FAIL, Treatment.BREAK);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest webhook(FakeHub hub, String secret) throws Exception {
        String body = "{\"type\":\"fraud.alert\",\"data\":{\"alertIds\":[\"a-1\",\"a-2\"]}}";
        long timestamp = Instant.now().getEpochSecond();
        return HttpRequest.newBuilder(hub.webhookAddress())
                .header("webhook-id", "m-1")
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", new Webhook(secret).sign("m-1", timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build();
    }

    private static HttpRequest sms(FakeHub hub, String token) {
        URI address =
                hub.base().resolve("/2010-04-01/Accounts/" + FakeHub.ACCOUNT + "/Messages.json");
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + HubRequests.base64(FakeHub.ACCOUNT + ":" + token))
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "To=%2B15550100&From=%2B15550199&Body=Hello", UTF_8))
                .build();
    }
}
