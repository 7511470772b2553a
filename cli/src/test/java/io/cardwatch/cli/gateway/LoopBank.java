package io.cardwatch.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.AlertId;
import io.cardwatch.cli.delivery.Await;
import io.cardwatch.cli.delivery.DeliveryTopics;
import io.cardwatch.cli.delivery.TestingDelivery;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.gateway.sample.SampleBankLogin;
import io.cardwatch.jobs.FraudAlertJob;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.CardwatchMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A bank with everything that it runs: broker, both jobs, gateway, login page, and Messenger. */
final class LoopBank implements AutoCloseable {
    static final String ID = "north";

    private static final String BACK =
            "https://facebook.com/messenger_platform/account_linking/?account_linking_token=T";
    private static final String API_SECRET = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk";
    private static final String APP_SECRET = "an app secret of these tests alone";
    private static final int JOBS = 2;
    private static final String RULES =
            """
            ruleset: loop
            version: "1"
            features:
              terminal_risk: { by: terminal, fraud_rate: true, over: 28d, delay: 0d }
            rules:
              - id: large
                when: event.amount > 100
                score: 80
                reason: "{event.amount} at once"
              - id: risky-terminal
                when: terminal_risk > 0.01
                score: 80
                reason: "{terminal_risk} of the terminal's payments were fraud"
            alerting:
              threshold: 70
            """;

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final DeliveryTopics topics;
    private final EmbeddedFlink flink;
    private final FakeMessenger messenger;
    private final GatewayProcess gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private LoopBank(
            Path folder,
            EmbeddedKafka kafka,
            DeliveryTopics topics,
            EmbeddedFlink flink,
            FakeMessenger messenger) {
        this.folder = folder;
        this.kafka = kafka;
        this.topics = topics;
        this.flink = flink;
        this.messenger = messenger;
        gateway = new GatewayProcess(folder.resolve("delivery.yaml"), folder);
    }

