package io.cardwatch.channel.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.TestingCertificate;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.secret.TestingSecrets;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, and what is said only where nobody else listens. */
@Timeout(120)
class SmtpAccessTest {
    private static final String CUSTOMER = "customer@example.com";

    @TempDir static Path shared;
    private static TestingCertificate here;
    private static TestingCertificate elsewhere;

    @TempDir Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        here = TestingCertificate.of(shared, "ip:127.0.0.1,dns:localhost");
        elsewhere =
                TestingCertificate.of(
                        Files.createDirectory(shared.resolve("elsewhere")), "dns:mail.example.com");
    }

    @Test
    void shouldSendNothingInTheClearWhereTlsIsExpected() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            assertThat(send(server, trusting(here)).kind()).isEqualTo(Kind.ACCEPTED);

            assertThat(server.commands().subList(0, 2))
                    .containsExactly("EHLO bank.example", "STARTTLS");
            assertThat(server.commands().get(2)).isEqualTo("EHLO bank.example");
            assertThat(server.messages()).hasSize(1);
        }
    }

    @Test
    void shouldSpeakTlsFromTheFirstByteWhereToldTo() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), true)) {
            Map<String, String> options = trusting(here);
            options.put("tls", "implicit");

            assertThat(send(server, options).kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(server.commands()).doesNotContain("STARTTLS");
        }
    }

    @Test
    void shouldStopWhereTlsIsNotOffered() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(send(server, trusting(here)))
                    .isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
            assertThat(server.commands()).containsExactly("EHLO bank.example");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "454 4.7.0 TLS not available for now, RETRY_LATER, 454 4.7.0",
        "454 TLS not available for now, RETRY, 454",
        "502 5.5.1 not implemented, CHANNEL_DOWN, 502 5.5.1"
    })
    void shouldHeedARefusalOfTls(String answer, Kind kind, String code) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            server.on("STARTTLS", answer);

            assertThat(send(server, trusting(here))).isEqualTo(SendOutcome.of(kind, code));
            assertThat(server.commands()).containsExactly("EHLO bank.example", "STARTTLS");
        }
    }

    @Test
    void shouldStopWhereTheServerIsAnotherOne() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(elsewhere.server(), false)) {
            assertThat(send(server, trusting(elsewhere)))
                    .isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
            assertThat(server.messages()).isEmpty();
        }
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(elsewhere.server(), true)) {
            Map<String, String> options = trusting(elsewhere);
            options.put("tls", "implicit");

            assertThat(send(server, options)).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
        }
    }

    @Test
    void shouldStopWhereNobodyVouchesForTheServer() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            assertThat(send(server, trusting(elsewhere)))
                    .isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
            assertThat(send(server, Map.of())).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
        }
    }

    @Test
    void shouldStopWhereTheAuthoritiesCannotBeRead() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            Path none = Files.writeString(folder.resolve("none.pem"), "");

            assertThat(send(server, Map.of("ca-file", none.toString())))
                    .isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
            assertThat(send(server, Map.of("ca-file", folder.resolve("not-there").toString())))
                    .isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void shouldSignIn() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            assertThat(send(server, signingIn("pass-1")).kind()).isEqualTo(Kind.ACCEPTED);

            assertThat(server.commands()).contains("AUTH PLAIN " + plain("pass-1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "535 5.7.8 wrong, CHANNEL_DOWN, 535 5.7.8",
        "534 5.7.9 too weak, CHANNEL_DOWN, 534 5.7.9",
        "432 4.7.12 change it, CHANNEL_DOWN, 432 4.7.12",
        "454 4.7.0 too many sign-ins, RETRY_LATER, 454 4.7.0",
        "451 directory is away, RETRY, 451"
    })
    void shouldHeedARefusedSignIn(String answer, Kind kind, String code) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            server.on("AUTH", answer);

            assertThat(send(server, signingIn("pass-1"))).isEqualTo(SendOutcome.of(kind, code));
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void shouldTryAgainWhereTheConnectionBreaksAtSigningIn() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            server.on("AUTH", ScriptedSmtpServer.Reaction.hangUp());

            assertThat(send(server, signingIn("pass-1")))
                    .isEqualTo(SendOutcome.of(Kind.RETRY, "broken"));
        }
    }

    @Test
    void shouldStopWhereBothSidesKnowNoCommonWayToSignIn() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            server.on("EHLO", "250-mail.bank.example\r\n250 AUTH GSSAPI");
            Map<String, String> options = signingIn("pass-1");
            options.put("tls", "none");

            assertThat(send(server, options)).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "auth"));
        }
    }

    @Test
    void shouldSignInAnewOnceThePasswordChanges() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Path file = Files.writeString(folder.resolve("password"), "pass-1");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer();
                MessageChannel channel =
                        new EmailChannel(
                                "email",
                                settings(server.port()),
                                TestingSecrets.inFile(file, nanos),
                                Clock.systemUTC())) {
            assertThat(send(channel).kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(send(channel).kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(server.connections()).isEqualTo(1);

            Files.writeString(file, "pass-2");
            TestingSecrets.later(nanos);
            assertThat(send(channel).kind()).isEqualTo(Kind.ACCEPTED);

            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.commands().stream().filter(line -> line.startsWith("AUTH")))
                    .containsExactly(
                            "AUTH PLAIN " + plain("pass-1"), "AUTH PLAIN " + plain("pass-2"));
        }
    }

    @Test
    void shouldLogNothingOfTheDialogueHoweverMuchIsLogged() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler handler = collecting(logged);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(here.server(), false)) {
            send(server, signingIn("pass-1"));
            server.on("RCPT", "550 5.1.1 no such user " + CUSTOMER);
            send(server, signingIn("pass-1"));
        } finally {
            root.setLevel(before);
            root.removeHandler(handler);
        }

        assertThat(logged)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .doesNotContain("pass-1")
                                        .doesNotContain(plain("pass-1"))
                                        .doesNotContain(CUSTOMER)
                                        .doesNotContain("812.40"));
    }

    private static Handler collecting(List<String> logged) {
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        logged.add(
                                entry.getMessage()
                                        + " "
                                        + Arrays.toString(entry.getParameters())
                                        + entry.getThrown());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        handler.setLevel(Level.ALL);
        return handler;
    }

    private static String plain(String password) {
        return Base64.getEncoder().encodeToString(("robot\0robot\0" + password).getBytes(UTF_8));
    }

    private static EmailSettings settings(int port) throws Exception {
        return new EmailSettings(
                "127.0.0.1",
                port,
                EmailSettings.Tls.NONE,
                null,
                "robot",
                new InternetAddress("alerts@bank.example"),
                null,
                null,
                Duration.ofSeconds(30),
                2);
    }

    private static Map<String, String> trusting(TestingCertificate certificate) {
        return new HashMap<>(Map.of("ca-file", certificate.authorities().toString()));
    }

    private Map<String, String> signingIn(String password) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        Map<String, String> options = trusting(here);
        options.put("username", "robot");
        options.put("password-file", file.toString());
        return options;
    }

    private static SendOutcome send(ScriptedSmtpServer server, Map<String, String> more)
            throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("host", "127.0.0.1");
        options.put("port", String.valueOf(server.port()));
        options.put("from", "alerts@bank.example");
        options.putAll(more);
        try (MessageChannel channel =
                new EmailType().create("email", new ChannelOptions(options))) {
            return send(channel);
        } finally {
            assertThat(server.faults()).isEmpty();
        }
    }

    private static SendOutcome send(MessageChannel channel) throws Exception {
        return channel.send(
                        TestingPermits.to("email", CUSTOMER),
                        TestingMessages.withTemplateAndReplies())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}
