package io.cardwatch.channel.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElseGet;
import static java.util.concurrent.CompletableFuture.completedStage;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpAnswer;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page or a business's number takes messages: {@code POST {host}/{version}/{id}/messages}.
 *
 * <p>The access token goes into the {@code Authorization} header, not into the address, since
 * addresses end up in logs. Where the app's secret is configured, each request carries the proof
 * that its sender knows it ({@code appsecret_proof}), so that a stolen token alone is worth
 * nothing.
 */
public final class GraphEndpoint implements AutoCloseable {
    private static final String HOST = "https://graph.facebook.com";
    private static final String VERSION = "v25.0";
    private static final Pattern VERSION_FORM = Pattern.compile("v\\d{1,3}\\.\\d{1,2}");
    private static final Pattern ID_FORM = Pattern.compile("\\d{1,30}");

    private final String address;
    private final Secret accessToken;
    private final @Nullable Secret appSecret;
    private final HttpSender http;
    private final GraphErrors errors;
    private final JsonPointer messageId;

    private GraphEndpoint(
            String address,
            Secret accessToken,
            @Nullable Secret appSecret,
            HttpSender http,
            GraphErrors errors,
            JsonPointer messageId) {
        this.address = address;
        this.accessToken = accessToken;
        this.appSecret = appSecret;
        this.http = http;
        this.errors = errors;
        this.messageId = messageId;
    }

    /**
     * Reads {@code host}, {@code version}, {@code access-token-*} and {@code app-secret-*}.
     *
     * @param idOption the option that holds the id of the page or number
     * @param timeout how long a request may take
     * @param errors what the product's errors mean
     * @param messageId where a message's id stands in an answer, for example {@code /message_id}
     */
    public static GraphEndpoint configured(
            ChannelOptions options,
            String idOption,
            Duration timeout,
            GraphErrors errors,
            String messageId) {
        String base = HttpOptions.base(options, "host", HOST);
        String version = matching(VERSION_FORM, options, "version", VERSION, "v25.0");
        String id = matching(ID_FORM, options, idOption, options.text(idOption), "digits");
        return new GraphEndpoint(
                base + "/" + version + "/" + id + "/messages",
                options.secret("access-token"),
                options.optionalSecret("app-secret"),
                new HttpSender(timeout, TargetAddresses.PUBLIC),
                errors,
                JsonPointer.compile(messageId));
    }

    /** Starts one request with that body, all of an attempt; on the thread of the channel. */
    public CompletionStage<SendOutcome> post(ObjectNode body) {
        Access access = access();
        return access == null
                ? completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"))
                : post(access, body);
    }

    /** The secrets of this moment; they go nowhere but into requests. */
    private static final class Access {
        private final String token;
        private final String query;

        private Access(String token, String query) {
            this.token = token;
            this.query = query;
        }
    }

    private @Nullable Access access() {
        try {
            String token = accessToken.newest();
            return new Access(token, appSecret == null ? "" : proof(token, appSecret.newest()));
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static String proof(String token, String appSecret) {
        return "?appsecret_proof="
                + Hashing.hmacSha256(appSecret.getBytes(UTF_8)).hashString(token, UTF_8);
    }

    private CompletionStage<SendOutcome> post(Access access, ObjectNode body) {
        return http.post(
                URI.create(address + access.query),
                Map.of(
                        "Authorization",
                        "Bearer " + access.token,
                        "Content-Type",
                        "application/json"),
                body.toString().getBytes(UTF_8),
                this::read);
    }

    private SendOutcome read(HttpAnswer answer) {
        JsonNode json = answer.json();
        GraphError error = GraphError.in(json);
        if (error != null) {
            Kind kind = requireNonNullElseGet(errors.meaning(error), () -> byStatus(answer, true));
            return refused(kind, error.toString(), answer);
        }
        if (!answer.isSuccess()) {
            return refused(byStatus(answer, false), answer.code(), answer);
        }
        String id = json.at(messageId).textValue();
        // An answer that broke off after its status still said that the message was taken over.
        return id != null || answer.body().length == 0
                ? SendOutcome.accepted(id)
                : SendOutcome.of(Kind.UNKNOWN, answer.code());
    }

    private static SendOutcome refused(Kind kind, String code, HttpAnswer answer) {
        SendOutcome outcome = SendOutcome.of(kind, code);
        boolean again = kind == Kind.RETRY || kind == Kind.RETRY_LATER;
        return again ? outcome.after(answer.retryAfter()) : outcome;
    }

    private static Kind byStatus(HttpAnswer answer, boolean explained) {
        if (answer.isServerError()) {
            // Without the API's own error it may be a gateway's, which had handed the request on.
            return explained ? Kind.RETRY : Kind.UNKNOWN;
        }
        return switch (answer.status()) {
            // 404 comes for a wrong host or version, and so for every message.
            case 401, 403, 404 -> Kind.CHANNEL_DOWN;
            // Nothing says how far it came, and a repeated message would be a second one.
            case 408 -> Kind.UNKNOWN;
            case 429 -> Kind.RETRY_LATER;
            default -> Kind.OUR_BUG;
        };
    }

    private static String matching(
            Pattern form,
            ChannelOptions options,
            String option,
            String otherwise,
            String accepted) {
        String value = options.text(option, otherwise);
        if (!form.matcher(value).matches()) {
            throw options.unfit(option, value, accepted);
        }
        return value;
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return "GraphEndpoint[" + address + "]";
    }
}
