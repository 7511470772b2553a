package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.window.WindowBounds;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the engine treats time and bounds its memory.
 *
 * @param disorderBound by how much an event may be older than its key's newest one and still see
 *     the newest one's windows
 * @param allowedLateness by how much an event may be older than its card's newest one before it is
 *     dropped as late
 * @param dedupeHorizon for how long a card's event ids are remembered
 * @param maxEntriesPerKey exact entries of a key, past which the oldest fold into buckets
 * @param maxValuesPerKey values that one {@code first_seen} remembers of a key
 * @param maxIdsPerCard event ids that a card remembers
 */
public record EngineSettings(
        Duration disorderBound,
        Duration allowedLateness,
        Duration dedupeHorizon,
        int maxEntriesPerKey,
        int maxValuesPerKey,
        int maxIdsPerCard)
        implements Serializable {
    public EngineSettings {
        requireNonNull(disorderBound, "disorderBound");
        requireNonNull(allowedLateness, "allowedLateness");
        requireNonNull(dedupeHorizon, "dedupeHorizon");
        if (disorderBound.isNegative()
                || allowedLateness.compareTo(disorderBound) < 0
                || dedupeHorizon.compareTo(allowedLateness) < 0) {
            throw new IllegalArgumentException(
                    "disorder bound <= allowed lateness <= dedupe horizon, none below zero");
        }
        if (maxEntriesPerKey < 1 || maxValuesPerKey < 4 || maxIdsPerCard < 1) {
            throw new IllegalArgumentException(
                    "a key has room for 1 entry, 4 values and 1 id at least");
        }
    }

    /** What runs where nothing else is configured. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofHours(24), 256, 512, 512);
    }

    WindowBounds bounds() {
        return new WindowBounds(
                disorderBound.toMillis(),
                allowedLateness.toMillis(),
                dedupeHorizon.toMillis(),
                maxEntriesPerKey,
                maxValuesPerKey,
                maxIdsPerCard);
    }
}
