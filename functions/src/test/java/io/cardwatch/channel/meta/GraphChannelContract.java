package io.cardwatch.channel.meta;

import static io.cardwatch.channel.http.TestingReaction.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import io.cardwatch.message.TestingMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Messenger and WhatsApp keep to alike; the test of each extends it. */
@Timeout(60)
public abstract class GraphChannelContract {
    private static final String TOKEN = "EAAtest-token-1";
    private static final String APP_SECRET = "app-secret-1";

    protected final TestingGraph graph;
    private final ChannelType type;
    private final String idOption;
    private final String address;

    @TempDir private Path folder;
    private MessageChannel channel;

    protected GraphChannelContract(
            TestingGraph graph, ChannelType type, String idOption, String address) {
        this.graph = graph;
        this.type = type;
        this.idOption = idOption;
        this.address = address;
    }

    @BeforeEach
    void open() throws IOException {
        graph.token(TOKEN);
        write("token", TOKEN);
        configure(Map.of());
    }

    @AfterEach
    void close() {
        channel.close();
        graph.close();
    }

    /** From now on the channel has these options too. */
    protected final void configure(Map<String, String> more) {
        if (channel != null) {
            channel.close();
        }
        channel = create(more);
    }

    protected final SendOutcome send(OutboundMessage message) {
        return send(TestingPermits.to(type.type(), address), message);
    }

    protected final SendOutcome send(String address) {
        return send(TestingPermits.to(type.type(), address), message());
    }

    /** What comes of a permit that is not good any more. */
    protected final SendOutcome sendStale() {
        return send(TestingPermits.stale(type.type(), address), message());
    }

    protected static OutboundMessage message() {
        return TestingMessages.withTemplateAndReplies();
    }

    @Test
    void shouldSendNothingUnderAStalePermit() {
        assertThat(sendStale().kind()).isEqualTo(Kind.RETRY);
        assertThat(graph.requests()).isEmpty();
    }

