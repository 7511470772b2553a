package io.cardwatch.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request in as a whole, within bounds of size and time, has it answered by the endpoint of
 * its path, and tells the caller no more than a status where it is turned away. No thread waits: a
 * slow body or a slow broker costs a connection and nothing else.
 */
final class RequestHandler extends Handler.Abstract.NonBlocking {
    /** The largest body that any provider sends, several times over. */
    static final int BODY_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Endpoint> endpoints;
    private final BooleanSupplier isReady;
    private final GatewayMetrics metrics;
    private final Duration timeout;
    private final @Nullable SilentConnections silent;

    RequestHandler(
            Map<String, Endpoint> endpoints,
            BooleanSupplier isReady,
            GatewayMetrics metrics,
            @Nullable Duration timeout,
            @Nullable SilentConnections silent) {
        this.endpoints = Map.copyOf(endpoints);
        this.isReady = isReady;
        this.metrics = metrics;
        this.timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
        this.silent = silent;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (silent != null) {
            silent.begin(connection);
        }
        var unused =
                answer(request)
                        .handle((answer, failure) -> failure == null ? answer : refused(failure))
                        .thenAccept(
                                answer -> {
                                    metrics.count(
                                            "requests",
                                            "status",
                                            Integer.toString(answer.status()));
                                    if (silent != null) {
                                        silent.end(connection);
                                    }
                                    write(answer, response, callback);
                                });
        return true;
    }

    private CompletableFuture<WebAnswer> answer(Request request) {
        try {
            String path = request.getHttpURI().getPath();
            Endpoint endpoint = path == null ? null : endpoints.get(path);
            if (endpoint == null) {
                throw new RefusedException(Refusal.NOT_FOUND);
            }
            String method = request.getMethod();
            if (!method.equals("GET") && !method.equals("POST")) {
                throw new RefusedException(Refusal.METHOD);
            }
            if (request.getLength() > BODY_BYTES) {
                throw new RefusedException(Refusal.TOO_LARGE);
            }
            return body(request)
                    .thenCompose(
                            body -> {
                                WebRequest whole =
                                        new WebRequest(
                                                method,
                                                path,
                                                request.getHttpURI().getQuery(),
                                                request.getHeaders()::get,
                                                body);
                                if (!isReady.getAsBoolean() && !endpoint.isAlwaysReady(whole)) {
                                    throw new RefusedException(Refusal.NOT_READY);
                                }
                                return inTime(endpoint.answer(whole));
                            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<byte[]> body(Request request) {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(request, BODY_BYTES, Promise.Invocable.toPromise(body));
        return body.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(
                        failure -> {
                            Throwable cause = cause(failure);
                            request.fail(cause);
                            return CompletableFuture.failedFuture(
                                    new RefusedException(
                                            cause instanceof IllegalStateException
                                                    ? Refusal.TOO_LARGE
                                                    : cause instanceof TimeoutException
                                                            ? Refusal.TOO_SLOW
                                                            : Refusal.MALFORMED));
                        });
    }

    private CompletionStage<WebAnswer> inTime(CompletionStage<WebAnswer> answer) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private WebAnswer refused(Throwable failure) {
        Throwable cause = cause(failure);
        Refusal refusal;
        if (cause instanceof RefusedException refused) {
            refusal = refused.refusal();
        } else if (cause instanceof TimeoutException) {
            refusal = Refusal.NOT_WRITTEN;
        } else if (cause instanceof HttpException) {
            refusal = Refusal.MALFORMED;
        } else {
            refusal = Refusal.FAULT;
            // Without its message, which may quote the request.
            LOG.error("a request failed: {} at {}", cause.getClass().getName(), place(cause));
        }
        metrics.count("refused", "reason", refusal.wireName());
        return WebAnswer.empty(refusal.status());
    }

    private static String place(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static void write(WebAnswer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(UTF_8)), callback);
    }
}
