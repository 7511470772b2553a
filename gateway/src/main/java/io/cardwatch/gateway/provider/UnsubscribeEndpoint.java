package io.cardwatch.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Page;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.ReplyPayload;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The address in an e-mail's {@code List-Unsubscribe} (RFC 8058). A GET, which scanners of mail
 * make too, shows a page with a button and withdraws nothing; the POST of the button, or of the
 * reader's mail program, withdraws.
 */
final class UnsubscribeEndpoint implements Endpoint {
    private static final String NAME = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";

    private final Site site;
    private final Inbox inbox;
    private final InstantSource clock;

    UnsubscribeEndpoint(Site site, Inbox inbox, InstantSource clock) {
        this.site = site;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        String text = request.parameters().get("t");
        ReplyPayload payload = text == null ? null : ReplyPayload.parse(text);
        if (payload == null || payload.answer() != Answer.STOP) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        if (!clock.instant().isBefore(payload.expiresAt())) {
            throw new RefusedException(Refusal.GONE);
        }
        Page page = Page.in(request.header("Accept-Language"));
        if (!request.isPost()) {
            return CompletableFuture.completedStage(
                    page.form("unsubscribe", Map.of(), Map.of(NAME, ONE_CLICK)));
        }
        requireOneClick(request);
        String subjectRef = inbox.subjectOf(site, payload);
        if (subjectRef == null) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        News pressed = new News.Pressed(null, payload.text(), null, subjectRef);
        return inbox.take(site, List.of(pressed))
                .thenApply(said -> page.done("unsubscribed", Map.of()));
    }

    /** As a form in either of the two encodings that the standard allows. */
    private static void requireOneClick(WebRequest request) {
        String body = new String(request.body(), UTF_8);
        boolean urlEncoded = body.contains(NAME + "=" + ONE_CLICK);
        boolean multipart = body.contains("name=\"" + NAME + "\"") && body.contains(ONE_CLICK);
        if (!urlEncoded && !multipart) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }
}
