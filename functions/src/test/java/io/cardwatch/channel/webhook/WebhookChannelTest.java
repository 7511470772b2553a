package io.cardwatch.channel.webhook;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.OUR_BUG;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY_LATER;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.cardwatch.SchemaAssert;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.secret.TestingSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebhookChannelTest {
    private static final String RECIPIENT = "customer-7f3a";
    private static final String OLD = secret("the old secret of the tests, 32 b");
    private static final String NEW = secret("the new secret of the tests, 32 b");
    private static final OutboundMessage MESSAGE = TestingMessages.withTemplateAndReplies();

    @TempDir private Path folder;

    private final TestingProvider hub = new TestingProvider();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T22:05:02Z"));
    private Path file = Path.of("");
    private final List<WebhookChannel> channels = new ArrayList<>();

    @BeforeEach
    void secretInAFile() throws Exception {
        file = Files.writeString(folder.resolve("secret"), OLD + "\n");
    }

    @AfterEach
    void close() {
        channels.forEach(WebhookChannel::close);
        hub.close();
    }

    @Test
    void shouldPostWhatTheSchemaSays() {
        assertThat(send(channel()).kind()).isEqualTo(ACCEPTED);

        TestingProvider.Request request = hub.request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/alerts?tenant=north");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        SchemaAssert.schema("webhook-message").accepts(request.text().getBytes(UTF_8));
        assertThat(request.text())
                .isEqualTo(
                        """
                        {"type":"fraud.alert","timestamp":"2026-03-01T22:05:00Z","data":{\
                        "messageId":"%1$s","alertIds":["%1$s"],"bankId":"northbank",\
                        "recipient":"customer-7f3a","channel":"push","severity":"high",\
                        "locale":"en-US","title":"North Bank: please check your card",\
                        "text":"North Bank: did you pay USD 812.40 at Corner Shop? Reply YES or NO.",\
                        "eventTime":"2026-03-01T22:05:00Z","replies":[\
                        {"answer":"legitimate","title":"Yes","payload":"c1.AL9.l.x.sig-yes"},\
                        {"answer":"confirmed-fraud","title":"No","payload":"c1.AL9.c.x.sig-no"},\
                        {"answer":"stop","title":"Stop","payload":"c1.AL9.s.x.sig-stop"}]}}\
                        """
                                .formatted(MESSAGE.messageId()));
    }

    @Test
    void shouldFitTheSchemaWithoutTitleAndReplies() {
        send(channel(), permit(), TestingMessages.text("did you pay?", null));

        SchemaAssert.schema("webhook-message").accepts(hub.request().text().getBytes(UTF_8));
        assertThat(hub.request().text()).doesNotContain("title");
    }

    @Test
    void shouldSignAsStandardWebhooksSays() throws Exception {
        send(channel());

        TestingProvider.Request request = hub.request();
        assertThat(request.header("webhook-id")).isEqualTo(MESSAGE.messageId());
        assertThat(request.header("webhook-timestamp")).isEqualTo("1772402702");
        assertThat(request.header("webhook-signature")).isEqualTo(signature(OLD, request));
    }

    @Test
    void shouldRepeatAMessageToTheByteUnderItsIdWithATimestampOfItsOwn() {
        WebhookChannel channel = channel();
        hub.then(TestingReaction.reset());
        assertThat(send(channel)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        now.set(now.get().plusSeconds(5));
        assertThat(send(channel).kind()).isEqualTo(ACCEPTED);

        assertThat(channel.idempotent()).isTrue();
        TestingProvider.Request first = hub.requests().get(0);
        TestingProvider.Request second = hub.requests().get(1);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.header("webhook-timestamp")).isEqualTo("1772402707");
        assertThat(second.header("webhook-signature"))
                .isNotEqualTo(first.header("webhook-signature"));
    }

    @Test
    void shouldSignByBothSecretsDuringARotationAndByTheNewOneAfterwardsWithoutARestart()
            throws Exception {
        WebhookChannel channel = channel();
        send(channel);
        Files.writeString(file, NEW + "\n" + OLD + "\n");
        TestingSecrets.later(nanos);
        send(channel);
        Files.writeString(file, NEW + "\n");
        TestingSecrets.later(nanos);
        send(channel);

        List<TestingProvider.Request> requests = hub.requests();
        assertThat(requests.get(0).header("webhook-signature"))
                .isEqualTo(signature(OLD, requests.get(0)));
        assertThat(requests.get(1).header("webhook-signature"))
                .isEqualTo(signature(NEW, requests.get(1)) + " " + signature(OLD, requests.get(1)));
        assertThat(requests.get(2).header("webhook-signature"))
                .isEqualTo(signature(NEW, requests.get(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACCEPTED,",
        "202, ACCEPTED,",
        "204, ACCEPTED,",
        "301, OUR_BUG, http 301",
        "307, OUR_BUG, http 307",
        "400, OUR_BUG, http 400",
        "401, CHANNEL_DOWN, http 401",
        "403, CHANNEL_DOWN, http 403",
        "404, CHANNEL_DOWN, http 404",
        "408, RETRY_LATER, http 408",
        "410, WITHDRAWN, http 410",
        "422, OUR_BUG, http 422",
        "425, RETRY_LATER, http 425",
        "429, RETRY_LATER, http 429",
        "500, RETRY, http 500",
        "502, RETRY, http 502",
        "503, RETRY, http 503",
        "504, RETRY, http 504"
    })
    void shouldMakeAnOutcomeOfEachStatus(int status, SendOutcome.Kind kind, String code) {
        hub.then(TestingReaction.answer(status, "").with("Location", hub.base() + "/elsewhere"));

        assertThat(send(channel())).isEqualTo(new SendOutcome(kind, null, code, null));
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void shouldHandOnHowLongTheHubAsksToWait() {
        WebhookChannel channel = channel();
        hub.then(
                TestingReaction.answer(429, "").with("Retry-After", "17"),
                TestingReaction.answer(503, "")
                        .with("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"));

        assertThat(send(channel))
                .isEqualTo(SendOutcome.of(RETRY_LATER, "http 429").after(Duration.ofSeconds(17)));
        assertThat(send(channel))
                .isEqualTo(SendOutcome.of(RETRY, "http 503").after(Duration.ofDays(1)));
    }

    @Test
    void shouldTellUnknownFromUnsentWhereNoAnswerComes() {
        // The first request of a JVM takes long enough for a short time-out to pass.
        assertThat(send(channel()).kind()).isEqualTo(ACCEPTED);
        hub.then(
                TestingReaction.answerBehind(new CountDownLatch(1), 200, ""),
                TestingReaction.reset(),
                TestingReaction.close());

        assertThat(send(channel(Duration.ofSeconds(3))))
                .isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        assertThat(send(channel())).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(send(channel())).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        hub.close();
        assertThat(send(channel())).isEqualTo(SendOutcome.of(RETRY, "connect"));
    }

    @Test
    void shouldTakeTheStatusForTheAnswerWhereTheBodyHasNoEnd() {
        hub.then(TestingReaction.endlessBody(200));

        assertThat(send(channel()).kind()).isEqualTo(ACCEPTED);
    }

    @Test
    void shouldBeDownWithoutASecretOrWithOneOfAnotherForm() throws Exception {
        SendOutcome down = SendOutcome.of(CHANNEL_DOWN, "no_secret");

        for (String wrong : List.of("", "plain", "whsec_no base64", "whsec_c2hvcnQ=")) {
            Files.writeString(file, wrong);
            assertThat(send(channel())).isEqualTo(down);
        }
        Files.delete(file);
        assertThat(send(channel())).isEqualTo(down);
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void shouldSendNothingUnderAStalePermitNorTwiceUnderOne() {
        WebhookChannel channel = channel();

        assertThat(send(channel, TestingPermits.stale("push", RECIPIENT), MESSAGE).kind())
                .isEqualTo(RETRY);
        assertThat(hub.requests()).isEmpty();

        SendPermit permit = permit();
        send(channel, permit, MESSAGE);
        assertThatThrownBy(() -> send(channel, permit, MESSAGE))
                .isInstanceOf(IllegalStateException.class);
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void shouldStartAHundredMessagesWhileTheHubIsSilent() {
        CountDownLatch gate = new CountDownLatch(1);
        hub.always(TestingReaction.answerBehind(gate, 200, ""));
        WebhookChannel channel = channel();

        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            outcomes.add(channel.send(permit(), MESSAGE).toCompletableFuture());
        }
        gate.countDown();

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().kind()).isEqualTo(ACCEPTED));
        assertThat(hub.requests()).hasSize(100);
    }

    @Test
    void shouldShowNothingOfMessageUserOrSecret() {
        hub.then(TestingReaction.answer(400, "no such user " + RECIPIENT));
        SendOutcome outcome = send(channel());

        assertThat(outcome.kind()).isEqualTo(OUR_BUG);
        assertThat(outcome + " " + WebhookMessage.of(permit(), MESSAGE))
                .doesNotContain(RECIPIENT, "812.40", "sig-yes", OLD.substring(6));
    }

    private WebhookChannel channel() {
        return channel(Duration.ofSeconds(30));
    }

    private WebhookChannel channel(Duration timeout) {
        WebhookChannel channel =
                new WebhookChannel(
                        "push",
                        hub.uri("/alerts?tenant=north"),
                        TestingSecrets.inFile(file, nanos),
                        new HttpSender(timeout, TargetAddresses.PUBLIC),
                        now::get);
        channels.add(channel);
        return channel;
    }

    private static SendPermit permit() {
        return TestingPermits.to("push", RECIPIENT);
    }

    private static SendOutcome send(WebhookChannel channel) {
        return send(channel, permit(), MESSAGE);
    }

    private static SendOutcome send(
            WebhookChannel channel, SendPermit permit, OutboundMessage message) {
        return channel.send(permit, message).toCompletableFuture().join();
    }

    private static String signature(String secret, TestingProvider.Request request)
            throws Exception {
        return new Webhook(secret)
                .sign(
                        request.header("webhook-id"),
                        Long.parseLong(request.header("webhook-timestamp")),
                        request.text());
    }

    private static String secret(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
    }
}
