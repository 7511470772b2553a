package io.cardwatch.channel.twilio;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.DEAD_ADDRESS;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY_LATER;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static io.cardwatch.channel.twilio.TestingTwilio.ACCEPTED_BODY;
import static io.cardwatch.channel.twilio.TestingTwilio.ACCOUNT;
import static io.cardwatch.channel.twilio.TestingTwilio.SID;
import static io.cardwatch.channel.twilio.TestingTwilio.TEXT;
import static io.cardwatch.channel.twilio.TestingTwilio.USER;
import static io.cardwatch.channel.twilio.TestingTwilio.error;
import static io.cardwatch.channel.twilio.TestingTwilio.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TwilioChannelTest {
    private final TestingTwilio twilio = new TestingTwilio();

    @AfterEach
    void close() {
        twilio.close();
    }

    @Test
    void shouldPostTheFormThatTwilioDocuments() {
        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.accepted(SID));

        TestingProvider.Request request = twilio.provider().request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json");
        assertThat(request.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.header("authorization")).isEqualTo(basic("token-canary-1"));
        assertThat(form(request))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "To",
                                USER,
                                "Body",
                                TEXT,
                                "From",
                                "+15550100",
                                "ValidityPeriod",
                                "900"));
        assertThat(twilio.provider().faults()).isEmpty();
    }

    @Test
    void shouldHaveNoIdempotencyKey() {
        assertThat(twilio.channel().idempotent()).isFalse();
    }

    @Test
    void shouldMakeOneAttemptPerCallThroughAStormOf429() {
        twilio.provider().always(TestingReaction.answer(429, error("20429", 429)));
        TwilioChannel channel = twilio.channel();

        List<CompletableFuture<SendOutcome>> outcomes = start(channel, 50);

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().kind()).isEqualTo(RETRY_LATER));
        assertThat(twilio.provider().requests()).hasSize(50);
    }

    @Test
    void shouldTellUnknownFromUnsentWhereNoAnswerComes() {
        // The first request of a JVM takes long enough for a short time-out to pass.
        assertThat(send(twilio.channel()).kind()).isEqualTo(ACCEPTED);
        twilio.provider()
                .then(
                        TestingReaction.answerBehind(new CountDownLatch(1), 201, ACCEPTED_BODY),
                        TestingReaction.reset(),
                        TestingReaction.close());

        assertThat(send(twilio.channel("+15550100", Duration.ofSeconds(3))))
                .isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(twilio.provider().requests()).hasSize(4);

        twilio.provider().always(TestingReaction.resetBeforeRequest());
        assertThat(send(twilio.channel()).kind()).isIn(UNKNOWN, RETRY);
        twilio.provider().close();
        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(RETRY, "connect"));
        assertThat(twilio.provider().requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15555550123",
                "+0155555501",
                "+1555",
                "+1555555012345678",
                "+1 555 5550123",
                "a@b.example"
            })
    void shouldSendNothingToWhatIsNoNumber(String address) {
        assertThat(send(twilio.channel(), TestingPermits.to("sms", address)))
                .isEqualTo(SendOutcome.of(DEAD_ADDRESS, "not_e164"));
        assertThat(twilio.provider().requests()).isEmpty();
    }

    @Test
    void shouldTakeUpANewTokenWithoutARestart() throws Exception {
        TwilioChannel channel = twilio.channel();
        send(channel);
        Files.writeString(twilio.token(), "token-canary-2\ntoken-canary-1\n");
        twilio.later();
        send(channel);

        assertThat(twilio.provider().requests().get(0).header("authorization"))
                .isEqualTo(basic("token-canary-1"));
        assertThat(twilio.provider().requests().get(1).header("authorization"))
                .isEqualTo(basic("token-canary-2"));
    }

    @Test
    void shouldBeDownWithoutAToken() throws Exception {
        Files.delete(twilio.token());

        assertThat(send(twilio.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "no_secret"));
        assertThat(twilio.provider().requests()).isEmpty();
    }

    @Test
    void shouldSendNothingUnderAStalePermit() {
        assertThat(send(twilio.channel(), TestingPermits.stale("sms", USER)).kind())
                .isEqualTo(RETRY);
        assertThat(twilio.provider().requests()).isEmpty();
    }

    @Test
    void shouldStartAHundredMessagesWhileTwilioIsSilent() {
        CountDownLatch gate = new CountDownLatch(1);
        twilio.provider().always(TestingReaction.answerBehind(gate, 201, ACCEPTED_BODY));

        List<CompletableFuture<SendOutcome>> outcomes = start(twilio.channel(), 100);
        gate.countDown();

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().kind()).isEqualTo(ACCEPTED));
        assertThat(twilio.provider().requests()).hasSize(100);
    }

    private List<CompletableFuture<SendOutcome>> start(TwilioChannel channel, int messages) {
        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            outcomes.add(
                    channel.send(TestingPermits.to("sms", USER), TestingMessages.text(TEXT, null))
                            .toCompletableFuture());
        }
        return outcomes;
    }

    private static String basic(String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT + ":" + password).getBytes(UTF_8));
    }

    private static Map<String, String> form(TestingProvider.Request request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.text().split("&", -1)) {
            int equals = pair.indexOf('=');
            form.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return form;
    }
}
