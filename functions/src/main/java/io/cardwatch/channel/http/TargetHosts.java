package io.cardwatch.channel.http;

import com.google.common.base.Ticker;
import com.google.common.net.InetAddresses;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts may be connected to, by the addresses that they had when they were last looked up.
 *
 * <p>That a host is allowed holds for {@link #LONGEST}, and is looked up anew in the background
 * once it is older than {@link #FRESH}: as a rule an attempt starts at once, on its caller's
 * thread. What was refused or not found is not kept. Everybody who asks for a host shares the one
 * look-up that is under way; there is no queue.
 */
final class TargetHosts implements AutoCloseable {
    static final Duration FRESH = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofSeconds(60);

    /** Of hosts that are looked up at a time: a sender has one host, as a rule. */
    static final int THREADS = 4;

    /** What is known of a host. */
    enum Verdict {
        ALLOWED,
        FORBIDDEN,
        NOT_FOUND,
        /** Too many look-ups are under way. */
        BUSY
    }

    /** Finds the addresses of a host; it may block. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final TargetAddresses targets;
    private final Resolver resolver;
    private final Ticker ticker;
    private final ConcurrentMap<String, Long> allowedAt = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Verdict>> underWay =
            new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    new ThreadFactoryBuilder()
                            .setDaemon(true)
                            .setNameFormat("cardwatch-http-resolve-%d")
                            .build());

    TargetHosts(TargetAddresses targets, Resolver resolver, Ticker ticker) {
        this.targets = targets;
        this.resolver = resolver;
        this.ticker = ticker;
    }

    /** What is known of the host; as a rule it is known at once. It does not block. */
    CompletableFuture<Verdict> verdict(String host) {
        if (InetAddresses.isUriInetAddress(host)) {
            boolean allowed = targets.allow(host, InetAddresses.forUriString(host));
            return CompletableFuture.completedFuture(allowed ? Verdict.ALLOWED : Verdict.FORBIDDEN);
        }
        Duration age = age(host);
        if (age == null || age.compareTo(LONGEST) >= 0) {
            return lookedUp(host);
        }
        if (age.compareTo(FRESH) >= 0) {
            CompletableFuture<Verdict> unused = lookedUp(host);
        }
        return CompletableFuture.completedFuture(Verdict.ALLOWED);
    }

    private @Nullable Duration age(String host) {
        Long since = allowedAt.get(host);
        return since == null ? null : Duration.ofNanos(ticker.read() - since);
    }

    private CompletableFuture<Verdict> lookedUp(String host) {
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        try {
            threads.execute(() -> lookUp(host, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(host);
            mine.complete(Verdict.BUSY);
        }
        return mine;
    }

    private void lookUp(String host, CompletableFuture<Verdict> verdict) {
        Verdict found = Verdict.NOT_FOUND;
        try {
            found = judged(host);
        } finally {
            if (found == Verdict.ALLOWED) {
                allowedAt.put(host, ticker.read());
            } else if (found == Verdict.FORBIDDEN) {
                allowedAt.remove(host);
            }
            // First, so that whoever is told and asks again gets what is known now.
            underWay.remove(host);
            verdict.complete(found);
        }
    }

    private Verdict judged(String host) {
        try {
            for (InetAddress address : resolver.resolve(host)) {
                if (!targets.allow(host, address)) {
                    return Verdict.FORBIDDEN;
                }
            }
            return Verdict.ALLOWED;
        } catch (UnknownHostException e) {
            return Verdict.NOT_FOUND;
        }
    }

    /** Starts no look-up any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
