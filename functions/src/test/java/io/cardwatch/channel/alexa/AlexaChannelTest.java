package io.cardwatch.channel.alexa;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.DEAD_ADDRESS;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static io.cardwatch.channel.alexa.TestingAlexa.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ticker;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.channel.http.TestingProvider.Request;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.secret.TestingSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AlexaChannelTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir private Path folder;

    private final TestingAlexa alexa = new TestingAlexa();
    private final AtomicLong nanos = new AtomicLong();
    private boolean hasty;
    private MessageChannel channel;
    private Path secret;

    @BeforeEach
    void start() throws Exception {
        secret = Files.writeString(folder.resolve("secret"), TestingAlexa.SECRET);
        channel = create();
    }

    @AfterEach
    void close() {
        channel.close();
        alexa.close();
    }

    @Test
    void shouldSayThatThereIsAMessageAndNothingOfIt() throws Exception {
        assertThat(send()).isEqualTo(SendOutcome.accepted(null));

        assertThat(alexa.faults()).isEmpty();
        Request request = alexa.events().get(0);
        assertThat(request.path()).isEqualTo("/v1/proactiveEvents");
        JsonNode event = MAPPER.readTree(request.text());
        OutboundMessage message = message();
        assertThat(event.path("referenceId").asText()).isEqualTo(message.messageId());
        assertThat(event.at("/relevantAudience/payload/user").asText()).isEqualTo(USER);
        assertThat(event.at("/event/payload"))
                .isEqualTo(
                        MAPPER.readTree(
                                """
                                {"state":{"status":"UNREAD","freshness":"NEW"},
                                 "messageGroup":{"creator":{"name":"North Bank"},"count":1,
                                                 "urgency":"URGENT"}}
                                """));
        assertThat(request.text())
                .doesNotContain("812.40", "Corner Shop", "Reply", "sig-yes", message.title());
    }

    @Test
    void shouldTakeARepeatThatAmazonKnowsForAccepted() {
        assertThat(send().kind()).isEqualTo(ACCEPTED);
        assertThat(send().kind()).isEqualTo(ACCEPTED);

        assertThat(alexa.events()).hasSize(2);
        assertThat(channel.idempotent()).isTrue();
    }

    @Test
    void shouldUseATokenUntilShortlyBeforeItEnds() {
        send();
        later(Duration.ofHours(1).minus(AlexaTokens.MARGIN).minusSeconds(1));
        send();
        assertThat(alexa.tokenRequests()).hasSize(1);

        later(Duration.ofSeconds(1));
        assertThat(send().kind()).isEqualTo(ACCEPTED);
        assertThat(alexa.tokenRequests()).hasSize(2);
    }

    @Test
    void shouldAskForOneTokenForAllThatWait() {
        CountDownLatch gate = new CountDownLatch(1);
        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        alexa.thenToken(
                TestingReaction.answerBehind(
                        gate, 200, "{\"access_token\":\"none\",\"expires_in\":3600}"));
        for (int i = 0; i < 20; i++) {
            outcomes.add(start(channel));
        }
        gate.countDown();

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().kind()).isEqualTo(ACCEPTED));
        // The first one is good for nothing, so that each of them needs another.
        assertThat(alexa.tokenRequests()).hasSize(2);
        assertThat(alexa.events()).hasSize(40);
    }

    @Test
    void shouldGetAnotherTokenOnceWhereTheOneHeldIsRefused() {
        send();
        alexa.revoke();
        assertThat(send().kind()).isEqualTo(ACCEPTED);
        assertThat(alexa.tokenRequests()).hasSize(2);
        assertThat(alexa.events()).hasSize(3);

        alexa.thenEvent(TestingReaction.answer(401, ""), TestingReaction.answer(401, ""));
        assertThat(send()).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "http 401"));
        assertThat(alexa.tokenRequests()).hasSize(3);
        assertThat(alexa.events()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "400, OUR_BUG",
        "403, CHANNEL_DOWN",
        "404, DEAD_ADDRESS",
        "429, RETRY_LATER",
        "408, UNKNOWN",
        "500, RETRY",
        "503, RETRY",
        "301, OUR_BUG"
    })
    void shouldMakeAnOutcomeOfEachStatus(int status, SendOutcome.Kind kind) {
        alexa.thenEvent(
                TestingReaction.answer(status, "{\"message\":\"about " + USER + "\"}")
                        .with("Retry-After", "5"));

        assertThat(send())
                .isEqualTo(SendOutcome.of(kind, "http " + status).after(Duration.ofSeconds(5)));
        assertThat(alexa.events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, CHANNEL_DOWN",
        "401, CHANNEL_DOWN",
        "403, CHANNEL_DOWN",
        "429, RETRY_LATER",
        "408, RETRY",
        "500, RETRY",
        "503, RETRY"
    })
    void shouldSendNothingWithoutAToken(int status, SendOutcome.Kind kind) {
        alexa.thenToken(TestingReaction.answer(status, "{\"error\":\"invalid_client\"}"));

        assertThat(send()).isEqualTo(SendOutcome.of(kind, "token http " + status));
        assertThat(alexa.events()).isEmpty();
        assertThat(send().kind()).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"access_token\":7.5e}", "{\"access_token\":\"two words\"}"})
    void shouldSendNothingWithATokenThatIsNone(String body) {
        alexa.thenToken(TestingReaction.answer(200, body));

        assertThat(send()).isEqualTo(SendOutcome.of(RETRY, "token unreadable"));
        assertThat(alexa.events()).isEmpty();
    }

    @Test
    void shouldNotWaitLongForAToken() {
        alexa.thenToken(
                TestingReaction.reset(),
                TestingReaction.answerBehind(new CountDownLatch(1), 200, "{}"));

        assertThat(send()).isEqualTo(SendOutcome.of(RETRY, "token broken"));
        CompletableFuture<SendOutcome> outcome = start(channel);
        assertThat(outcome).isNotDone();
        assertThat(outcome.join()).isEqualTo(SendOutcome.of(RETRY, "token timeout"));
        assertThat(alexa.events()).isEmpty();
    }

    @Test
    void shouldTellUnknownFromUnsentWhereNoAnswerComes() {
        assertThat(send().kind()).isEqualTo(ACCEPTED);
        alexa.thenEvent(
                TestingReaction.reset(),
                TestingReaction.close(),
                TestingReaction.answerBehind(new CountDownLatch(1), 202, ""));

        assertThat(send()).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(send()).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        hasty = true;
        try (MessageChannel other = create()) {
            assertThat(send(other)).isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        }
        alexa.close();
        assertThat(send()).isEqualTo(SendOutcome.of(RETRY, "connect"));
        try (MessageChannel fresh = create()) {
            assertThat(send(fresh)).isEqualTo(SendOutcome.of(RETRY, "token connect"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"customer-1", "amzn1.ask.account.", "amzn1.ask.skill.A1", "+15555550123"})
    void shouldSendNothingToWhatIsNoUser(String address) {
        assertThat(
                        channel.send(TestingPermits.to("alexa", address), message())
                                .toCompletableFuture()
                                .join())
                .isEqualTo(SendOutcome.of(DEAD_ADDRESS, "not_a_user_id"));
        assertThat(alexa.provider().requests()).isEmpty();
    }

    @Test
    void shouldTakeUpANewSecretWithTheNextToken() throws Exception {
        send();
        alexa.secret("amzn1.oa2-cs.canary-2");
        Files.writeString(secret, "amzn1.oa2-cs.canary-2\n");
        alexa.revoke();
        TestingSecrets.later(nanos);

        assertThat(send().kind()).isEqualTo(ACCEPTED);
        assertThat(alexa.tokenRequests().get(1).text()).contains("canary-2");
    }

    @Test
    void shouldShowNeitherUserNorSecretNorToken() {
        alexa.thenEvent(TestingReaction.answer(400, "{\"message\":\"" + USER + "\"}"));

        assertThat(send() + " " + channel).doesNotContain("canary", USER, "North Bank");
    }

    private MessageChannel create() {
        Duration timeout = Duration.ofSeconds(hasty ? 3 : 30);
        HttpSender sender = new HttpSender(timeout, TargetAddresses.PUBLIC);
        return new AlexaChannel(
                "alexa",
                alexa.provider().uri("/v1/proactiveEvents"),
                TestingSecrets.inFile(secret, nanos),
                Duration.ofMinutes(15),
                timeout,
                new AlexaTokens(
                        alexa.provider().uri("/auth/o2/token"),
                        TestingAlexa.CLIENT,
                        sender,
                        new Ticker() {
                            @Override
                            public long read() {
                                return nanos.get();
                            }
                        }),
                sender,
                InstantSource.system());
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private SendOutcome send() {
        return send(channel);
    }

    private static SendOutcome send(MessageChannel channel) {
        return start(channel).join();
    }

    private static CompletableFuture<SendOutcome> start(MessageChannel channel) {
        return channel.send(TestingPermits.to("alexa", USER), message()).toCompletableFuture();
    }

    private static OutboundMessage message() {
        return TestingMessages.withTemplateAndReplies();
    }
}
