package io.cardwatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import io.cardwatch.alert.Alert;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.reply.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A gateway over real HTTP, whose topics are a list in this process. */
final class TestingGateway implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What was written. */
    record Row(String topic, String key, String value) {
        byte[] bytes() {
            return value.getBytes(UTF_8);
        }
    }

    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Assembly parts;
    private final WebServer server;
    private volatile boolean ready = true;
    private volatile boolean brokersAnswer = true;
    private volatile CompletableFuture<Void> acknowledgement =
            CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<Void> written = new CompletableFuture<>();

    private TestingGateway(GatewayConfig config) throws IOException {
        parts =
                new Assembly(
                        config,
                        config.common().secret().resolve(),
                        config.replies().secret().resolve(),
                        this::write,
                        now::get);
        server = WebServer.start(config.web(), parts.endpoints(), () -> ready, parts.metrics());
        parts.receivers().start();
    }

    static TestingGateway start(Path folder) throws IOException {
        return start(folder, "");
    }

    static TestingGateway start(Path folder, String more) throws IOException {
        return start(GatewayConfig.read(TestingBank.config(folder, "localhost:9", more)));
    }

    static TestingGateway start(GatewayConfig config) throws IOException {
        return new TestingGateway(config);
    }

    private CompletionStage<Void> write(String topic, String key, byte[] value) {
        if (!brokersAnswer) {
            return CompletableFuture.failedFuture(new IOException("no broker"));
        }
        CompletableFuture<Void> gate = acknowledgement;
        rows.add(new Row(topic, key, new String(value, UTF_8)));
        written.complete(null);
        return gate;
    }

    /** When what is written from here on is acknowledged. */
    void acknowledge(CompletableFuture<Void> when) {
        acknowledgement = when;
    }

    /** Sends a request whose first write is acknowledged when the returned stage is ended. */
    CompletableFuture<Void> hold(CompletableFuture<HttpResponse<String>> answer, HttpRequest sent) {
        CompletableFuture<Void> held = new CompletableFuture<>();
        acknowledgement = held;
        written = new CompletableFuture<>();
        var unused = sendAsync(sent).thenAccept(answer::complete);
        written.orTimeout(10, TimeUnit.SECONDS).join();
        acknowledgement = CompletableFuture.completedFuture(null);
        return held;
    }

    void ready(boolean isReady) {
        ready = isReady;
    }

    void brokersAnswer(boolean answer) {
        brokersAnswer = answer;
    }

    void at(Instant instant) {
        now.set(instant);
    }

    Instant now() {
        return now.get();
    }

    int port() {
        return server.port();
    }

    int adminPort() {
        return server.adminPort();
    }

    void know(Consent... consents) {
        for (Consent consent : consents) {
            parts.state()
                    .apply(new ConsentRecord(List.of(consent), List.of()))
                    .forEach(
                            late ->
                                    rows.add(
                                            new Row(
                                                    "consents",
                                                    late.key().format(),
                                                    new String(ConsentJson.encode(late), UTF_8))));
        }
    }

    void know(Alert alert) {
        parts.state().apply(alert);
    }

    void know(Receipt receipt) {
        parts.state().apply(receipt);
    }

    /** An alert that was sent on a channel, as the topics tell it. */
    void sent(int alert, String subjectRef, String channel, String messageId, Instant at) {
        String alertId = TestingBank.alertId(alert);
        know(TestingBank.alert(alertId, subjectRef, channel, at));
        know(TestingBank.sent(alertId, subjectRef, channel, messageId, at));
    }

    List<Row> rows() {
        return rows;
    }

    List<Reply> replies() {
        RecordCodec<Reply> codec = new RecordCodec<>(Reply.class);
        return rows.stream()
                .filter(row -> row.topic().equals("replies"))
                .map(row -> codec.decode(row.bytes()))
                .toList();
    }

    List<Consent> consents() {
        return rows.stream()
                .filter(row -> row.topic().equals("consents"))
                .map(row -> ConsentJson.decode(row.bytes()))
                .toList();
    }

    List<Receipt> receipts() {
        return rows.stream()
                .filter(row -> row.topic().equals("receipts"))
                .map(row -> ReceiptJson.decode(row.bytes()))
                .toList();
    }

    long counted(String name, String... labels) {
        return parts.metrics().counted(name, labels);
    }

    long refused(String reason) {
        return counted("refused", "reason", reason);
    }

    long ignored(String channel, String reason) {
        return counted("ignored", "channel", channel, "reason", reason);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    /** What {@code /metrics} tells. */
    String gauges() throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + adminPort() + "/metrics");
        return send(HttpRequest.newBuilder(metrics).build()).body();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    /** Waits until something was ignored for that reason. */
    void awaitIgnored(String channel, String reason) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (ignored(channel, reason) == 0 && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Posts JSON with Meta's signature. */
    HttpResponse<String> meta(String channel, String json) throws Exception {
        return meta(channel, json, TestingBank.APP_SECRET);
    }

    HttpResponse<String> meta(String channel, String json, String secret) throws Exception {
        return send(
                metaRequest(
                        channel,
                        json.getBytes(UTF_8),
                        metaSignature(json.getBytes(UTF_8), secret)));
    }

    HttpRequest metaRequest(String channel, String json) {
        byte[] body = json.getBytes(UTF_8);
        return metaRequest(channel, body, metaSignature(body, TestingBank.APP_SECRET));
    }

    HttpRequest metaRequest(String channel, byte[] body, String signature) {
        return request("/webhooks/bank-north/" + channel)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    static String metaSignature(byte[] body, String secret) {
        return "sha256=" + Hashing.hmacSha256(secret.getBytes(UTF_8)).hashBytes(body);
    }

    /** Posts JSON signed as Standard Webhooks says. */
    HttpResponse<String> signed(String path, String id, Instant at, String body, String secret)
            throws Exception {
        return send(signedRequest(path, id, at, body, secret));
    }

    HttpRequest signedRequest(String path, String id, Instant at, String body, String secret) {
        return signedRequest(path, id, at, body.getBytes(UTF_8), body.getBytes(UTF_8), secret);
    }

    /** A request whose signature is of those bytes, whatever the body is. */
    HttpRequest signedRequest(
            String path, String id, Instant at, byte[] signed, byte[] body, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        byte[] head = (id + '.' + at.getEpochSecond() + '.').getBytes(UTF_8);
        byte[] signature = Hashing.hmacSha256(key).hashBytes(Bytes.concat(head, signed)).asBytes();
        return request(path)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Posts a form with Twilio's signature. */
    HttpResponse<String> twilio(Map<String, String> form) throws Exception {
        return twilio("/webhooks/bank-north/sms", form, TestingBank.AUTH_TOKEN);
    }

    HttpResponse<String> twilio(String path, Map<String, String> form, String token)
            throws Exception {
        return send(twilioRequest(path, form(form), twilioSignature(path, form, token)));
    }

    HttpRequest twilioRequest(String path, String body, String signature) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("X-Twilio-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    static String form(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        each ->
                                URLEncoder.encode(each.getKey(), UTF_8)
                                        + "="
                                        + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    @SuppressWarnings("deprecation")
    static String twilioSignature(String path, Map<String, String> form, String token) {
        StringBuilder text = new StringBuilder(TestingBank.PUBLIC_URL + path);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(
                        Hashing.hmacSha1(token.getBytes(UTF_8)).hashString(text, UTF_8).asBytes());
    }

    @Override
    public void close() {
        server.close();
        parts.receivers().close();
    }
}
