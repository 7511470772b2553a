package io.cardwatch.channel.http;

import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.cardwatch.channel.SendOutcome;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts a channel's requests, one attempt each, and tells what was surely not sent from what may
 * have been.
 *
 * <p>It never blocks its caller: names are resolved and answers read on threads of its own, all of
 * them daemons, started at the first request. Nor does an attempt queue behind others, where a
 * withdrawal could pass it: a host that was looked up lately is sent to at once, another one within
 * {@link #LONGEST_LOOKUP} or not at all. It follows no redirect, uses no proxy, keeps no cookies,
 * and speaks HTTP/1.1: over HTTP/2 the JDK's client fails requests beyond the streams that the
 * provider allows in a way that cannot be told from a broken connection. Calls may come from any
 * thread, as those that go on after an answer do.
 */
public final class HttpSender implements AutoCloseable {
    /** The longest body of an answer that is read, in bytes. */
    public static final int LARGEST_BODY = 64 * 1024;

    /** How long an attempt waits to know the addresses of a host that was not asked for lately. */
    static final Duration LONGEST_LOOKUP = Duration.ofSeconds(2);

    private final Duration timeout;
    private final TargetHosts hosts;
    private final ThreadPoolExecutor exchanging = threads();
    private @Nullable HttpClient client;
    private volatile boolean closed;

    /**
     * A sender that has opened nothing yet.
     *
     * @param timeout how long an attempt may take as a whole
     * @param targets where it may connect to
     */
    public HttpSender(Duration timeout, TargetAddresses targets) {
        this(timeout, new TargetHosts(targets, InetAddress::getAllByName, Ticker.systemTicker()));
    }

    HttpSender(Duration timeout, TargetHosts hosts) {
        this.timeout = timeout;
        this.hosts = hosts;
    }

    /**
     * Starts one attempt. The stage always completes normally within the time-out:
     *
     * <ul>
     *   <li>with what {@code reading} makes of the provider's answer, whatever its status;
     *   <li>with {@code RETRY} where the request surely never left: {@code dns}, {@code
     *       dns_timeout}, {@code connect}, {@code connect_timeout}, {@code tls}, {@code busy},
     *       {@code closed};
     *   <li>with {@code UNKNOWN} where it may have: {@code timeout}, {@code broken};
     *   <li>with {@code CHANNEL_DOWN} where configuration keeps it from leaving: {@code
     *       forbidden_address}, or {@code request} where a header cannot be sent, as with a broken
     *       token.
     * </ul>
     *
     * @param headers names and values
     * @param reading makes an outcome of an answer; it runs on another thread and does not block
     */
    public CompletionStage<SendOutcome> post(
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Function<HttpAnswer, SendOutcome> reading) {
        HttpRequest request;
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(uri)
                            .setHeader("User-Agent", "cardwatch")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(builder::setHeader);
            request = builder.build();
        } catch (IllegalArgumentException e) {
            // Its message quotes the header.
            return done(SendOutcome.of(CHANNEL_DOWN, "request"));
        }
        if (closed) {
            return done(SendOutcome.of(RETRY, "closed"));
        }
        HttpAttempt attempt = new HttpAttempt(client(), request, reading);
        CompletionStage<SendOutcome> outcome = attempt.outcomeWithin(timeout);
        attempt.startWithin(hosts.verdict(uri.getHost()), LONGEST_LOOKUP);
        return outcome;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .proxy(HttpClient.Builder.NO_PROXY)
                            .connectTimeout(timeout.dividedBy(2))
                            .executor(exchanging)
                            .build();
        }
        return client;
    }

    /** Starts nothing any more; what is under way ends, at its time-out at the latest. */
    @Override
    public synchronized void close() {
        closed = true;
        hosts.close();
        exchanging.shutdown();
        client = null;
    }

    /**
     * Threads without a queue, where a request could be held up behind others; about as many as
     * there are attempts under way. They end when there is nothing to do: they would keep a job's
     * classes alive.
     */
    private static ThreadPoolExecutor threads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadFactoryBuilder()
                        .setDaemon(true)
                        .setNameFormat("cardwatch-http-%d")
                        .build());
    }

    private static CompletionStage<SendOutcome> done(SendOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
