package io.cardwatch.gateway.provider;

import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.reply.ReplyPayload;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where a bank's service worker posts the action that was pressed. The browser does not say whose
 * it is: the payload's signature is the proof. JSON alone is taken, which a page of another origin
 * cannot send without asking first, and nobody who asks is let in.
 */
final class PushEndpoint implements Endpoint {
    private static final String JSON = "application/json";

    /** Several times the one field that there is. */
    private static final int LARGEST = 1024;

    private final Site site;
    private final Inbox inbox;
    private final InstantSource clock;

    PushEndpoint(Site site, Inbox inbox, InstantSource clock) {
        this.site = site;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith(JSON)) {
            throw new RefusedException(Refusal.MEDIA_TYPE);
        }
        if (request.body().length > LARGEST) {
            throw new RefusedException(Refusal.TOO_LARGE);
        }
        String text = Json.text(Json.parse(request.body()), "payload");
        ReplyPayload payload = text == null ? null : ReplyPayload.parse(text);
        if (payload == null) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        if (!clock.instant().isBefore(payload.expiresAt())) {
            throw new RefusedException(Refusal.GONE);
        }
        String subjectRef = inbox.subjectOf(site, payload);
        if (subjectRef == null) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        News pressed = new News.Pressed(null, payload.text(), null, subjectRef);
        return inbox.take(site, List.of(pressed)).thenApply(said -> WebAnswer.empty(204));
    }
}
