package io.cardwatch.channel.http;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Uninterruptibles;
import io.cardwatch.channel.SendOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpSenderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final TestingProvider provider = new TestingProvider();
    private final HttpSender sender = new HttpSender(LONG, TargetAddresses.PUBLIC);
    private final HttpSender hasty = new HttpSender(SHORT, TargetAddresses.PUBLIC);

    @AfterEach
    void close() {
        sender.close();
        hasty.close();
        provider.close();
    }

    @Test
    void shouldPostTheBodyAndTheHeadersAndReadTheAnswer() {
        provider.then(TestingReaction.answer(201, "{\"id\":\"m-1\"}"));

        SendOutcome outcome =
                sender.post(
                                provider.uri("/messages?v=1"),
                                Map.of("X-Key", "k"),
                                "grüß dich".getBytes(UTF_8),
                                answer ->
                                        SendOutcome.accepted(answer.json().path("id").textValue()))
                        .toCompletableFuture()
                        .join();

        assertThat(outcome).isEqualTo(SendOutcome.accepted("m-1"));
        TestingProvider.Request request = provider.request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/messages?v=1");
        assertThat(request.header("x-key")).isEqualTo("k");
        assertThat(request.header("user-agent")).isEqualTo("cardwatch");
        assertThat(request.headers()).doesNotContainKeys("upgrade", "cookie");
        assertThat(request.text()).isEqualTo("grüß dich");
    }

    @Test
    void shouldFollowNoRedirect() {
        provider.then(
                TestingReaction.answer(307, "").with("Location", provider.base() + "/elsewhere"));

        assertThat(post(sender)).isEqualTo(SendOutcome.of(ACCEPTED, "http 307 0"));
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldAnswerUnknownWhereNoAnswerComesInTime() {
        warmUp();
        provider.always(TestingReaction.answerBehind(new CountDownLatch(1), 200, ""));

        assertThat(post(hasty)).isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void shouldAnswerUnknownWhereTheConnectionBreaks() {
        provider.then(TestingReaction.reset(), TestingReaction.close());
        assertThat(post(sender)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(post(sender)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void shouldNotSayThatItWasSentWhereTheConnectionIsResetAtOnce() {
        provider.always(TestingReaction.resetBeforeRequest());

        assertThat(post(sender).kind()).isIn(UNKNOWN, RETRY);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldNotPostAgainByItselfWhenAConnectionInUseBreaks() {
        assertThat(post(sender).kind()).isEqualTo(ACCEPTED);
        provider.then(TestingReaction.close());

        assertThat(post(sender)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void shouldAnswerRetryWhereTheConnectionIsRefused() {
        provider.close();

        assertThat(post(sender)).isEqualTo(SendOutcome.of(RETRY, "connect"));
    }

    @Test
    void shouldAnswerRetryWhereTheHostHasNoAddress() {
        assertThat(post(sender, URI.create("https://hub.bank.invalid/")))
                .isEqualTo(SendOutcome.of(RETRY, "dns"));
    }

    @Test
    void shouldSendNothingOnceTheHostWasLookedUpForTooLong() {
        CountDownLatch gate = new CountDownLatch(1);
        TargetHosts slow = lookedUpBehind(gate);
        try (HttpSender waiting = new HttpSender(LONG, slow)) {
            URI uri = named();
            assertThat(post(waiting, uri)).isEqualTo(SendOutcome.of(RETRY, "dns_timeout"));

            CompletableFuture<SendOutcome> next = start(waiting, uri);
            gate.countDown();
            assertThat(next.join().kind()).isEqualTo(ACCEPTED);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void shouldAnswerRetryWhereTheProviderProvesNothingOfItself() throws Exception {
        // It has no certificate, so that the handshake fails before any request.
        try (ServerSocket server =
                SSLServerSocketFactory.getDefault()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> handshake =
                    CompletableFuture.runAsync(
                            () -> {
                                try (Socket connection = server.accept()) {
                                    connection.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    // As it should be.
                                }
                            });
            URI uri = URI.create("https://127.0.0.1:" + server.getLocalPort());

            assertThat(post(sender, uri)).isEqualTo(SendOutcome.of(RETRY, "tls"));
            handshake.join();
        }
    }

    @Test
    void shouldRefuseAddressesOfPrivateNetworks() {
        assertThat(post(sender, URI.create("https://10.1.2.3/")))
                .isEqualTo(SendOutcome.of(CHANNEL_DOWN, "forbidden_address"));
    }

    @Test
    void shouldAnswerWithTheStatusWhereTheBodyIsTooLongOrNeverEnds() {
        provider.then(TestingReaction.endlessBody(201), TestingReaction.bodyWithoutEnd(400));

        assertThat(post(sender)).isEqualTo(SendOutcome.of(ACCEPTED, "http 201 0"));
        assertThat(post(hasty)).isEqualTo(SendOutcome.of(ACCEPTED, "http 400 0"));
    }

    @Test
    void shouldReadABodyOfTheLargestLength() {
        provider.then(TestingReaction.answer(200, "x".repeat(HttpSender.LARGEST_BODY)));

        assertThat(post(sender)).isEqualTo(SendOutcome.of(ACCEPTED, "http 200 65536"));
    }

    @Test
    void shouldAnswerUnknownWhereTheAnswerCannotBeUnderstood() {
        SendOutcome outcome =
                sender.post(
                                provider.uri("/"),
                                Map.of(),
                                new byte[0],
                                answer -> {
                                    throw new IllegalStateException("quotes the answer");
                                })
                        .toCompletableFuture()
                        .join();

        assertThat(outcome).isEqualTo(SendOutcome.of(UNKNOWN, "unreadable"));
    }

    @Test
    void shouldSayThatTheChannelIsDownWhereATokenCannotStandInAHeader() {
        SendOutcome outcome =
                sender.post(
                                provider.uri("/"),
                                Map.of("Authorization", "Bearer a\nb"),
                                new byte[0],
                                HttpSenderTest::statusAndLength)
                        .toCompletableFuture()
                        .join();

        assertThat(outcome).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "request"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldNotBlockItsCallerWhileTheProviderIsSilent() {
        CountDownLatch gate = new CountDownLatch(1);
        provider.always(TestingReaction.answerBehind(gate, 200, "{}"));

        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            outcomes.add(start(sender, provider.uri("/" + i)));
        }
        // The gate opens only here: had a post waited for its answer, this would never be reached.
        gate.countDown();

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().code()).isEqualTo("http 200 2"));
        assertThat(provider.requests()).hasSize(100);
        assertThat(provider.faults()).isEmpty();
    }

    @Test
    void shouldHandOnHowLongToWait() {
        provider.then(TestingReaction.answer(429, "").with("Retry-After", "30"));

        SendOutcome outcome =
                sender.post(
                                provider.uri("/"),
                                Map.of(),
                                new byte[0],
                                answer -> SendOutcome.of(RETRY).after(answer.retryAfter()))
                        .toCompletableFuture()
                        .join();

        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldStartNothingOnceClosed() {
        sender.close();

        assertThat(post(sender)).isEqualTo(SendOutcome.of(RETRY, "closed"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldSendNothingWhereItIsClosedWhileTheHostIsLookedUp() {
        CountDownLatch gate = new CountDownLatch(1);
        HttpSender closing = new HttpSender(LONG, lookedUpBehind(gate));
        CompletableFuture<SendOutcome> outcome = start(closing, named());
        closing.close();
        gate.countDown();

        assertThat(outcome.join()).isEqualTo(SendOutcome.of(RETRY, "closed"));
        assertThat(provider.requests()).isEmpty();
    }

    private static TargetHosts lookedUpBehind(CountDownLatch gate) {
        return new TargetHosts(
                TargetAddresses.PUBLIC,
                host -> {
                    Uninterruptibles.awaitUninterruptibly(gate);
                    return InetAddress.getAllByName(host);
                },
                Ticker.systemTicker());
    }

    /** The provider by a name, which has to be looked up. */
    private URI named() {
        return URI.create(provider.base().replace("127.0.0.1", "localhost"));
    }

    /** The first request of a JVM takes long enough for a short time-out to pass. */
    private void warmUp() {
        assertThat(post(sender).kind()).isEqualTo(ACCEPTED);
    }

    private SendOutcome post(HttpSender from) {
        return post(from, provider.uri("/"));
    }

    private static SendOutcome post(HttpSender from, URI uri) {
        return start(from, uri).join();
    }

    private static CompletableFuture<SendOutcome> start(HttpSender from, URI uri) {
        return from.post(uri, Map.of(), "{}".getBytes(UTF_8), HttpSenderTest::statusAndLength)
                .toCompletableFuture();
    }

    private static SendOutcome statusAndLength(HttpAnswer answer) {
        return SendOutcome.of(ACCEPTED, answer.code() + " " + answer.body().length);
    }
}
