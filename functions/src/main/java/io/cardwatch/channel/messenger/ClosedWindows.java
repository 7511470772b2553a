package io.cardwatch.channel.messenger;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/**
 * Who, by Meta's last word, did not write within 24 hours, so that text does not reach them.
 *
 * <p>It is kept for an hour, in memory alone, for the latest {@value #MOST} users. Whoever is
 * forgotten costs one refused request more; whoever wrote meanwhile gets a template where a text
 * would have done. Any thread may use it.
 */
final class ClosedWindows {
    static final Duration REMEMBERED = Duration.ofHours(1);
    static final int MOST = 50_000;

    private final Cache<String, Boolean> users;

    ClosedWindows(Ticker ticker) {
        users =
                CacheBuilder.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(REMEMBERED)
                        .ticker(ticker)
                        .build();
    }

    void add(String psid) {
        users.put(psid, true);
    }

    boolean contains(String psid) {
        return users.getIfPresent(psid) != null;
    }

    @Override
    public String toString() {
        return "ClosedWindows[redacted]";
    }
}
