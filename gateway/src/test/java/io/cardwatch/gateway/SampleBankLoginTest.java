package io.cardwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.gateway.sample.SampleBankLogin;
import io.cardwatch.jobs.config.GatewayConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the sample bank's login page to the consent. */
final class SampleBankLoginTest {
    private static final String BACK =
            "https://facebook.com/messenger_platform/account_linking/?account_linking_token=T";

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shouldLeadBackWithACodeThatLinks() throws Exception {
        GatewayConfig config = GatewayConfig.read(TestingBank.config(folder, "localhost:9", ""));
        try (TestingGateway gateway = TestingGateway.start(folder);
                WebServer bank =
                        WebServer.start(
                                config.web(),
                                Map.of("/login", page(gateway)),
                                () -> true,
                                new GatewayMetrics())) {
            assertThat(get(bank, "/login?redirect_uri=" + encoded(BACK)).body())
                    .contains("sample", "<option>Ann</option>", "account_linking_token=T");

            assertThat(location(bank, BACK, "no")).isEqualTo(BACK);
            assertThat(gateway.consents()).isEmpty();
            String agreed = location(bank, BACK, "yes");
            assertThat(agreed).startsWith(BACK + "&authorization_code=");
            assertThat(post(bank, "https://evil.example/", "no").statusCode()).isEqualTo(403);

            String code = agreed.substring(agreed.lastIndexOf('=') + 1);
            gateway.meta(
                    "messenger",
                    MetaWebhooksTest.messaging(
                            "\"account_linking\":{\"status\":\"linked\",\"authorization_code\":\""
                                    + code
                                    + "\"}"));
            assertThat(gateway.consents())
                    .singleElement()
                    .satisfies(
                            consent -> {
                                assertThat(consent.subjectRef()).isEqualTo("subject-ann");
                                assertThat(consent.evidence().source())
                                        .isEqualTo("sample-bank-login");
                            });
        }
    }

    private static SampleBankLogin page(TestingGateway gateway) {
        return new SampleBankLogin(
                URI.create("http://127.0.0.1:" + gateway.port()),
                TestingBank.ID,
                Map.of("Ann", "subject-ann"),
                TestingBank.API_SECRET,
                gateway::now);
    }

    private String location(WebServer bank, String back, String agree) throws Exception {
        HttpResponse<String> answer = post(bank, back, agree);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> post(WebServer bank, String back, String agree) throws Exception {
        String form = "customer=Ann&agree=" + agree + "&redirect_uri=" + encoded(back);
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bank.port() + "/login"))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(WebServer bank, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bank.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
