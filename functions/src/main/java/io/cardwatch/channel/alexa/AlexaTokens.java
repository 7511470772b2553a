package io.cardwatch.channel.alexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ticker;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpAnswer;
import io.cardwatch.channel.http.HttpSender;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens of Login with Amazon by client credentials, and keeps one until shortly before it
 * expires. Everybody who needs one shares the request that is under way.
 */
final class AlexaTokens {
    /** How long before its end a token is not used any more. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String SCOPE = "alexa::proactive_events";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,8192}");

    /**
     * What came of asking for a token: it, or why there is none. Nothing was sent then.
     *
     * @param token the token, or null
     * @param failure what becomes of the message, or null
     */
    record Grant(@Nullable String token, @Nullable SendOutcome failure) {
        static Grant refused(SendOutcome failure) {
            return new Grant(null, failure);
        }

        @Override
        public String toString() {
            return "Grant[redacted, " + failure + "]";
        }
    }

    private record Held(String token, Duration validity) {
        @Override
        public String toString() {
            return "Held[redacted, " + validity + "]";
        }
    }

    private final URI address;
    private final String clientId;
    private final HttpSender sender;
    private final Ticker ticker;
    private @Nullable String token;
    private long heldSince;
    private Duration validity = Duration.ZERO;
    private @Nullable CompletableFuture<Grant> underWay;

    AlexaTokens(URI address, String clientId, HttpSender sender, Ticker ticker) {
        this.address = address;
        this.clientId = clientId;
        this.sender = sender;
        this.ticker = ticker;
    }

    /**
     * A token, at once where one is held.
     *
     * @param secret the client's secret
     * @param refused a token that was refused, which is not used again; or null
     */
    CompletableFuture<Grant> grant(String secret, @Nullable String refused) {
        CompletableFuture<Grant> begun;
        synchronized (this) {
            String held = token;
            if (held != null
                    && !held.equals(refused)
                    && ticker.read() - heldSince < validity.toNanos()) {
                return CompletableFuture.completedFuture(new Grant(held, null));
            }
            if (underWay != null) {
                return underWay;
            }
            begun = new CompletableFuture<>();
            underWay = begun;
        }
        AtomicReference<Held> read = new AtomicReference<>();
        CompletionStage<Void> unused =
                sender.post(address, headers(), form(secret), answer -> read(answer, read))
                        .thenAccept(outcome -> finish(begun, read.get(), outcome));
        return begun;
    }

    private static Map<String, String> headers() {
        return Map.of(
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "application/json");
    }

    private byte[] form(String secret) {
        return ("grant_type=client_credentials&client_id="
                        + URLEncoder.encode(clientId, UTF_8)
                        + "&client_secret="
                        + URLEncoder.encode(secret, UTF_8)
                        + "&scope="
                        + URLEncoder.encode(SCOPE, UTF_8))
                .getBytes(UTF_8);
    }

    private static SendOutcome read(HttpAnswer answer, AtomicReference<Held> into) {
        if (!answer.isSuccess()) {
            return SendOutcome.of(kind(answer.status()), answer.code()).after(answer.retryAfter());
        }
        JsonNode json = answer.json();
        String text = json.path("access_token").asText("");
        if (!TOKEN.matcher(text).matches()) {
            return SendOutcome.of(Kind.RETRY, "unreadable");
        }
        Duration life = Duration.ofSeconds(json.path("expires_in").asInt(0)).minus(MARGIN);
        into.set(new Held(text, life.isNegative() ? Duration.ZERO : life));
        return SendOutcome.accepted(null);
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 429 -> Kind.RETRY_LATER;
            case 408 -> Kind.RETRY;
            default -> status >= 500 ? Kind.RETRY : Kind.CHANNEL_DOWN;
        };
    }

    private void finish(CompletableFuture<Grant> begun, @Nullable Held held, SendOutcome outcome) {
        synchronized (this) {
            underWay = null;
            if (held != null) {
                token = held.token();
                heldSince = ticker.read();
                validity = held.validity();
            }
        }
        begun.complete(
                held == null ? Grant.refused(unsent(outcome)) : new Grant(held.token(), null));
    }

    /** Whatever became of the token's request, no message has left. */
    private static SendOutcome unsent(SendOutcome outcome) {
        Kind kind = outcome.kind() == Kind.UNKNOWN ? Kind.RETRY : outcome.kind();
        return SendOutcome.of(kind, "token " + outcome.code()).after(outcome.retryAfter());
    }
}
