package io.cardwatch.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.email.ScriptedSmtpServer.Reaction;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of a mail server comes to, and each way of not getting one. */
@Timeout(120)
class SmtpAnswersTest {
    private ScriptedSmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(server.faults()).isEmpty();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // For now.
                "greeting | 421 4.3.2 closing for maintenance | RETRY | 421 4.3.2",
                "greeting | 421 4.7.0 too many connections | RETRY_LATER | 421 4.7.0",
                "MAIL | 451 4.3.0 try again | RETRY | 451 4.3.0",
                "MAIL | 421 4.7.0 too many messages | RETRY_LATER | 421 4.7.0",
                "MAIL | 452 insufficient storage | RETRY | 452",
                "RCPT | 450 mailbox busy | RETRY | 450",
                "RCPT | 450 4.2.1 receives too much | RETRY_LATER | 450 4.2.1",
                "RCPT | 451 4.7.1 greylisted | RETRY_LATER | 451 4.7.1",
                "RCPT | 452 4.2.2 mailbox full | RETRY_LATER | 452 4.2.2",
                "RCPT | 452 4.5.3 too many recipients | RETRY_LATER | 452 4.5.3",
                "RCPT | 452 4.3.1 disk full | RETRY | 452 4.3.1",
                "DATA | 451 local error | RETRY | 451",
                ". | 451 4.3.0 queue error | RETRY | 451 4.3.0",
                ". | 421 4.4.2 time is up | RETRY | 421 4.4.2",
                // This address.
                "RCPT | 550 5.1.1 no such user <customer@example.com> | DEAD_ADDRESS | 550 5.1.1",
                "RCPT | 556 5.1.10 null MX | DEAD_ADDRESS | 556 5.1.10",
                "RCPT | 553 5.1.3 syntax | DEAD_ADDRESS | 553 5.1.3",
                "RCPT | 550 5.2.1: disabled | DEAD_ADDRESS | 550 5.2.1",
                "RCPT | 550 5.4.1 recipient address rejected | DEAD_ADDRESS | 550 5.4.1",
                "RCPT | 550 5.7.17 mailbox has a new owner | DEAD_ADDRESS | 550 5.7.17",
                "RCPT | 550 no such user | DEAD_ADDRESS | 550",
                "RCPT | 551 not local | DEAD_ADDRESS | 551",
                "RCPT | 553 not allowed | DEAD_ADDRESS | 553",
                ". | 550 5.1.1 found out late | DEAD_ADDRESS | 550 5.1.1",
                "RCPT | 552 5.2.2 mailbox full | RETRY_LATER | 552 5.2.2",
                "RCPT | 552 full | RETRY_LATER | 552",
                "RCPT | 550 5.3.2 system takes no messages | RETRY_LATER | 550 5.3.2",
                // This message, or this recipient's own policy.
                "RCPT | 550 5.7.1 blocked by the recipient | OUR_BUG | 550 5.7.1",
                "RCPT | 554 5.7.1 relay access denied | OUR_BUG | 554 5.7.1",
                "RCPT | 554 no | OUR_BUG | 554",
                "RCPT | 501 5.5.4 arguments | OUR_BUG | 501 5.5.4",
                "MAIL | 552 5.3.4 too big | OUR_BUG | 552 5.3.4",
                "MAIL | 501 syntax | OUR_BUG | 501",
                "DATA | 503 5.5.1 sequence | OUR_BUG | 503 5.5.1",
                ". | 554 5.6.0 content | OUR_BUG | 554 5.6.0",
                ". | 554 5.7.1 spam | OUR_BUG | 554 5.7.1",
                ". | 550 spam | OUR_BUG | 550",
                ". | 552 5.3.4 too big | OUR_BUG | 552 5.3.4",
                // How the bank sends.
                "greeting | 554 5.7.1 blocked | CHANNEL_DOWN | 554 5.7.1",
                "MAIL | 530 5.7.0 sign in first | CHANNEL_DOWN | 530 5.7.0",
                "MAIL | 550 5.7.1 not your address | CHANNEL_DOWN | 550 5.7.1",
                "MAIL | 553 5.1.8 sender's domain | CHANNEL_DOWN | 553 5.1.8",
                "MAIL | 550 sender refused | CHANNEL_DOWN | 550",
                "RCPT | 530 sign in first | CHANNEL_DOWN | 530",
                "RCPT | 550 5.1.8 sender's domain | CHANNEL_DOWN | 550 5.1.8",
                "RCPT | 550 5.7.23 SPF | CHANNEL_DOWN | 550 5.7.23",
                "RCPT | 550 5.7.606 banned sender | CHANNEL_DOWN | 550 5.7.606",
                ". | 550 5.7.26 DMARC | CHANNEL_DOWN | 550 5.7.26",
                ". | 550 5.7.28 mail flood | RETRY_LATER | 550 5.7.28",
            })
    void shouldMapEachRefusal(String moment, String answer, Kind kind, String code)
            throws Exception {
        server.on(moment, answer);

        assertThat(send()).isEqualTo(SendOutcome.of(kind, code));
    }

    @Test
    void shouldReadARefusalOfSeveralLines() throws Exception {
        server.on("RCPT", "550-5.1.1 no such\r\n550 5.1.1 user");

        assertThat(send()).isEqualTo(SendOutcome.of(Kind.DEAD_ADDRESS, "550 5.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.7.0 too many messages", "550 5.1.1 no such user"})
    void shouldHeedARefusalThatTheServerHangsUpAfter(String answer) throws Exception {
        server.on(ScriptedSmtpServer.END, Reaction.replyAndReset(answer));

        assertThat(send().code()).isEqualTo(answer.substring(0, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA"})
    void shouldTryAgainWhereTheConnectionBreaksBeforeTheMessage(String moment) throws Exception {
        server.on(moment, Reaction.reset());
        assertThat(send()).isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));

        server.on(moment, Reaction.hangUp());
        assertThat(send()).isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void shouldTryAgainWhereTheServerHangsUpBeforeAWord() throws Exception {
        server.on(ScriptedSmtpServer.GREETING, Reaction.hangUp());

        assertThat(send()).isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));
    }

    @Test
    void shouldTryAgainWhereTheConnectionBreaksAmidTheMessage() throws Exception {
        server.on("DATA", Reaction.resetAmidTheMessage());
        String moreThanAnyBuffer = "A long line of a long message. ".repeat(1 << 20);
        try (MessageChannel channel = channel(Map.of())) {
            CompletableFuture<SendOutcome> attempt =
                    channel.send(
                                    TestingPermits.to("email", "customer@example.com"),
                                    TestingMessages.text(moreThanAnyBuffer, null))
                            .toCompletableFuture();

            assertThat(attempt.get(60, TimeUnit.SECONDS))
                    .isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));
        }
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void shouldNotKnowWhereTheConnectionBreaksAfterTheMessage() throws Exception {
        server.on(ScriptedSmtpServer.END, Reaction.reset());
        assertThat(send()).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "broken"));

        server.on(ScriptedSmtpServer.END, Reaction.hangUp());
        assertThat(send()).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "broken"));

        server.on(ScriptedSmtpServer.END, "what?");
        assertThat(send()).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "broken"));
        assertThat(server.messages()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "RCPT", "DATA"})
    void shouldTryAgainWhereTheServerFallsSilentBeforeTheMessage(String moment) throws Exception {
        server.on(moment, Reaction.silence());

        assertThat(send(Map.of("timeout", "1s"))).isEqualTo(SendOutcome.of(Kind.RETRY, "timeout"));
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void shouldNotKnowWhereTheServerFallsSilentAfterTheMessage() throws Exception {
        // A first message, so that the second is handed over well within the time-out.
        try (MessageChannel channel = channel(Map.of("timeout", "4s"))) {
            start(channel).get(60, TimeUnit.SECONDS);
            server.on(ScriptedSmtpServer.END, Reaction.silence());

            assertThat(start(channel).get(60, TimeUnit.SECONDS))
                    .isEqualTo(SendOutcome.of(Kind.UNKNOWN, "timeout"));
        }
        assertThat(server.messages()).hasSize(2);
    }

    @Test
    void shouldNeverEndAMessageThatWasGivenUp() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        server.on("DATA", Reaction.held(late, "354 go ahead"));
        MessageChannel channel = channel(Map.of());
        CompletableFuture<SendOutcome> attempt = start(channel);
        while (!server.commands().contains("DATA")) {
            Thread.onSpinWait();
        }

        channel.close();
        assertThat(attempt).isCompletedWithValue(SendOutcome.of(Kind.RETRY, "closed"));
        late.countDown();
        server.awaitNoConnection();
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void shouldNotKnowWhatBecameOfAMessageAtTheEndOfTheChannel() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        server.on(ScriptedSmtpServer.END, Reaction.held(late, "250 queued"));
        MessageChannel channel = channel(Map.of());
        CompletableFuture<SendOutcome> attempt = start(channel);
        while (server.messages().isEmpty()) {
            Thread.onSpinWait();
        }

        channel.close();
        assertThat(attempt).isCompletedWithValue(SendOutcome.of(Kind.UNKNOWN, "closed"));
        late.countDown();
    }

    @Test
    void shouldTryAgainWhereNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(send(Map.of("port", String.valueOf(port))))
                .isEqualTo(SendOutcome.of(Kind.RETRY, "connect"));
    }

    @Test
    void shouldSendThroughOneConnectionAsLongAsItHolds() throws Exception {
        try (MessageChannel channel = channel(Map.of("connections", "1"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(start(channel).get(60, TimeUnit.SECONDS).kind())
                        .isEqualTo(Kind.ACCEPTED);
            }
            assertThat(server.connections()).isEqualTo(1);

            server.on("MAIL", Reaction.hangUp());
            assertThat(start(channel).get(60, TimeUnit.SECONDS))
                    .isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));
            server.on("MAIL", "250 ok");
            assertThat(start(channel).get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ACCEPTED);
        }

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void shouldBeBusyAtOnceRatherThanQueue() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.on(ScriptedSmtpServer.END, Reaction.held(answer, "250 queued"));
        try (MessageChannel channel = channel(Map.of("connections", "2"))) {
            CompletableFuture<SendOutcome> first = start(channel);
            CompletableFuture<SendOutcome> second = start(channel);

            assertThat(start(channel)).isCompletedWithValue(SendOutcome.of(Kind.RETRY, "busy"));
            answer.countDown();
            assertThat(first.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(second.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(start(channel).get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ACCEPTED);
        }
        assertThat(server.messages()).hasSize(3);
    }

    @Test
    void shouldSendNothingAfterItIsClosed() throws Exception {
        MessageChannel channel = channel(Map.of());
        channel.close();

        assertThat(start(channel)).isCompletedWithValue(SendOutcome.of(Kind.RETRY, "closed"));
        assertThat(server.connections()).isZero();
    }

    private SendOutcome send() throws Exception {
        return send(Map.of());
    }

    private SendOutcome send(Map<String, String> options) throws Exception {
        try (MessageChannel channel = channel(options)) {
            return start(channel).get(60, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<SendOutcome> start(MessageChannel channel) {
        return channel.send(
                        TestingPermits.to("email", "customer@example.com"),
                        TestingMessages.withTemplateAndReplies())
                .toCompletableFuture();
    }

    private MessageChannel channel(Map<String, String> more) {
        Map<String, String> options = new HashMap<>();
        options.put("host", "127.0.0.1");
        options.put("port", String.valueOf(server.port()));
        options.put("tls", "none");
        options.put("from", "alerts@bank.example");
        options.putAll(more);
        return new EmailType().create("email", new ChannelOptions(options));
    }
}
