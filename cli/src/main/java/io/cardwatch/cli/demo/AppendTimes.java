package io.cardwatch.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the broker took each recent event in, by the id of the alert that it would raise.
 *
 * <p>Filled on the producer's thread and read on the demo's. Holds a bounded number of events, the
 * oldest go first: far more than are ever on their way at once.
 */
final class AppendTimes {
    private static final int CAPACITY = 400_000;

    private final Map<String, Long> times =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > CAPACITY;
                }
            };

    /** Notes an event; a duplicate does not change the time of the first. */
    synchronized void add(String alertId, long epochMillis) {
        times.putIfAbsent(alertId, epochMillis);
    }

    synchronized @Nullable Long find(String alertId) {
        return times.get(alertId);
    }
}
