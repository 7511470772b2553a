package io.cardwatch.gateway.provider;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.smpp.SmppInbound;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Sender;
import io.cardwatch.gateway.inbound.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes what a message centre delivers, and has it wait until that is written: a normal return
 * acknowledges it, an exception has it delivered again.
 *
 * <p>A text has neither an id nor a time. So the same text of the same phone is taken for a
 * repetition while it is fresh; and where it was turned away, or written too late, it is known
 * again for an hour, with the time when it came first.
 */
final class SmppTexts implements SmppInbound {
    private static final Duration FRESH = Duration.ofMinutes(2);
    private static final Duration TRIED_AGAIN = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;

    /** A text that came: as what it is written, and when it came first. */
    private record Arrival(String id, Instant at) {}

    private final Site site;
    private final Inbox inbox;
    private final KeyHasher hasher;
    private final Duration within;
    private final InstantSource clock;
    private final GatewayMetrics metrics;
    private final Cache<Long, Arrival> taken;
    private final Cache<Long, Arrival> unacknowledged;

    /**
     * What one receiver hands its news to.
     *
     * @param hasher its own; ids are made with it, so that none tells a number
     * @param within how long the centre waits at most
     */
    SmppTexts(
            Site site,
            Inbox inbox,
            KeyHasher hasher,
            Duration within,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.site = site;
        this.inbox = inbox;
        this.hasher = hasher;
        this.within = within;
        this.clock = clock;
        this.metrics = metrics;
        taken = remembering(FRESH);
        unacknowledged = remembering(TRIED_AGAIN);
    }

    private Cache<Long, Arrival> remembering(Duration time) {
        Ticker ticker =
                new Ticker() {
                    @Override
                    public long read() {
                        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
                    }
                };
        return CacheBuilder.newBuilder()
                .expireAfterWrite(time)
                .maximumSize(MOST_REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public void onText(String from, String to, String text) {
        if (from.isBlank()) {
            return;
        }
        long key = key(String.join("\n", from, to, text));
        Arrival arrival = arrival(key);
        unacknowledged.put(key, arrival);
        take(new News.Said(Sender.of(from), text, arrival.id(), arrival.at()));
        unacknowledged.invalidate(key);
        taken.put(key, arrival);
    }

    /** A session that ends and its successor may both have something. */
    private synchronized long key(String all) {
        return hasher.hash(site.bankId(), site.channel(), all);
    }

    private Arrival arrival(long key) {
        Arrival before = unacknowledged.getIfPresent(key);
        if (before == null) {
            before = taken.getIfPresent(key);
        }
        if (before != null) {
            return before;
        }
        Instant now = clock.instant();
        // By the clock, so that another process mostly comes to the same.
        long period = now.getEpochSecond() / FRESH.toSeconds();
        return new Arrival(Long.toHexString(key) + '.' + period, now);
    }

    @Override
    public void onReceipt(SendOutcome report) {
        String messageId = report.providerMessageId();
        if (messageId != null) {
            take(new News.Reported(messageId, report.kind(), report.code()));
        }
    }

    private void take(News news) {
        Refusal refusal;
        try {
            var unused =
                    inbox.take(site, List.of(news))
                            .toCompletableFuture()
                            .get(within.toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            refusal =
                    e.getCause() instanceof RefusedException refused
                            ? refused.refusal()
                            : Refusal.FAULT;
        } catch (TimeoutException e) {
            refusal = Refusal.NOT_WRITTEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refusal = Refusal.NOT_WRITTEN;
        }
        metrics.count("refused", "reason", refusal.wireName());
        throw new RefusedException(refusal);
    }
}
