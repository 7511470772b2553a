package io.cardwatch.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Sender;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.ReplyPayload;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A bank's own hub brings what its user answered: the payload of the reply that the alert's message
 * offered, after {@code io/cardwatch/schema/hub-reply.schema.json}.
 */
final class HubEndpoint implements Endpoint {
    private static final String TYPE = "fraud.reply";

    private final Site site;
    private final StandardWebhooks webhooks;
    private final Inbox inbox;

    HubEndpoint(Site site, StandardWebhooks webhooks, Inbox inbox) {
        this.site = site;
        this.webhooks = webhooks;
        this.inbox = inbox;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        String id = webhooks.verify(request);
        JsonNode json = Json.parse(request.body());
        String payload = Json.text(json.path("data"), "payload");
        String recipient = Json.text(json.path("data"), "recipient");
        if (!TYPE.equals(Json.text(json, "type")) || payload == null) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        Sender sender = recipient == null ? null : Sender.of(recipient);
        ReplyPayload read = sender == null ? ReplyPayload.parse(payload) : null;
        // A STOP counts for longer than its alert is known; without a recipient it takes a search.
        String subjectRef =
                read != null && read.answer() == Answer.STOP ? inbox.subjectOf(site, read) : null;
        return inbox.take(site, List.of(new News.Pressed(sender, payload, id, subjectRef)))
                .thenApply(said -> WebAnswer.empty(204));
    }
}
