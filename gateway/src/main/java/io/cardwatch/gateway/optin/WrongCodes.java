package io.cardwatch.gateway.optin;

import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often an address sent a code that is none: after a few within an hour none of its codes
 * counts. Bounded by forgetting all who were quiet for an hour.
 */
final class WrongCodes {
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final int MOST = 5;
    private static final int SWEEP_AT = 10_000;

    private final InstantSource clock;
    private final Map<KeyHash, Deque<Instant>> byAddress = new HashMap<>();

    WrongCodes(InstantSource clock) {
        this.clock = clock;
    }

    void add(KeyHash address) {
        if (byAddress.size() >= SWEEP_AT) {
            Instant limit = clock.instant().minus(WITHIN);
            byAddress.values().removeIf(times -> times.getLast().isBefore(limit));
        }
        Deque<Instant> times = byAddress.computeIfAbsent(address, added -> new ArrayDeque<>());
        times.addLast(clock.instant());
        if (times.size() > MOST) {
            times.removeFirst();
        }
    }

    boolean areTooMany(KeyHash address) {
        Deque<Instant> times = byAddress.get(address);
        return times != null
                && times.size() >= MOST
                && times.getFirst().isAfter(clock.instant().minus(WITHIN));
    }
}
