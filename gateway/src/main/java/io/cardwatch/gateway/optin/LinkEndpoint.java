package io.cardwatch.gateway.optin;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Page;
import io.cardwatch.gateway.http.Parameters;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Decision;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.message.MessageTemplates;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The page that a bank's own app opens: it says what is agreed to, and its button agrees. There is
 * nothing but the code by which the page knows anybody, so that no other site can make a browser
 * agree; a request that names another site as its origin is refused all the same.
 */
final class LinkEndpoint implements Endpoint {
    private static final String CODE = "c";

    private final String bankId;
    private final @Nullable String publicUrl;
    private final GatewayState state;
    private final Grants grants;
    private final Outbox outbox;
    private final MessageTemplates templates;
    private final InstantSource clock;

    LinkEndpoint(
            String bankId,
            @Nullable String publicUrl,
            GatewayState state,
            Grants grants,
            Outbox outbox,
            MessageTemplates templates,
            InstantSource clock) {
        this.bankId = bankId;
        this.publicUrl = publicUrl;
        this.state = state;
        this.grants = grants;
        this.outbox = outbox;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            return CompletableFuture.completedStage(ask(request.parameters()));
        }
        String origin = request.header("Origin");
        if (origin != null && !isOurs(origin)) {
            throw new RefusedException(Refusal.FORBIDDEN);
        }
        return agree(Parameters.parse(request.body()));
    }

    private boolean isOurs(String origin) {
        return publicUrl != null && (publicUrl + "/").startsWith(origin + "/");
    }

    private WebAnswer ask(Parameters parameters) {
        String code = code(parameters);
        synchronized (state) {
            Enrolment enrolment = open(state.code(bankId, code));
            return Page.in(enrolment.locale())
                    .form("opt-in", values(enrolment), Map.of(CODE, code));
        }
    }

    private CompletionStage<WebAnswer> agree(Parameters form) {
        Decision decision = new Decision();
        Enrolment enrolment;
        synchronized (state) {
            KeyHash hash = state.code(bankId, code(form));
            enrolment = open(hash);
            String address = enrolment.address();
            if (address == null
                    || !grants.grant(hash, enrolment, address, clock.instant(), decision)) {
                throw new RefusedException(Refusal.GONE);
            }
        }
        return outbox.write(decision)
                .thenApply(done -> Page.in(enrolment.locale()).done("opted-in", values(enrolment)));
    }

    private static String code(Parameters parameters) {
        String code = parameters.get(CODE);
        if (code == null) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return code;
    }

    private Enrolment open(KeyHash code) {
        Enrolment enrolment = state.enrolments().of(code);
        if (enrolment == null
                || enrolment.way() != Enrolment.Way.LINK
                || enrolment.status() != Enrolment.Status.OPEN
                || !clock.instant().isBefore(enrolment.expiresAt())) {
            throw new RefusedException(Refusal.GONE);
        }
        return enrolment;
    }

    private Map<String, String> values(Enrolment enrolment) {
        return Map.of("bank", templates.bankName(bankId), "channel", enrolment.channel());
    }
}
