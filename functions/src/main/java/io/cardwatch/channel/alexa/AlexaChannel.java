package io.cardwatch.channel.alexa;

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
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Has Alexa tell the user that there is a message from the bank, and nothing of it. Amazon
 * recognises a repeat by its {@code referenceId}, which is the message's id.
 */
final class AlexaChannel implements MessageChannel {
    private static final RecordCodec<AlexaEvent> CODEC = new RecordCodec<>(AlexaEvent.class);
    private static final Pattern USER =
            Pattern.compile("amzn1\\.(ask\\.)?account\\.[A-Za-z0-9]{1,500}");

    private final String name;
    private final URI events;
    private final Secret secret;
    private final Duration validity;
    private final Duration timeout;
    private final AlexaTokens tokens;
    private final HttpSender sender;
    private final InstantSource clock;

    /**
     * A channel that has opened nothing yet.
     *
     * @param events where events are posted
     * @param secret the client's
     * @param validity for how long the user is told
     */
    AlexaChannel(
            String name,
            URI events,
            Secret secret,
            Duration validity,
            Duration timeout,
            AlexaTokens tokens,
            HttpSender sender,
            InstantSource clock) {
        this.name = name;
        this.events = events;
        this.secret = secret;
        this.validity = validity;
        this.timeout = timeout;
        this.tokens = tokens;
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
        if (!USER.matcher(permit.address()).matches()) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_a_user_id"));
        }
        String current;
        try {
            current = secret.newest();
        } catch (IllegalStateException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        }
        byte[] body =
                CODEC.encode(
                        AlexaEvent.of(
                                permit,
                                message,
                                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                validity));
        return new AlexaAttempt(tokens, current, token -> post(token, body)).startWithin(timeout);
    }

    private CompletionStage<SendOutcome> post(String token, byte[] body) {
        Map<String, String> headers =
                Map.of(
                        "Authorization", "Bearer " + token,
                        "Content-Type", "application/json",
                        "Accept", "application/json");
        return sender.post(events, headers, body, AlexaChannel::outcome);
    }

    private static SendOutcome outcome(HttpAnswer answer) {
        // 409: that reference is known, so an earlier attempt got through.
        if (answer.isSuccess() || answer.status() == 409) {
            return SendOutcome.accepted(null);
        }
        return SendOutcome.of(kind(answer.status()), answer.code()).after(answer.retryAfter());
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.CHANNEL_DOWN;
            case 404 -> Kind.DEAD_ADDRESS;
            case 429 -> Kind.RETRY_LATER;
            case 408 -> Kind.UNKNOWN;
            default -> status >= 500 ? Kind.RETRY : Kind.OUR_BUG;
        };
    }

    @Override
    public void close() {
        sender.close();
    }

    @Override
    public String toString() {
        return "AlexaChannel[" + name + "]";
    }
}
