package io.cardwatch.channel.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import com.google.common.hash.Hashing;
import com.zerodeplibs.webpush.MessageEncryption;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpAnswer;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.secret.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Sends each message, encrypted for one browser, to that browser's push service.
 *
 * <p>A push with the same topic takes the place of one that still waits there, and a notification
 * with the same tag that of one that shows. But a service does not promise to drop a repeat that it
 * has passed on, so there is no idempotency key.
 */
final class WebPushChannel implements MessageChannel {
    /** What a service has to take, 4,096 bytes, without what encryption adds. */
    static final int LARGEST = 3_993;

    private static final RecordCodec<WebPushMessage> CODEC =
            new RecordCodec<>(WebPushMessage.class);
    private static final int TOPIC_BYTES = 24;

    private final String name;
    private final PushServices services;
    private final VapidKey key;
    private final Secret privateKey;
    private final Duration validity;
    private final HttpSender sender;
    private final MessageEncryption encryption = MessageEncryptions.of();

    WebPushChannel(
            String name,
            PushServices services,
            VapidKey key,
            Secret privateKey,
            Duration validity,
            HttpSender sender) {
        this.name = name;
        this.services = services;
        this.key = key;
        this.privateKey = privateKey;
        this.validity = validity;
        this.sender = sender;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return false;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return completedStage(SendOutcome.of(Kind.RETRY));
        }
        Subscription subscription = Subscription.parse(permit.address());
        if (subscription == null) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_a_subscription"));
        }
        if (!services.allow(subscription.endpoint())) {
            return completedStage(SendOutcome.of(Kind.OUR_BUG, "push_service"));
        }
        byte[] payload = CODEC.encode(WebPushMessage.of(permit, message));
        if (payload.length > LARGEST) {
            return completedStage(SendOutcome.of(Kind.OUR_BUG, "too_long"));
        }
        String authorization;
        try {
            authorization = key.authorization(privateKey.newest(), subscription.endpoint());
        } catch (IllegalStateException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        } catch (IllegalArgumentException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "secret"));
        }
        Map<String, String> headers =
                Map.of(
                        "Authorization",
                        authorization,
                        "TTL",
                        Long.toString(validity.toSeconds()),
                        "Urgency",
                        urgency(message.severity()),
                        "Topic",
                        topic(message.messageId()),
                        "Content-Encoding",
                        "aes128gcm",
                        "Content-Type",
                        "application/octet-stream");
        byte[] body = encryption.encrypt(subscription.keys(), PushMessage.of(payload)).toBytes();
        return sender.post(subscription.endpoint(), headers, body, WebPushChannel::outcome);
    }

    private static String urgency(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "high";
            case MEDIUM -> "normal";
            case LOW -> "low";
        };
    }

    /** The same for every attempt at a message, in the 32 characters that a topic may have. */
    private static String topic(String messageId) {
        byte[] hash = Hashing.sha256().hashString(messageId, UTF_8).asBytes();
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, TOPIC_BYTES));
    }

    private static SendOutcome outcome(HttpAnswer answer) {
        if (answer.isSuccess()) {
            return SendOutcome.accepted(null);
        }
        return SendOutcome.of(kind(answer.status()), answer.code()).after(answer.retryAfter());
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 404, 410 -> Kind.DEAD_ADDRESS;
            case 401, 403 -> Kind.CHANNEL_DOWN;
            case 429 -> Kind.RETRY_LATER;
            case 408 -> Kind.UNKNOWN;
            // The service's own failures; a repeat takes the place of what it may hold already.
            default -> status >= 500 ? Kind.RETRY : Kind.OUR_BUG;
        };
    }

    @Override
    public void close() {
        sender.close();
    }

    @Override
    public String toString() {
        return "WebPushChannel[" + name + "]";
    }
}
