package io.cardwatch.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.meta.GraphChannelContract;
import io.cardwatch.channel.meta.TestingGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppChannelTest extends GraphChannelContract {
    private static final String TEMPLATE =
            """
            {"messaging_product":"whatsapp","to":"15551234567","type":"template",\
            "template":{"name":"fraud_alert_v1","language":{"code":"en_US"},\
            "components":[\
            {"type":"body","parameters":[{"type":"text","text":"North Bank"},\
            {"type":"text","text":"USD 812.40"}]},\
            {"type":"button","sub_type":"quick_reply","index":"0",\
            "parameters":[{"type":"payload","payload":"c1.AL9.l.x.sig-yes"}]},\
            {"type":"button","sub_type":"quick_reply","index":"1",\
            "parameters":[{"type":"payload","payload":"c1.AL9.c.x.sig-no"}]}]}}""";
    private static final SendOutcome SENT = SendOutcome.accepted("wamid.HBgLMTU1NQ==");

    WhatsAppChannelTest() {
        super(
                new TestingGraph(
                        WhatsAppChannelTest.class,
                        "cloud-api.schema.json",
                        """
                        {"messaging_product":"whatsapp",\
                        "contacts":[{"input":"15551234567","wa_id":"15551234567"}],\
                        "messages":[{"id":"wamid.HBgLMTU1NQ=="}]}"""),
                new WhatsAppType(),
                "phone-number-id",
                "+15551234567");
    }

    @Test
    void shouldSendATemplate() {
        assertThat(send(message())).isEqualTo(SENT);
        assertThat(graph.request().text()).isEqualTo(TEMPLATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"messaging_product\":\"whatsapp\", | ``",
                "\"15551234567\" | \"+15551234567\"",
                "\"to\": | \"recipient\":\"US.1\",\"to\":",
                "\"index\":\"0\" | \"index\":0",
                "quick_reply | postback",
                "\"type\":\"body\" | \"type\":\"BODY\"",
                "USD 812.40 | USD\\t812.40",
                "\"type\":\"template\", | \"type\":\"template\",\"biz_opaque\":1,"
            })
    void shouldBeTestedAgainstAStrictProvider(String documented, String other) {
        assertThat(graph.takes(TEMPLATE)).isTrue();
        assertThat(TEMPLATE).contains(documented);
        assertThat(graph.takes(TEMPLATE.replace(documented, other))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15551234567", "15551234567", "wa:15551234567", "wa:+15551234567"})
    void shouldSendToAPhoneNumberWithoutItsPlus(String address) {
        assertThat(send(address)).isEqualTo(SENT);
        assertThat(graph.request().text()).isEqualTo(TEMPLATE);
    }

    @ParameterizedTest
    @CsvSource({
        "US.13491208655302741918, US.13491208655302741918",
        "wa:US.13491208655302741918, US.13491208655302741918",
        "US.ENT.11815799212886844830, US.ENT.11815799212886844830"
    })
    void shouldSendToABusinessScopedId(String address, String recipient) {
        assertThat(send(address)).isEqualTo(SENT);
        assertThat(graph.request().text())
                .isEqualTo(
                        TEMPLATE.replace(
                                "\"to\":\"15551234567\"", "\"recipient\":\"" + recipient + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"someone@example.com", "+0555", "123456", "us.1", "US.", "US.1-2"})
    void shouldSendToNothingElse(String address) {
        assertThat(send(address)).isEqualTo(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        assertThat(graph.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, 503, 2",
        "RETRY, 500, 131000",
        "RETRY, 500, 131016",
        "RETRY, 500, 133000",
        "RETRY, 503, 133004",
        "RETRY_LATER, 400, 4",
        "RETRY_LATER, 400, 80007",
        "RETRY_LATER, 429, 130429",
        "RETRY_LATER, 400, 131056",
        "RETRY_LATER, 500, 131057",
        "UNDELIVERED, 400, 131026",
        "UNDELIVERED, 400, 130472",
        "UNDELIVERED, 403, 130497",
        "UNDELIVERED, 400, 131049",
        "DEAD_ADDRESS, 400, 131021",
        "WITHDRAWN, 400, 131050",
        "CHANNEL_DOWN, 401, 0",
        "CHANNEL_DOWN, 500, 3",
        "CHANNEL_DOWN, 403, 10",
        "CHANNEL_DOWN, 400, 33",
        "CHANNEL_DOWN, 401, 190",
        "CHANNEL_DOWN, 401, 190/463",
        "CHANNEL_DOWN, 403, 200",
        "CHANNEL_DOWN, 403, 299",
        "CHANNEL_DOWN, 403, 368",
        "CHANNEL_DOWN, 403, 131005",
        "CHANNEL_DOWN, 403, 131031",
        "CHANNEL_DOWN, 400, 131037",
        "CHANNEL_DOWN, 400, 131042",
        "CHANNEL_DOWN, 500, 131045",
        "CHANNEL_DOWN, 400, 131048",
        "CHANNEL_DOWN, 400, 133010",
        "OUR_BUG, 400, 100",
        "OUR_BUG, 400, 131008",
        "OUR_BUG, 400, 131009",
        "OUR_BUG, 400, 131047",
        "OUR_BUG, 400, 131051",
        "OUR_BUG, 400, 131062",
        "OUR_BUG, 400, 132000",
        "OUR_BUG, 404, 132001",
        "OUR_BUG, 400, 132005",
        "OUR_BUG, 400, 132007",
        "OUR_BUG, 400, 132012",
        "OUR_BUG, 400, 132015",
        "OUR_BUG, 400, 132016",
        "OUR_BUG, 400, 135000"
    })
    void shouldKnowWhatTheErrorsMean(Kind kind, int status, String error) {
        graph.then(TestingGraph.error(status, error));

        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, error));
        assertThat(graph.requests()).hasSize(1);
    }
}
