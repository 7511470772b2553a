package io.cardwatch.channel.alexa;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.alexa.AlexaTokens.Grant;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt: a token, the event, and once more both where that token was refused. */
final class AlexaAttempt {
    /** How long it waits for a token: its permit would have been given too long ago. */
    static final Duration LONGEST_TOKEN = Duration.ofSeconds(2);

    /** What the answer 401 is read as. */
    static final String TOKEN_REFUSED = "http 401";

    private final AlexaTokens tokens;
    private final String secret;
    private final Function<String, CompletionStage<SendOutcome>> event;
    private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    private volatile boolean onItsWay;

    /**
     * An attempt that is not begun.
     *
     * @param event posts the event with a token
     */
    AlexaAttempt(
            AlexaTokens tokens,
            String secret,
            Function<String, CompletionStage<SendOutcome>> event) {
        this.tokens = tokens;
        this.secret = secret;
        this.event = event;
    }

    /** What becomes of it, known after that time at the latest. */
    CompletionStage<SendOutcome> startWithin(Duration timeout) {
        CompletionStage<SendOutcome> known =
                outcome.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        .exceptionally(
                                late ->
                                        SendOutcome.of(
                                                onItsWay ? Kind.UNKNOWN : Kind.RETRY, "timeout"));
        attempt(null);
        return known;
    }

    private void attempt(@Nullable String refused) {
        CompletableFuture<Grant> grant = tokens.grant(secret, refused);
        CompletableFuture<Grant> soon =
                grant.isDone()
                        ? grant
                        : grant.copy()
                                .completeOnTimeout(
                                        Grant.refused(SendOutcome.of(Kind.RETRY, "token timeout")),
                                        LONGEST_TOKEN.toMillis(),
                                        TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = soon.thenAccept(given -> post(given, refused != null));
    }

    private void post(Grant grant, boolean again) {
        String token = grant.token();
        if (token == null) {
            outcome.complete(grant.failure());
            return;
        }
        // Before the question whether time is over, which asks in the other order.
        onItsWay = true;
        if (outcome.isDone()) {
            return;
        }
        CompletionStage<Void> unused =
                event.apply(token).thenAccept(answer -> answered(answer, token, again));
    }

    private void answered(SendOutcome answer, String token, boolean again) {
        if (!again && TOKEN_REFUSED.equals(answer.code())) {
            onItsWay = false;
            attempt(token);
        } else {
            outcome.complete(answer);
        }
    }

    @Override
    public String toString() {
        return "AlexaAttempt[redacted]";
    }
}
