package io.cardwatch.cli.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.gateway.provider.StandardWebhooks;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.secret.Secret;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The back end of the banks' own app, as far as a demo needs one, and the page that shows its
 * phones: it takes messages from delivery, and brings what is pressed to the gateway. On loopback
 * alone.
 */
public final class PhonePage implements AutoCloseable {
    private static final RecordCodec<PageState> STATES = new RecordCodec<>(PageState.class);
    private static final String HUB_PATH = "/hub/messages";
    private static final HostAndPort ANY_PORT = HostAndPort.fromParts("127.0.0.1", 0);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 256;

    private final Revision revision = new Revision();
    private final Phones phones = new Phones(revision);
    private final BankView bank;
    private final AnswersByWebhook answers;
    private final WebServer server;
    private volatile String stage = "Starting";

    private PhonePage(
            String channel,
            SecretReference hubSecret,
            InstantSource gatewayClock,
            UnaryOperator<String> bankNames)
            throws IOException {
        bank = new BankView(revision, channel, bankNames);
        answers = new AnswersByWebhook(channel, new Secret(hubSecret), gatewayClock);
        StandardWebhooks webhooks =
                new StandardWebhooks(new Secret(hubSecret), InstantSource.system());
        Map<String, Endpoint> endpoints = new HashMap<>(PageFiles.endpoints());
        endpoints.put("/state", this::state);
        endpoints.put("/answers", new TakePresses(phones, answers));
        endpoints.put(HUB_PATH, new TakeMessages(webhooks, phones));
        server =
                WebServer.start(
                        new GatewayConfig.Web(
                                ANY_PORT, ANY_PORT, null, IDLE, REQUEST, MOST_CONNECTIONS),
                        endpoints,
                        () -> true,
                        new GatewayMetrics());
    }

    /**
     * Starts the page; nothing is pressed before {@link #answersGoTo}.
     *
     * @param channel the channel that phones are reached by, as consents name it
     * @param hubSecret what delivery signs messages with, and the hub answers
     * @param gatewayClock what the gateway takes for now
     * @param bankNames what cardholders call a bank, by its id
     * @throws IOException where no port can be had
     */
    public static PhonePage start(
            String channel,
            SecretReference hubSecret,
            InstantSource gatewayClock,
            UnaryOperator<String> bankNames)
            throws IOException {
        return new PhonePage(channel, hubSecret, gatewayClock, bankNames);
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + '/');
    }

    /** Where delivery posts messages. */
    public URI hub() {
        return address().resolve(HUB_PATH);
    }

    /** Where the gateway listens. */
    public void answersGoTo(URI gateway) {
        answers.goTo(gateway);
    }

    /** The bank's view, which is told of the topics. */
    public BankView bank() {
        return bank;
    }

    /** Different messages that have reached a phone. */
    public long messages() {
        return phones.received();
    }

    /** Says how far the demo is. */
    public void stage(String text) {
        if (!text.equals(stage)) {
            stage = text;
            revision.next();
        }
    }

    /** All that the page shows, or 204 where it has that already. */
    private CompletionStage<WebAnswer> state(WebRequest request) {
        if (request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        SameOrigin.requireHost(request);
        // Asked for first: what changes meanwhile is told once more.
        long now = revision.now();
        WebAnswer answer =
                ("since=" + now).equals(request.query())
                        ? WebAnswer.empty(204)
                        : WebAnswer.of(200, "application/json", json(now));
        return CompletableFuture.completedStage(answer);
    }

    private String json(long now) {
        return new String(
                STATES.encode(
                        new PageState(
                                now,
                                requireNonNull(stage),
                                bank.phones(phones.shown()),
                                bank.rows(),
                                bank.counts())),
                UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
