package io.cardwatch.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.SchemaAssert;
import io.cardwatch.alert.TestingAlerts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of answers to topics of their own. */
class AnswerRecordsTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void shouldReadBackAReply(Answer answer) {
        Reply reply =
                new Reply(
                        "wamid-1",
                        TestingAlerts.ID,
                        "whatsapp",
                        "00112233445566778899aabbccddeeff",
                        answer,
                        AT);
        byte[] json = ReplyJson.encode(reply);
        SchemaAssert.schema("reply").accepts(json);
        assertThat(ReplyJson.decode(json)).isEqualTo(reply);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadBackAnOutcome(Outcome.Kind kind) {
        Outcome outcome =
                new Outcome(
                        TestingAlerts.ID,
                        "northbank",
                        "subject-1",
                        "card-1",
                        kind,
                        kind == Outcome.Kind.LEGITIMATE ? "sms" : null,
                        "7",
                        List.of("burst", "spree"),
                        AT,
                        AT.plusSeconds(60),
                        kind == Outcome.Kind.LEGITIMATE ? AT.plusSeconds(3_600) : null);
        byte[] json = OutcomeJson.encode(outcome);
        SchemaAssert.schema("outcome").accepts(json);
        assertThat(OutcomeJson.decode(json)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"alertId\":1}", "{\"replyId\":\"r\"}"})
    void shouldReadNothingFromWhatIsNoRecord(String json) {
        assertThat(ReplyJson.decode(json.getBytes(UTF_8))).isNull();
        assertThat(OutcomeJson.decode(json.getBytes(UTF_8))).isNull();
    }
}
