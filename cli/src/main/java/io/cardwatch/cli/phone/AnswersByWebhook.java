package io.cardwatch.cli.phone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.cardwatch.cli.phone.TakePresses.AnswerSink;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings presses to the gateway as a bank's hub does: signed, by the channel's own secret. */
final class AnswersByWebhook implements AnswerSink {
    private static final Logger LOG = LoggerFactory.getLogger(AnswersByWebhook.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String channel;
    private final Secret secret;
    private final InstantSource clock;
    private volatile @Nullable URI gateway;

    /**
     * @param clock the gateway's clock
     */
    AnswersByWebhook(String channel, Secret secret, InstantSource clock) {
        this.channel = channel;
        this.secret = secret;
        this.clock = clock;
    }

    /** Where the gateway is; until this is said, no press is taken. */
    void goTo(URI address) {
        gateway = address;
    }

    @Override
    public CompletionStage<Boolean> send(Phones.Press press) {
        URI address = gateway;
        if (address == null) {
            return CompletableFuture.completedStage(false);
        }
        return http.sendAsync(request(address, press), BodyHandlers.discarding())
                .handle(
                        (answer, failure) -> {
                            if (failure != null || answer.statusCode() / 100 != 2) {
                                LOG.warn(
                                        "the gateway took no press: {}",
                                        failure != null
                                                ? failure.getClass().getName()
                                                : answer.statusCode());
                                return false;
                            }
                            return true;
                        });
    }

    private HttpRequest request(URI address, Phones.Press press) {
        ObjectNode reply = JSON.createObjectNode().put("type", "fraud.reply");
        reply.putObject("data").put("recipient", press.recipient()).put("payload", press.payload());
        String body = reply.toString();
        String id = "press-" + UUID.randomUUID();
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(
                        address.resolve("/webhooks/" + press.bankId() + '/' + channel))
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signature(id, seconds, body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String signature(String id, long seconds, String body) {
        try {
            return new Webhook(secret.newest()).sign(id, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("a press cannot be signed", e);
        }
    }
}
