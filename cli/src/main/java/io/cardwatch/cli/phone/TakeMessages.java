package io.cardwatch.cli.phone;

import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.provider.StandardWebhooks;
import io.cardwatch.json.RecordCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The bank's hub: takes the messages that delivery posts, where they are signed by its secret. */
final class TakeMessages implements Endpoint {
    private static final RecordCodec<HubMessage> MESSAGES = new RecordCodec<>(HubMessage.class);
    private static final String TYPE = "fraud.alert";

    private final StandardWebhooks webhooks;
    private final Phones phones;

    TakeMessages(StandardWebhooks webhooks, Phones phones) {
        this.webhooks = webhooks;
        this.phones = phones;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        String id = webhooks.verify(request);
        HubMessage message = MESSAGES.decode(request.body());
        if (message == null
                || !message.type().equals(TYPE)
                || !message.data().messageId().equals(id)) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        phones.take(message.data());
        return CompletableFuture.completedStage(WebAnswer.empty(204));
    }
}
