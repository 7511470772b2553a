package io.cardwatch.channel.webhook;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpAnswer;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Posts messages to a bank's own hub, signed as <a href="https://www.standardwebhooks.com">Standard
 * Webhooks</a> says.
 *
 * <p>The hub recognises a repeated message by its {@code webhook-id}; every attempt at one message
 * has the same id and the same body, and a timestamp and signature of its own.
 */
final class WebhookChannel implements MessageChannel {
    private static final RecordCodec<WebhookMessage> CODEC =
            new RecordCodec<>(WebhookMessage.class);

    private final String name;
    private final URI url;
    private final Secret secret;
    private final HttpSender sender;
    private final InstantSource clock;

    WebhookChannel(String name, URI url, Secret secret, HttpSender sender, InstantSource clock) {
        this.name = name;
        this.url = url;
        this.secret = secret;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return true;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return completedStage(SendOutcome.of(Kind.RETRY));
        }
        byte[] body = CODEC.encode(WebhookMessage.of(permit, message));
        long seconds = clock.instant().getEpochSecond();
        String signature;
        try {
            signature = Signatures.of(secret.all(), message.messageId(), seconds, body);
        } catch (IllegalStateException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        }
        Map<String, String> headers =
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        message.messageId(),
                        "webhook-timestamp",
                        Long.toString(seconds),
                        "webhook-signature",
                        signature);
        return sender.post(url, headers, body, WebhookChannel::outcome);
    }

    private static SendOutcome outcome(HttpAnswer answer) {
        if (answer.isSuccess()) {
            return SendOutcome.accepted(null);
        }
        return SendOutcome.of(kind(answer.status()), answer.code()).after(answer.retryAfter());
    }

    private static Kind kind(int status) {
        return switch (status) {
            // One recipient is gone; a hub that is gone as a whole does not answer by its own URL.
            case 410 -> Kind.WITHDRAWN;
            // 404 comes for a wrong URL, and so for everybody.
            case 401, 403, 404 -> Kind.CHANNEL_DOWN;
            case 408, 425, 429 -> Kind.RETRY_LATER;
            default -> status >= 500 ? Kind.RETRY : Kind.OUR_BUG;
        };
    }

    @Override
    public void close() {
        sender.close();
    }
}
