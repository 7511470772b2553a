package io.cardwatch.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardwatch.cli.delivery.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Messenger between a page and its users: takes the page's messages, and tells a webhook, signed,
 * what a user does; as the real one, again until it is answered 200.
 */
final class FakeMessenger implements AutoCloseable {
    static final String PAGE = "200000000001";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String webhook;
    private final String appSecret;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private volatile URI gateway;

    /**
     * A message as a user sees it.
     *
     * @param user the page-scoped id
     * @param text what it says
     * @param buttons what each button sends back
     */
    record Message(String user, String text, Map<String, String> buttons) {
        /** What that button sends back. */
        String button(String title) {
            return Optional.ofNullable(buttons.get(title))
                    .orElseThrow(() -> new AssertionError("no such button: " + buttons.keySet()));
        }
    }

    /** A Messenger that posts to that path of a gateway. */
    FakeMessenger(String webhook, String appSecret) throws IOException {
        this.webhook = webhook;
        this.appSecret = appSecret;
        server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                        0);
        server.createContext("/", this::take);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The gateway that users' doings are told to from now on. */
    void tell(URI newGateway) {
        gateway = newGateway;
    }

    URI gateway() {
        return gateway;
    }

    List<Message> messages(String user) {
        return messages.stream().filter(message -> message.user().equals(user)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            JsonNode message = body.path("message");
            String user = body.path("recipient").path("id").asText();
            Map<String, String> buttons = new TreeMap<>();
            message.path("quick_replies")
                    .forEach(
                            button ->
                                    buttons.put(
                                            button.path("title").asText(),
                                            button.path("payload").asText()));
            byte[] answer =
                    JSON.writeValueAsBytes(
                            Map.of("recipient_id", user, "message_id", "m_" + messages.size()));
            messages.add(new Message(user, message.path("text").asText(), buttons));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** The user has signed in at the bank, which gave that code. */
    void linked(String user, String code) {
        deliver(
                user,
                "\"account_linking\":{\"status\":\"linked\",\"authorization_code\":\"%s\"}"
                        .formatted(code));
    }

    /** The user writes something. */
    void write(String user, String mid, String text) {
        deliver(user, "\"message\":{\"mid\":\"%s\",\"text\":\"%s\"}".formatted(mid, text));
    }

    /** The user presses a button. */
    void press(String user, String mid, String payload) {
        deliver(
                user,
                "\"message\":{\"mid\":\"%s\",\"text\":\"No\",\"quick_reply\":{\"payload\":\"%s\"}}"
                        .formatted(mid, payload));
    }

    private void deliver(String user, String event) {
        String body =
                """
                {"object":"page","entry":[{"id":"%s","time":%d,"messaging":[
                {"sender":{"id":"%s"},"recipient":{"id":"%s"},"timestamp":%d,%s}]}]}
                """
                        .formatted(
                                PAGE,
                                System.currentTimeMillis(),
                                user,
                                PAGE,
                                System.currentTimeMillis(),
                                event);
        Await.until("the webhook takes it", () -> post(body) == 200);
    }

    private int post(String body) {
        String signature =
                Hashing.hmacSha256(appSecret.getBytes(UTF_8)).hashString(body, UTF_8).toString();
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve(webhook))
                        .timeout(ANSWERED_WITHIN)
                        .header("Content-Type", "application/json")
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
