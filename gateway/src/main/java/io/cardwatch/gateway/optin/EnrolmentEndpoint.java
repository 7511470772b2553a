package io.cardwatch.gateway.optin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Decision;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.provider.Json;
import io.cardwatch.gateway.provider.StandardWebhooks;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.Enrolment.Way;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.jobs.config.GatewayConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a bank's own server begins an opt-in, by a signed request, and gets the code that its user
 * completes it with. The same request again gets the same code.
 */
final class EnrolmentEndpoint implements Endpoint {
    private static final int MOST_ATTEMPTS = 8;

    /** Stands in for an address that the provider will tell; of a number that nobody has. */
    private static final Map<Way, String> PLACEHOLDERS =
            Map.of(Way.LINKING, "psid:1", Way.KEYWORD, "+15555550100");

    private final String bankId;
    private final Map<String, String> types;
    private final StandardWebhooks webhooks;
    private final Codes codes;
    private final GatewayConfig config;
    private final GatewayState state;
    private final Outbox outbox;
    private final InstantSource clock;

    /**
     * An endpoint.
     *
     * @param types the bank's channels to their types
     */
    EnrolmentEndpoint(
            String bankId,
            Map<String, String> types,
            StandardWebhooks webhooks,
            Codes codes,
            GatewayConfig config,
            GatewayState state,
            Outbox outbox,
            InstantSource clock) {
        this.bankId = bankId;
        this.types = Map.copyOf(types);
        this.webhooks = webhooks;
        this.codes = codes;
        this.config = config;
        this.state = state;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        String id = webhooks.verify(request);
        EnrolmentRequest asked = new EnrolmentRequest(Json.parse(request.body()));
        Enrolment enrolment = enrolment(asked);
        String redirect = asked.redirectUri();
        if (redirect != null && (enrolment.way() != Way.LINKING || !isAllowed(redirect))) {
            throw new RefusedException(Refusal.FORBIDDEN);
        }
        Decision decision = new Decision();
        String code;
        synchronized (state) {
            code = begin(id, enrolment, decision);
        }
        return outbox.write(decision).thenApply(done -> told(enrolment, code, redirect));
    }

    private Enrolment enrolment(EnrolmentRequest asked) {
        Way way = asked.way();
        String type = types.get(asked.channel());
        boolean fits =
                switch (way) {
                    case LINKING -> "messenger".equals(type);
                    case KEYWORD -> "twilio".equals(type);
                    case LINK -> type != null && config.web().publicUrl() != null;
                };
        if (!fits) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        GatewayConfig.OptIn times = config.optIn();
        Enrolment enrolment =
                asked.enrolment(
                        bankId,
                        clock.instant()
                                .plus(
                                        way == Way.KEYWORD
                                                ? times.keywordExpiresAfter()
                                                : times.linkExpiresAfter()));
        String address = enrolment.address();
        String to = address == null ? PLACEHOLDERS.getOrDefault(way, "") : address;
        KeyHash none = new KeyHash(0, 0);
        if (!Grants.isReadable(Grants.consent(none, enrolment, to, 1, Instant.EPOCH))) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return enrolment;
    }

    /** The code: of this very request, and of no other opt-in. */
    private String begin(String id, Enrolment enrolment, Decision decision) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String code =
                    enrolment.way() == Way.KEYWORD
                            ? codes.shortCode(bankId, id, attempt)
                            : codes.longCode(bankId, id, attempt);
            KeyHash hash = state.code(bankId, code);
            Enrolment known = state.enrolments().of(hash);
            if (known == null) {
                outbox.begin(hash.hex(), decision);
                state.enrolments().put(hash, enrolment);
                decision.undoBy(() -> state.enrolments().restore(hash, null));
                decision.write(hash, enrolment);
                return code;
            }
            if (known.subjectRef().equals(enrolment.subjectRef())
                    && known.channel().equals(enrolment.channel())
                    && known.way() == enrolment.way()) {
                outbox.join(hash.hex(), decision);
                return code;
            }
        }
        throw new RefusedException(Refusal.TOO_MANY);
    }

    private boolean isAllowed(String redirect) {
        try {
            URI uri = URI.create(redirect);
            return "https".equals(uri.getScheme())
                    && uri.getUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() == -1
                    && uri.getHost() != null
                    && config.optIn().redirectHosts().contains(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private WebAnswer told(Enrolment enrolment, String code, @Nullable String redirect) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", code);
        json.put("expiresAt", enrolment.expiresAt().toString());
        switch (enrolment.way()) {
            case LINKING -> {
                if (redirect != null) {
                    json.put(
                            "redirectTo",
                            redirect
                                    + (redirect.indexOf('?') < 0 ? '?' : '&')
                                    + "authorization_code="
                                    + URLEncoder.encode(code, UTF_8));
                }
            }
            case KEYWORD -> json.put("text", "JOIN " + code);
            case LINK ->
                    json.put("link", config.web().publicUrl() + "/opt-in/" + bankId + "?c=" + code);
        }
        return WebAnswer.of(201, "application/json", json.toString());
    }
}