    @Test
    void shouldClaimThePermitFirst() {
        SendPermit used = TestingPermits.to(type.type(), address);
        used.claim();

        assertThatThrownBy(() -> channel.send(used, message()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(graph.requests()).isEmpty();
    }

    @Test
    void shouldAskForNoSecondAttemptWhereTheOutcomeIsUnknown() {
        assertThat(channel.idempotent()).isFalse();
        assertThat(channel.name()).isEqualTo(type.type());
    }

    @Test
    void shouldTakeAnotherTokenWithoutARestart() throws IOException {
        assertThat(send(message()).kind()).isEqualTo(Kind.ACCEPTED);

        graph.token("EAAtest-token-2");
        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "190"));
        write("token", "EAAtest-token-2");

        // As soon as the file is read again; the time-out is the test's.
        SendOutcome outcome = send(message());
        while (outcome.kind() != Kind.ACCEPTED) {
            assertThat(outcome).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "190"));
            outcome = send(message());
        }
    }

    @Test
    void shouldProveThatItKnowsTheSecretOfTheApp() throws IOException {
        graph.appSecret(APP_SECRET);
        assertThat(send(message()).kind()).isEqualTo(Kind.OUR_BUG);

        write("app", APP_SECRET);
        configure(Map.of("app-secret-file", folder.resolve("app").toString()));

        assertThat(send(message()).kind()).isEqualTo(Kind.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access-token-file", "app-secret-file"})
    void shouldBeDownWithoutASecret(String option) {
        configure(Map.of(option, folder.resolve("missing").toString()));

        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        assertThat(graph.requests()).isEmpty();
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWithoutAnAnswerInTime() {
        // So that the client is loaded when the time counts.
        assertThat(send(message()).kind()).isEqualTo(Kind.ACCEPTED);
        configure(Map.of("timeout", "1s"));
        graph.then(TestingReaction.answerBehind(new CountDownLatch(1), 200, ""));

        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "timeout"));
        assertThat(graph.requests()).hasSize(2);
    }

    @Test
    void shouldWaitForASlowAnswer() {
        CountDownLatch gate = new CountDownLatch(1);
        graph.then(TestingReaction.answerBehind(gate, 200, graph.accepted()));

        var outcome =
                channel.send(TestingPermits.to(type.type(), address), message())
                        .toCompletableFuture();
        assertThat(outcome).isNotDone();
        gate.countDown();

        assertThat(outcome.join().kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWhoseConnectionBroke() {
        graph.then(TestingReaction.reset(), TestingReaction.close());

        assertThat(send(message()).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(send(message()).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(graph.requests()).hasSize(2);
    }

    @Test
    void shouldTryAgainWhereNobodyListens() {
        graph.close();

        assertThat(send(message()).kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void shouldWaitAsLongAsAskedInAStormOfRefusals() {
        for (int i = 0; i < 25; i++) {
            graph.then(answer(429, "<html>").with("Retry-After", "7"));
            graph.then(TestingGraph.error(400, "4").with("Retry-After", "9"));
        }

        for (int i = 0; i < 25; i++) {
            assertThat(send(message()))
                    .isEqualTo(
                            SendOutcome.of(Kind.RETRY_LATER, "http 429")
                                    .after(Duration.ofSeconds(7)));
            assertThat(send(message()))
                    .isEqualTo(SendOutcome.of(Kind.RETRY_LATER, "4").after(Duration.ofSeconds(9)));
        }
        assertThat(graph.requests()).hasSize(50);
        assertThat(send(message()).kind()).isEqualTo(Kind.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "301, OUR_BUG",
        "400, OUR_BUG",
        "401, CHANNEL_DOWN",
        "403, CHANNEL_DOWN",
        "404, CHANNEL_DOWN",
        "408, UNKNOWN",
        "429, RETRY_LATER"
    })
    void shouldGoByTheStatusWhereTheErrorSaysNothing(int status, Kind kind) {
        graph.then(
                answer(status, "<html>"),
                answer(status, "{\"error\":{\"code\":\"?\"}}"),
                TestingGraph.error(status, "987654"));

        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, "http " + status));
        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, "http " + status));
        assertThat(send(message())).isEqualTo(SendOutcome.of(kind, "987654"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void shouldKnowThatNothingWasSentOnlyWhereTheFailureIsExplained(int status) {
        graph.then(
                TestingGraph.error(status, "987654"),
                answer(status, "<html>").with("Retry-After", "7"),
                answer(status, "{\"error\":{\"code\":\"?\"}}"),
                answer(status, ""));

        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.RETRY, "987654"));
        for (int i = 0; i < 3; i++) {
            assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "http " + status));
        }
    }

    @Test
    void shouldNotTakeAnyAnswerForAccepted() {
        graph.then(answer(200, "{}"), answer(200, "<html>Log in</html>"));

        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "http 200"));
        assertThat(send(message())).isEqualTo(SendOutcome.of(Kind.UNKNOWN, "http 200"));
    }

    @Test
    void shouldSendNoCardNumber() {
        ProviderTemplate template =
                new ProviderTemplate("fraud_alert_v1", "en_US", List.of("4242 4242 4242 4242"));

        assertThat(send(TestingMessages.message("text", null, template, List.of())))
                .isEqualTo(SendOutcome.of(Kind.OUR_BUG, "card_number"));
        assertThat(send(TestingMessages.text("Card 4242424242424242", null)))
                .isEqualTo(SendOutcome.of(Kind.OUR_BUG, "card_number"));
        assertThat(graph.requests()).isEmpty();
    }

    @Test
    void shouldSendNothingWithoutATemplate() {
        assertThat(send(TestingMessages.text("text", null)))
                .isEqualTo(SendOutcome.of(Kind.OUR_BUG, "no_template"));
        assertThat(graph.requests()).isEmpty();
    }

    @Test
    void shouldAnswerWhoHasJustWrittenInFreeText() {
        assertThat(send(TestingMessages.followUp("Please call us.")).kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(graph.request().text())
                .contains("Please call us.")
                .doesNotContain("template", "button", "quick_replies");
        assertThat(send(TestingMessages.followUp("Card 4242424242424242")))
                .isEqualTo(SendOutcome.of(Kind.OUR_BUG, "card_number"));
    }

    @Test
    void shouldPutParametersIntoTheFormThatMetaTakes() {
        ProviderTemplate template =
                new ProviderTemplate(
                        "fraud_alert_v1", "en", List.of(" Corner\r\nShop ", "a\t\u2028b     c"));

        assertThat(send(TestingMessages.message("text", null, template, List.of())).kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(graph.request().text())
                .contains("\"Corner Shop\"")
                .contains("\"a b c\"")
                .doesNotContain("button");
    }

    @Test
    void shouldRepeatNeitherSecretsNorTheMessage() throws IOException {
        write("app", APP_SECRET);
        configure(Map.of("app-secret-file", folder.resolve("app").toString()));
        graph.then(TestingGraph.error(400, "100"));

        assertThat(channel + " " + send(message()))
                .doesNotContain(TOKEN, APP_SECRET, address, "812.40", "15551234567");
        assertThat(graph.request().path()).doesNotContain(TOKEN, APP_SECRET);
    }

    @Test
    void shouldRefuseOptionsThatDoNotFit() {
        assertRefused(Map.of("acces-token-file", "x"), "did you mean 'access-token-file'?");
        assertRefused(Map.of("access-token", TOKEN), "access-token-file");
        assertRefused(Map.of(idOption, "northbank"), "digits");
        assertRefused(Map.of(idOption, ""), "is missing");
        assertRefused(Map.of("version", "25"), "v25.0");
        assertRefused(Map.of("host", "http://graph.example"), "https");
    }

    private void assertRefused(Map<String, String> options, String words) {
        assertThatThrownBy(() -> create(options))
                .isInstanceOf(ChannelOptionException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining(TOKEN);
    }

    private MessageChannel create(Map<String, String> more) {
        Map<String, String> options = new HashMap<>();
        options.put("host", graph.host());
        options.put(idOption, TestingGraph.ID);
        options.put("access-token-file", folder.resolve("token").toString());
        options.putAll(more);
        return type.create(type.type(), new ChannelOptions(options));
    }

    private SendOutcome send(SendPermit permit, OutboundMessage message) {
        return channel.send(permit, message).toCompletableFuture().join();
    }

    private void write(String file, String secret) throws IOException {
        Files.writeString(folder.resolve(file), secret);
    }
}
