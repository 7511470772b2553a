package io.cardwatch.channel.twilio;

import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.OUR_BUG;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY_LATER;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static io.cardwatch.channel.twilio.TestingTwilio.SID;
import static io.cardwatch.channel.twilio.TestingTwilio.TEXT;
import static io.cardwatch.channel.twilio.TestingTwilio.USER;
import static io.cardwatch.channel.twilio.TestingTwilio.error;
import static io.cardwatch.channel.twilio.TestingTwilio.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.TestingReaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TwilioAnswersTest {
    private final TestingTwilio twilio = new TestingTwilio();

    @AfterEach
    void close() {
        twilio.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, DEAD_ADDRESS",
        "400, 21265, DEAD_ADDRESS",
        "400, 21614, DEAD_ADDRESS",
        "400, 21635, DEAD_ADDRESS",
        "400, 30003, DEAD_ADDRESS",
        "400, 30004, DEAD_ADDRESS",
        "400, 30005, DEAD_ADDRESS",
        "400, 30006, DEAD_ADDRESS",
        "400, 21610, WITHDRAWN",
        "401, 20003, CHANNEL_DOWN",
        "403, 20003, CHANNEL_DOWN",
        "403, 20005, CHANNEL_DOWN",
        "403, 10001, CHANNEL_DOWN",
        "403, 90010, CHANNEL_DOWN",
        "400, 30002, CHANNEL_DOWN",
        "400, 21601, CHANNEL_DOWN",
        "400, 21603, CHANNEL_DOWN",
        "400, 21606, CHANNEL_DOWN",
        "400, 21659, CHANNEL_DOWN",
        "400, 21660, CHANNEL_DOWN",
        "400, 21701, CHANNEL_DOWN",
        "400, 21703, CHANNEL_DOWN",
        "400, 30032, CHANNEL_DOWN",
        "400, 30034, CHANNEL_DOWN",
        "404, 20404, CHANNEL_DOWN",
        "429, 20429, RETRY_LATER",
        "400, 20429, RETRY_LATER",
        "400, 21611, RETRY_LATER",
        "400, 30001, RETRY_LATER",
        "400, 30022, RETRY_LATER",
        "429, 63017, RETRY_LATER",
        "429, 63038, RETRY_LATER",
        "400, 30007, UNDELIVERED",
        "400, 30036, UNDELIVERED",
        "403, 21408, OUR_BUG",
        "403, 21608, OUR_BUG",
        "403, 21612, OUR_BUG",
        "400, 21602, OUR_BUG",
        "400, 21617, OUR_BUG",
        "400, 99999, OUR_BUG",
        "403, 99999, CHANNEL_DOWN",
        "500, 20500, RETRY",
        "500, 99999, RETRY",
        "503, 20503, RETRY"
    })
    void shouldMakeAnOutcomeOfEachCode(int status, String code, SendOutcome.Kind kind) {
        twilio.provider().then(TestingReaction.answer(status, error(code, status)));

        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(kind, code));
        assertThat(twilio.provider().requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "301, OUR_BUG",
        "307, OUR_BUG",
        "400, OUR_BUG",
        "401, CHANNEL_DOWN",
        "403, CHANNEL_DOWN",
        "404, CHANNEL_DOWN",
        "408, UNKNOWN",
        "429, RETRY_LATER",
        "500, UNKNOWN",
        "502, UNKNOWN",
        "503, UNKNOWN",
        "504, UNKNOWN"
    })
    void shouldMakeAnOutcomeOfTheStatusWhereThereIsNoCode(int status, SendOutcome.Kind kind) {
        TwilioChannel channel = twilio.channel();
        for (String body : List.of("", "<html>", "{\"code\":\"text\"}", "[1]", "{\"code\":1}")) {
            twilio.provider()
                    .then(
                            TestingReaction.answer(status, body)
                                    .with("Location", twilio.provider().base() + "/elsewhere"));
            assertThat(send(channel)).isEqualTo(SendOutcome.of(kind, "http " + status));
        }
        assertThat(twilio.provider().requests()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "30003, DEAD_ADDRESS",
        "21610, WITHDRAWN",
        "30002, CHANNEL_DOWN",
        "30001, RETRY_LATER",
        "30007, UNDELIVERED",
        "30008, UNDELIVERED"
    })
    void shouldReadTheErrorOfAMessageThatWasTakenAndFailed(String code, SendOutcome.Kind kind) {
        twilio.provider()
                .then(
                        TestingReaction.answer(
                                201,
                                "{\"sid\":\""
                                        + SID
                                        + "\",\"status\":\"failed\",\"error_code\":"
                                        + code
                                        + "}"));

        assertThat(send(twilio.channel())).isEqualTo(new SendOutcome(kind, SID, code, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{\"sid\":7}",
                "{\"sid\":\"+15555550123\"}",
                "{} {}"
            })
    void shouldTakeAMessageForAcceptedWhereTheAnswerIsNotAsDocumented(String body) {
        twilio.provider().then(TestingReaction.answer(201, body));

        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.accepted(null));
    }

    @Test
    void shouldTakeAMessageForAcceptedWhereTheAnswerHasNoEnd() {
        twilio.provider().then(TestingReaction.endlessBody(201));

        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.accepted(null));
    }

    @Test
    void shouldHandOnHowLongTwilioAsksToWait() {
        TwilioChannel channel = twilio.channel();
        twilio.provider()
                .then(
                        TestingReaction.answer(429, error("20429", 429)).with("Retry-After", "3"),
                        TestingReaction.answer(429, error("20429", 429))
                                .with("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"));

        assertThat(send(channel))
                .isEqualTo(SendOutcome.of(RETRY_LATER, "20429").after(Duration.ofSeconds(3)));
        assertThat(send(channel))
                .isEqualTo(SendOutcome.of(RETRY_LATER, "20429").after(Duration.ofDays(1)));
    }

    @Test
    void shouldNotTakeAGatewaysWishToWaitForAProofThatNothingWasSent() {
        twilio.provider().then(TestingReaction.answer(503, "<html>").with("Retry-After", "3"));

        assertThat(send(twilio.channel()).kind()).isEqualTo(UNKNOWN);
    }

    @Test
    void shouldNotTakeAForeignNumberForAFaultOfTheShortCode() {
        TwilioChannel channel = twilio.channel("55501", Duration.ofSeconds(30));
        twilio.provider()
                .then(
                        TestingReaction.answer(400, error("21606", 400)),
                        TestingReaction.answer(400, error("21659", 400)),
                        TestingReaction.answer(400, error("21660", 400)));

        assertThat(send(channel)).isEqualTo(SendOutcome.of(OUR_BUG, "21606"));
        assertThat(send(channel)).isEqualTo(SendOutcome.of(OUR_BUG, "21659"));
        assertThat(send(channel)).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "21660"));
    }

    @Test
    void shouldKeepNumberTextAndTokenOutOfTheOutcome() {
        twilio.provider()
                .then(
                        TestingReaction.answer(
                                400,
                                "{\"code\":\""
                                        + USER
                                        + "\",\"message\":\""
                                        + TEXT
                                        + " token-canary-1\"}"));

        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(OUR_BUG, "http 400"));
    }
}
