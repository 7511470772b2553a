package io.cardwatch.channel.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.channel.meta.GraphChannelContract;
import io.cardwatch.channel.meta.TestingGraph;
import io.cardwatch.message.ReplyOption;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.reply.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessengerChannelTest extends GraphChannelContract {
    private static final String PSID = "5551234567890123";
    private static final String UTILITY =
            """
            {"recipient":{"id":"5551234567890123"},"messaging_type":"UTILITY",\
            "message":{"template":{"name":"fraud_alert_v1","language":{"code":"en_US"},\
            "components":[\
            {"type":"body","parameters":[{"type":"text","text":"North Bank"},\
            {"type":"text","text":"USD 812.40"}]},\
            {"type":"buttons","parameters":[\
            {"type":"POSTBACK","payload":"c1.AL9.l.x.sig-yes"},\
            {"type":"POSTBACK","payload":"c1.AL9.c.x.sig-no"}]}]}}}""";
    private static final String RESPONSE =
            """
            {"recipient":{"id":"5551234567890123"},"messaging_type":"RESPONSE",\
            "message":{"text":"North Bank: did you pay USD 812.40 at Corner Shop? Reply YES or NO.",\
            "quick_replies":[\
            {"content_type":"text","title":"Yes","payload":"c1.AL9.l.x.sig-yes"},\
            {"content_type":"text","title":"No","payload":"c1.AL9.c.x.sig-no"},\
            {"content_type":"text","title":"Stop","payload":"c1.AL9.s.x.sig-stop"}]}}""";
    private static final SendOutcome SENT = SendOutcome.accepted("m_AG5Hz2U");

    MessengerChannelTest() {
        super(
                new TestingGraph(
                        MessengerChannelTest.class,
                        "send-api.schema.json",
                        "{\"recipient_id\":\"" + PSID + "\",\"message_id\":\"m_AG5Hz2U\"}"),
                new MessengerType(),
                "page",
                "psid:" + PSID);
    }

    @Test
    void shouldSendAUtilityTemplate() {
        assertThat(send(message())).isEqualTo(SENT);
        assertThat(graph.request().text()).isEqualTo(UTILITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UTILITY | MESSAGE_TAG",
                "\"messaging_type\": | \"tag\":\"ACCOUNT_UPDATE\",\"messaging_type\":",
                "\"5551234567890123\" | 5551234567890123",
                "\"template\":{ | \"template\":{\"template_type\":\"utility_messages\",",
                "POSTBACK | QUICK_REPLY",
                "\"type\":\"buttons\", | \"type\":\"buttons\",\"index\":0,",
                "USD 812.40 | USD\\n812.40",
                "USD 812.40 | USD    812.40"
            })
    void shouldBeTestedAgainstAStrictProvider(String documented, String other) {
        assertThat(graph.takes(UTILITY)).isTrue();
        assertThat(UTILITY).contains(documented);
        assertThat(graph.takes(UTILITY.replace(documented, other))).isFalse();
    }

    @Test
    void shouldTakeAnIdWithAndWithoutItsPrefix() {
        assertThat(send("5551234567890123")).isEqualTo(SENT);
        assertThat(send("psid:5551234567890123")).isEqualTo(SENT);
        assertThat(send("+15551234567"))
                .isEqualTo(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        assertThat(graph.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, 500, 2",
        "RETRY, 500, 1200",
        "RETRY, 503, 2/2018344",
        "RETRY_LATER, 400, 4",
        "RETRY_LATER, 400, 4/2018022",
        "RETRY_LATER, 400, 32",
        "RETRY_LATER, 400, 613",
        "RETRY_LATER, 400, 80006",
        "DEAD_ADDRESS, 400, 551",
        "DEAD_ADDRESS, 400, 551/1545041",
        "DEAD_ADDRESS, 400, 230",
        "DEAD_ADDRESS, 400, 100/2018001",
        "DEAD_ADDRESS, 403, 200/1545041",
        "DEAD_ADDRESS, 403, 10/2018108",
        "CHANNEL_DOWN, 400, 190",
        "CHANNEL_DOWN, 401, 190/463",
        "CHANNEL_DOWN, 403, 200",
        "CHANNEL_DOWN, 403, 200/2018028",
        "CHANNEL_DOWN, 400, 368",
        "CHANNEL_DOWN, 403, 10/1893063",
        "CHANNEL_DOWN, 403, 10",
        "CHANNEL_DOWN, 403, 294",
        "OUR_BUG, 400, 100",
        "OUR_BUG, 400, 100/2018034",
        "OUR_BUG, 400, 10/2018278",
        "UNKNOWN, 500, 1/1357046",
        "RETRY, 500, 1",
        "OUR_BUG, 400, 1/99"
    })
    void shouldKnowWhatTheErrorsMean(Kind kind, int status, String error) {
        graph.then(TestingGraph.error(status, error));

        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, error));
        assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void shouldSendATextWithinTheWindowWhereConfigured() {
        configure(Map.of("window", "response-first"));

        assertThat(send(message())).isEqualTo(SENT);
        assertThat(graph.request().text()).isEqualTo(RESPONSE);
    }

    @Test
    void shouldShortenWhatStandsOnAQuickReplyBetweenCharacters() {
        configure(Map.of("window", "response-first"));
        ReplyOption reply =
                new ReplyOption(Answer.LEGITIMATE, "\ud83d\ude00".repeat(21), "payload");

        assertThat(send(TestingMessages.message("Was it you?", null, null, List.of(reply))))
                .isEqualTo(SENT);
        assertThat(graph.request().text())
                .contains("\"title\":\"" + "\ud83d\ude00".repeat(20) + "\"");
    }

    @Test
    void shouldSendTheTemplateInTheNextAttemptWhereTheTextComesTooLate() {
        configure(Map.of("window", "response-first"));
        graph.then(TestingGraph.error(403, "10/2018278"));

        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.RETRY, "outside_window"));
        assertThat(graph.request().text()).isEqualTo(RESPONSE);

        assertThat(send(message())).isEqualTo(SENT);
        assertThat(send(message())).isEqualTo(SENT);
        assertThat(graph.requests()).extracting("text").containsExactly(RESPONSE, UTILITY, UTILITY);
    }

    @Test
    void shouldSendOneRequestUnderOnePermit() {
        configure(Map.of("window", "response-first"));
        graph.then(TestingGraph.error(403, "10/2018278"));
        assertThat(send(message()).kind()).isEqualTo(Kind.RETRY);

        // A withdrawal in between: the template does not go out on the text's permit.
        assertThat(sendStale().kind()).isEqualTo(Kind.RETRY);
        assertThat(graph.requests()).extracting("text").containsExactly(RESPONSE);
    }

    @Test
    void shouldRememberTheUserWhomATextDoesNotReachAndNobodyElse() {
        configure(Map.of("window", "response-first"));
        graph.then(TestingGraph.error(403, "10/2018278"));
        assertThat(send("psid:" + PSID).kind()).isEqualTo(Kind.RETRY);

        assertThat(send(PSID)).isEqualTo(SENT);
        assertThat(send("5551234567890999")).isEqualTo(SENT);
        assertThat(graph.requests().get(1).text()).isEqualTo(UTILITY);
        assertThat(graph.requests().get(2).text()).contains("\"messaging_type\":\"RESPONSE\"");
    }

    @Test
    void shouldTellWhatBecameOfTheTemplateThatFollowed() {
        configure(Map.of("window", "response-first"));
        graph.then(TestingGraph.error(403, "10/2018278"), TestingGraph.error(400, "551"));
        assertThat(send(message()).kind()).isEqualTo(Kind.RETRY);
        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.DEAD_ADDRESS, "551"));

        graph.then(TestingReaction.reset());
        assertThat(send(message()).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(graph.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"RETRY, 500, 2", "CHANNEL_DOWN, 403, 10/1893063", "UNKNOWN, 500, 1/1357046"})
    void shouldSendNoTemplateWhereTheTextWasNotSurelyTooLate(Kind kind, int status, String error) {
        configure(Map.of("window", "response-first"));
        graph.then(TestingGraph.error(status, error));

        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, error));
        assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void shouldSendNoTemplateAfterATextWhoseFateIsUnknown() {
        configure(Map.of("window", "response-first"));
        graph.then(TestingReaction.reset());
        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "broken"));

        configure(Map.of("window", "response-first", "timeout", "2s"));
        graph.then(TestingReaction.answerBehind(new CountDownLatch(1), 200, ""));
        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "timeout"));

        assertThat(graph.requests()).hasSize(2);
    }

    @Test
    void shouldSayWhereATextComesTooLateAndThereIsNoTemplate() {
        configure(Map.of("window", "response-first"));
        assertThat(send(TestingMessages.text("Was it you?", null))).isEqualTo(SENT);

        graph.then(TestingGraph.error(403, "10/2018278"));
        assertThat(send(TestingMessages.text("Was it you?", null)))
                .isEqualTo(SendOutcome.of(Kind.OUR_BUG, "no_template"));
        assertThat(graph.requests()).hasSize(2);
    }

    @Test
    void shouldSendATextThatIsTooLongAsATemplate() {
        configure(Map.of("window", "response-first"));
        var message = message();

        assertThat(
                        send(
                                TestingMessages.message(
                                        "x".repeat(2_000),
                                        null,
                                        message.template(),
                                        message.replies())))
                .isEqualTo(SENT);
        assertThat(graph.request().text()).isEqualTo(UTILITY);
        assertThat(send(TestingMessages.text("x".repeat(1_999), null))).isEqualTo(SENT);
    }
}
