package io.cardwatch.channel.alexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingProvider.Request;
import io.cardwatch.channel.http.TestingReaction;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Amazon's two services on this machine, strict: tokens for one client and its secret, and events
 * of one form for a token that is good, each reference once.
 */
final class TestingAlexa implements AutoCloseable {
    static final String CLIENT = "amzn1.application-oa2-client.0001";
    static final String SECRET = "amzn1.oa2-cs.canary-1";
    static final String USER = "amzn1.ask.account.AFP3ZWPOS2BGJR7OWJZ3DHPKMOMNWY4AY66FUR7ILBW";

    private static final String TOKENS = "/auth/o2/token";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestingProvider provider = new TestingProvider();
    private final Queue<TestingReaction> tokenScript = new ConcurrentLinkedQueue<>();
    private final Queue<TestingReaction> eventScript = new ConcurrentLinkedQueue<>();
    private final Set<String> references = ConcurrentHashMap.newKeySet();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String good = "";
    private volatile String secret = SECRET;

    TestingAlexa() {
        provider.always(this::answer);
    }

    Map<String, String> options() {
        return Map.of("client-id", CLIENT, "host", provider.base(), "token-host", provider.base());
    }

    TestingProvider provider() {
        return provider;
    }

    /** What was not as Amazon documents it. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The requests for tokens. */
    List<Request> tokenRequests() {
        return provider.requests().stream().filter(TestingAlexa::isForToken).toList();
    }

    /** The events, those it refused included. */
    List<Request> events() {
        return provider.requests().stream().filter(r -> !isForToken(r)).toList();
    }

    void thenToken(TestingReaction... reactions) {
        tokenScript.addAll(List.of(reactions));
    }

    void thenEvent(TestingReaction... reactions) {
        eventScript.addAll(List.of(reactions));
    }

    void secret(String current) {
        secret = current;
    }

    /** Makes the token that is out there worthless. */
    void revoke() {
        good = "";
    }

    private static boolean isForToken(Request request) {
        return request.path().equals(TOKENS);
    }

    private TestingReaction answer(Request request) {
        TestingReaction scripted = (isForToken(request) ? tokenScript : eventScript).poll();
        if (scripted != null) {
            return scripted;
        }
        try {
            return isForToken(request) ? token(request) : event(request);
        } catch (IOException | RuntimeException e) {
            faults.add(e.toString());
            return TestingReaction.answer(400, "{\"message\":\"about " + USER + "\"}");
        }
    }

    private TestingReaction token(Request request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.text().split("&", -1)) {
            int equals = pair.indexOf('=');
            form.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        check(
                request.header("content-type").equals("application/x-www-form-urlencoded"),
                "Content-Type");
        check(
                form.remove("grant_type").equals("client_credentials")
                        && form.remove("scope").equals("alexa::proactive_events")
                        && form.remove("client_id").equals(CLIENT),
                "form");
        if (!secret.equals(form.get("client_secret"))) {
            return TestingReaction.answer(401, "{\"error\":\"invalid_client\"}");
        }
        good = "Atc|token-canary-" + tokens.incrementAndGet();
        return TestingReaction.answer(
                200,
                "{\"access_token\":\""
                        + good
                        + "\",\"expires_in\":3600,\"scope\":\"alexa::proactive_events\","
                        + "\"token_type\":\"Bearer\"}");
    }

    private TestingReaction event(Request request) throws IOException {
        check(
                request.path().equals("/v1/proactiveEvents")
                        || request.path().equals("/v1/proactiveEvents/stages/development"),
                "path");
        check(request.header("content-type").equals("application/json"), "Content-Type");
        if (good.isEmpty() || !request.header("authorization").equals("Bearer " + good)) {
            return TestingReaction.answer(401, "{\"message\":\"Unauthorized\"}");
        }
        JsonNode event = MAPPER.readTree(request.text());
        Instant made = Instant.parse(event.path("timestamp").asText());
        Duration life = Duration.between(made, Instant.parse(event.path("expiryTime").asText()));
        check(
                life.compareTo(Duration.ofMinutes(5)) >= 0
                        && life.compareTo(Duration.ofHours(24)) <= 0,
                "expiryTime");
        check(
                Duration.between(made, Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0,
                "timestamp");
        check(event.path("localizedAttributes").isArray(), "localizedAttributes");
        check(event.at("/event/name").asText().equals("AMAZON.MessageAlert.Activated"), "event");
        check(event.at("/relevantAudience/type").asText().equals("Unicast"), "audience");
        String reference = event.path("referenceId").asText();
        check(!reference.isEmpty() && reference.length() <= 100, "referenceId");
        return TestingReaction.answer(references.add(reference) ? 202 : 409, "");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
