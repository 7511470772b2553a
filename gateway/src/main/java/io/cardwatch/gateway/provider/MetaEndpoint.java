package io.cardwatch.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Parameters;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.secret.Secret;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Webhooks of Meta's Graph API: the challenge by which it verifies an address, and requests signed
 * with the app's secret over their raw bytes. There is no time in the signature and Meta repeats a
 * request for hours, so a repetition is known by what it brings.
 */
final class MetaEndpoint implements Endpoint {
    private static final String PREFIX = "sha256=";

    private final Site site;
    private final Secret verifyToken;
    private final Secret appSecret;
    private final Function<JsonNode, List<News>> reader;
    private final Inbox inbox;

    MetaEndpoint(
            Site site,
            Secret verifyToken,
            Secret appSecret,
            Function<JsonNode, List<News>> reader,
            Inbox inbox) {
        this.site = site;
        this.verifyToken = verifyToken;
        this.appSecret = appSecret;
        this.reader = reader;
        this.inbox = inbox;
    }

    @Override
    public boolean isAlwaysReady(WebRequest request) {
        return !request.isPost();
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            return CompletableFuture.completedStage(challenge(request.parameters()));
        }
        verify(request);
        List<News> news = reader.apply(Json.parse(request.body()));
        return inbox.take(site, news).thenApply(said -> WebAnswer.text("EVENT_RECEIVED"));
    }

    private WebAnswer challenge(Parameters parameters) {
        String mode = parameters.get("hub.mode");
        String token = parameters.get("hub.verify_token");
        String challenge = parameters.get("hub.challenge");
        if (mode == null || token == null || challenge == null || !mode.equals("subscribe")) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        boolean known = false;
        for (String each : ConstantTime.secrets(verifyToken)) {
            known |= ConstantTime.equal(each, token);
        }
        if (!known) {
            throw new RefusedException(Refusal.BAD_TOKEN);
        }
        return WebAnswer.text(challenge);
    }

    private void verify(WebRequest request) {
        String header = request.header("X-Hub-Signature-256");
        if (header == null || !header.startsWith(PREFIX)) {
            throw new RefusedException(Refusal.UNSIGNED);
        }
        boolean genuine = false;
        for (String secret : ConstantTime.secrets(appSecret)) {
            String expected =
                    Hashing.hmacSha256(secret.getBytes(UTF_8)).hashBytes(request.body()).toString();
            genuine |= ConstantTime.equal(expected, header.substring(PREFIX.length()));
        }
        if (!genuine) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
    }
}
