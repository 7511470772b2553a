package io.cardwatch.channel.http;

import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;

import io.cardwatch.channel.SendOutcome;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: it refuses a host that it may not connect to, and sends.
 *
 * <p>The client resolves the name again when it connects, as a rule from the JVM's own cache of
 * addresses, and up to {@link TargetHosts#LONGEST} after it was checked; a name that is made to
 * change between the two still has to show the certificate of the configured host.
 */
final class HttpAttempt {
    private static final byte[] NO_BODY = {};

    private enum Phase {
        /** Nothing has left. */
        WAITING,
        /** Handed to the client. */
        SENT,
        /** The time was over before anything left, and nothing may any more. */
        EXPIRED
    }

    private final HttpClient client;
    private final HttpRequest request;
    private final Function<HttpAnswer, SendOutcome> reading;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    private volatile HttpResponse.@Nullable ResponseInfo head;
    private volatile @Nullable Future<?> exchange;

    HttpAttempt(HttpClient client, HttpRequest request, Function<HttpAnswer, SendOutcome> reading) {
        this.client = client;
        this.request = request;
        this.reading = reading;
    }

    /** What becomes of it, known after that time at the latest. */
    CompletionStage<SendOutcome> outcomeWithin(Duration timeout) {
        return outcome.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(failure -> late());
    }

    /**
     * Sends once the host is known to be allowed: at once, where it is known already. Where it is
     * not known within that time, nothing is sent: the permit would have been given too long ago.
     */
    void startWithin(CompletableFuture<TargetHosts.Verdict> verdict, Duration wait) {
        if (verdict.isDone()) {
            proceed(verdict.join());
            return;
        }
        CompletableFuture<Void> unused =
                verdict.copy()
                        .orTimeout(wait.toNanos(), TimeUnit.NANOSECONDS)
                        .thenAccept(this::proceed)
                        .exceptionally(
                                failure -> {
                                    outcome.complete(late());
                                    return null;
                                });
    }

    private void proceed(TargetHosts.Verdict verdict) {
        switch (verdict) {
            case FORBIDDEN -> outcome.complete(SendOutcome.of(CHANNEL_DOWN, "forbidden_address"));
            case NOT_FOUND -> outcome.complete(SendOutcome.of(RETRY, "dns"));
            case BUSY -> outcome.complete(SendOutcome.of(RETRY, "busy"));
            case ALLOWED -> {
                if (phase.compareAndSet(Phase.WAITING, Phase.SENT)) {
                    sendOrFail();
                }
            }
        }
    }

    private void sendOrFail() {
        try {
            send();
        } catch (RejectedExecutionException e) {
            // The client has threads for everything it begins, until it is closed.
            outcome.complete(SendOutcome.of(RETRY, "closed"));
        } catch (RuntimeException e) {
            outcome.complete(SendOutcome.of(UNKNOWN, "broken"));
        }
    }

    private void send() {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(
                        request,
                        answer -> {
                            head = answer;
                            return new CappedBody(HttpSender.LARGEST_BODY);
                        });
        exchange = sent;
        CompletionStage<HttpResponse<byte[]>> unused =
                sent.whenComplete(
                        (response, failure) ->
                                outcome.complete(
                                        response != null
                                                ? read(response.body())
                                                : failed(failure)));
        if (outcome.isDone()) {
            sent.cancel(true);
        }
    }

    private SendOutcome late() {
        if (phase.compareAndSet(Phase.WAITING, Phase.EXPIRED)) {
            return SendOutcome.of(RETRY, "dns_timeout");
        }
        Future<?> sent = exchange;
        if (sent != null) {
            sent.cancel(true);
        }
        // A status that came before its body says enough.
        return head != null ? read(NO_BODY) : SendOutcome.of(UNKNOWN, "timeout");
    }

    private SendOutcome failed(Throwable failure) {
        if (head != null) {
            return read(NO_BODY);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof HttpConnectTimeoutException) {
            return SendOutcome.of(RETRY, "connect_timeout");
        }
        if (cause instanceof ConnectException) {
            return SendOutcome.of(RETRY, "connect");
        }
        return cause instanceof SSLHandshakeException
                ? SendOutcome.of(RETRY, "tls")
                : SendOutcome.of(UNKNOWN, "broken");
    }

    private SendOutcome read(byte[] body) {
        HttpResponse.ResponseInfo answer = head;
        try {
            return answer == null
                    ? SendOutcome.of(UNKNOWN, "broken")
                    : reading.apply(new HttpAnswer(answer.statusCode(), wait(answer), body));
        } catch (RuntimeException e) {
            // Not told on: what was read may be in its message.
            return SendOutcome.of(UNKNOWN, "unreadable");
        }
    }

    private static @Nullable Duration wait(HttpResponse.ResponseInfo answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.parse(value, Instant.now()))
                .orElse(null);
    }
}
