package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingBank.payload;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.reply.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway writes, is told and tells, held against what is promised of it. */
final class ContractsTest {
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Map<String, String> BY_TOPIC =
            Map.of(
                    "replies", "reply",
                    "consents", "consent",
                    "receipts", "receipt",
                    "enrolments", "enrolment");

    @TempDir private Path folder;

    @Test
    void shouldWriteRecordsOfTheirSchemas() throws Exception {
        try (TestingGateway gateway = TestingGateway.start(folder)) {
            gateway.know(granted(SUBJECT, "messenger", 1, TestingBank.PSID));
            gateway.sent(1, SUBJECT, "messenger", "m_1", NOW);
            gateway.meta(
                    "messenger",
                    MetaWebhooksTest.postback(
                            "m_a", payload(alertId(1), "messenger", Answer.LEGITIMATE, NOW)));
            gateway.meta(
                    "messenger", MetaWebhooksTest.messaging("\"delivery\":{\"mids\":[\"m_1\"]}"));
            gateway.meta("messenger", MetaWebhooksTest.text("m_b", "STOP"));
            String request =
                    """
                    {"way":"keyword","subjectRef":"s","channel":"sms","locale":"en","timeZone":"UTC",
                     "textVersion":"1","source":"branch"}\
                    """;
            assertThat(conforms("enrolment-request", request)).isTrue();
            String code =
                    gateway.signed(
                                    "/banks/bank-north/enrolments",
                                    "r",
                                    NOW,
                                    request,
                                    TestingBank.API_SECRET)
                            .body()
                            .replaceAll(".*JOIN ([A-Z0-9]{8}).*", "$1");
            gateway.twilio(TwilioWebhooksTest.inbound("SM1", "JOIN " + code));
            gateway.twilio(TwilioWebhooksTest.inbound("SM2", "YES"));

            assertThat(gateway.rows())
                    .extracting(TestingGateway.Row::topic)
                    .contains("replies", "receipts", "consents", "enrolments");
            assertThat(gateway.rows())
                    .allMatch(row -> conforms(BY_TOPIC.get(row.topic()), row.value()));
            assertThat(gateway.rows())
                    .filteredOn(row -> !row.topic().equals("consents"))
                    .noneMatch(
                            row ->
                                    row.value().contains(TestingBank.PSID)
                                            || row.value().contains("5555550101"));
        }
    }

    @Test
    void shouldDescribeWhatAHubBrings() {
        assertThat(
                        conforms(
                                "hub-reply",
                                "{\"type\":\"fraud.reply\",\"data\":{\"payload\":\"c1.x\"}}"))
                .isTrue();
        assertThat(conforms("hub-reply", "{\"type\":\"fraud.alert\",\"data\":{\"payload\":\"x\"}}"))
                .isFalse();
    }

    @Test
    void shouldTellItsHealthAndWhatItCountedAtAnAddressOfItsOwn() throws Exception {
        try (TestingGateway gateway = TestingGateway.start(folder)) {
            gateway.meta("messenger", "{}", "wrong");
            gateway.ready(false);

            assertThat(admin(gateway, "/health").statusCode()).isEqualTo(503);
            gateway.ready(true);
            assertThat(admin(gateway, "/health").body()).contains("ready");
            assertThat(admin(gateway, "/metrics").body())
                    .contains("# TYPE cardwatch_gateway_refused_total counter")
                    .contains("cardwatch_gateway_refused_total{reason=\"bad_signature\"} 1");
            assertThat(admin(gateway, "/webhooks/bank-north/messenger").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldNameFileLineAndOptionOfWhatIsWrong() throws Exception {
        assertWrong("  listn: \"x:1\"\n", "gateway.listn", "did you mean 'gateway.listen'");
        assertWrong("  max-connections: 0\n", "gateway.max-connections", "1 or more");
        assertWrong("  alert-memory: 23h\n", "gateway.alert-memory", "replies.expire-after");
        assertWrong("  keyword-expires-after: 49h\n", "gateway.keyword-expires-after", "2 days");
        Path file = TestingBank.config(folder, "localhost:9", "");
        Files.writeString(
                file, Files.readString(file).replace("gateway:\n", "gateway:\n  public-urll: x\n"));
        assertThatThrownBy(() -> GatewayConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("public-url");
        Path inbound = TestingBank.config(folder, "localhost:9", "");
        Files.writeString(
                inbound,
                Files.readString(inbound).replace("verify-token-file", "verify-tokn-file"));
        assertThatThrownBy(
                        () ->
                                new Assembly(
                                        GatewayConfig.read(inbound),
                                        new byte[16],
                                        new byte[16],
                                        (topic, key, value) -> null,
                                        () -> NOW))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(inbound + ":")
                .hasMessageContaining("verify-tokn-file");
    }

    private void assertWrong(String more, String... told) throws Exception {
        Path file = TestingBank.config(folder, "localhost:9", more);
        assertThatThrownBy(() -> GatewayConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ":")
                .hasMessageContainingAll(told);
    }

    private static boolean conforms(String schema, String json) {
        String resource = "/io/cardwatch/schema/" + schema + ".schema.json";
        try (InputStream stream = ContractsTest.class.getResourceAsStream(resource)) {
            return SCHEMAS.getSchema(new String(stream.readAllBytes(), UTF_8))
                    .validate(json, InputFormat.JSON)
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> admin(TestingGateway gateway, String path)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:" + gateway.adminPort() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