    /** Everything up, and nobody opted in yet. */
    static LoopBank open(Path folder) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        DeliveryTopics topics = DeliveryTopics.create(kafka, List.of(Topics.cardEvents(ID)), 1);
        LoopBank bank =
                new LoopBank(
                        folder,
                        kafka,
                        topics,
                        EmbeddedFlink.start(Files.createDirectory(folder.resolve("flink")), 2, 1),
                        new FakeMessenger("/webhooks/" + ID + "/messenger", APP_SECRET));
        bank.startJobs();
        bank.startGateway();
        return bank;
    }

    private void startJobs() throws Exception {
        String common =
                """
                kafka: { bootstrap.servers: "%s" }
                hashing.secret-file: "%s"
                """
                        .formatted(kafka.bootstrapServers(), secret("hashing", "0123456789abcdef"));
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path alerting =
                Files.writeString(
                        folder.resolve("fraud-alert.yaml"),
                        common
                                + """
                                rules.file: rules.yaml
                                feeds: { north: { base-currency: EUR } }
                                """);
        Path delivery =
                Files.writeString(
                        folder.resolve("delivery.yaml"),
                        common
                                + """
                                replies: { secret-file: "%s", expire-after: 24h }
                                templates.directory: "%s"
                                delivery.digest-within: 0s
                                gateway:
                                  listen: "127.0.0.1:0"
                                  admin-listen: "127.0.0.1:0"
                                  banks: { north: { secret-file: "%s" } }
                                channels:
                                  messenger:
                                    page: "%s"
                                    host: "%s"
                                    window: response-first
                                    access-token-file: "%s"
                                    app-secret-file: "%s"
                                    inbound: { verify-token-file: "%s" }
                                banks: { north: {} }
                                """
                                        .formatted(
                                                secret("replies", "fedcba9876543210"),
                                                Path.of("..", "sample-data", "templates")
                                                        .toAbsolutePath(),
                                                secret("api", API_SECRET),
                                                FakeMessenger.PAGE,
                                                messenger.address(),
                                                secret("token", "a token"),
                                                secret("app", APP_SECRET),
                                                secret("verify", "a verify token")));
        StreamExecutionEnvironment environment = flink.environment();
        FraudAlertJob.configure(environment, FraudAlertConfig.read(alerting));
        environment.executeAsync(FraudAlertJob.NAME);
        TestingDelivery.startJob(flink, delivery);
    }

    private Path secret(String name, String value) throws IOException {
        return Files.writeString(folder.resolve(name + ".secret"), value);
    }

    private void startGateway() throws IOException {
        messenger.tell(gateway.start());
    }

    /** Kills the gateway, and starts it again. */
    void restartGateway() throws IOException {
        gateway.kill();
        startGateway();
    }

    /** Does something meanwhile that is done only once a gateway has taken it. */
    void killGatewayTwiceDuring(Runnable doing) throws Exception {
        gateway.kill();
        CompletableFuture<Void> done = CompletableFuture.runAsync(doing);
        for (int i = 0; i < 2; i++) {
            startGateway();
            gateway.kill();
        }
        startGateway();
        done.get();
    }

    /** The customer signs in at the bank's own page, coming from Messenger, and agrees. */
    void signIn(String customer, String user) throws Exception {
        GatewayConfig config = GatewayConfig.read(folder.resolve("delivery.yaml"));
        SampleBankLogin page =
                new SampleBankLogin(
                        messenger.gateway(),
                        ID,
                        Map.of("Ann", "ann", "Bob", "bob"),
                        API_SECRET,
                        InstantSource.system());
        try (WebServer web =
                WebServer.start(
                        config.web(), Map.of("/login", page), () -> true, new GatewayMetrics())) {
            String form =
                    "customer=%s&agree=yes&redirect_uri=%s"
                            .formatted(customer, URLEncoder.encode(BACK, UTF_8));
            URI login = URI.create("http://127.0.0.1:" + web.port() + "/login");
            String[] back = new String[1];
            Await.until(
                    "the bank's page leads back",
                    () -> {
                        back[0] = location(login, form);
                        return back[0].startsWith(BACK);
                    });
            messenger.linked(user, back[0].substring(back[0].lastIndexOf('=') + 1));
        }
    }

    private String location(URI page, String form) {
        try {
            return client.send(
                            HttpRequest.newBuilder(page)
                                    .POST(BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Returns once so many consent records are in force in both jobs. */
    void awaitConsents(int records) {
        Await.until(
                records + " consents in both jobs",
                () ->
                        flink.counters().total(CardwatchMetrics.CONSENTS_APPLIED)
                                == (long) JOBS * records);
    }

    void pay(String eventId, String subject, long cents, String terminal) {
        String event =
                """
                {"eventId":"%s","bankId":"%s","schemaVersion":1,"messageType":"authorisation",\
                "cardRef":"tok-of-%s","subjectRef":"%s","eventTime":"%s","amountMinor":%d,\
                "currency":"EUR","terminalId":"%s","responseCode":"00"}"""
                        .formatted(eventId, ID, subject, subject, Instant.now(), cents, terminal);
        try {
            topics.write(Topics.cardEvents(ID), "tok-of-" + subject, event.getBytes(UTF_8));
        } catch (Exception e) {
            throw new AssertionError("no broker", e);
        }
    }

    /** The customer's message of that number, from 1, once it has come. */
    FakeMessenger.Message awaitMessage(String user, int number) {
        Await.until(
                "message " + number + " of " + user,
                () -> messenger.messages(user).size() >= number);
        return messenger.messages(user).get(number - 1);
    }

    FakeMessenger messenger() {
        return messenger;
    }

    /** The values on a topic, once there are so many. */
    List<String> await(String topic, int count) {
        Await.until(count + " on " + topic, () -> topics.records(topic).size() >= count);
        return topics.records(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    /**
     * Small payments, one after the other, until one raises an alert: a label and an event come by
     * different topics, so nothing says which of them is the first to reach the terminal.
     */
    void payUntilAlerted(String subject, long cents, String terminal) {
        int before = await(Topics.ALERTS, 0).size();
        AtomicInteger payments = new AtomicInteger();
        Await.until(
                "an alert at " + terminal,
                () -> {
                    pay("small-" + payments.incrementAndGet(), subject, cents, terminal);
                    return await(Topics.ALERTS, 0).size() > before;
                });
    }

    /** Returns once an alert of that event stands on its topic. */
    void awaitAlert(String eventId) {
        Await.until("an alert of " + eventId, () -> isAlerted(eventId));
    }

    /** Whether an alert of that event was ever made. */
    boolean isAlerted(String eventId) {
        return await(Topics.ALERTS, 0).stream()
                .anyMatch(alert -> alert.contains(AlertId.of(ID, eventId)));
    }

    @Override
    public void close() throws IOException {
        gateway.kill();
        flink.close();
        messenger.close();
        kafka.close();
    }
}
