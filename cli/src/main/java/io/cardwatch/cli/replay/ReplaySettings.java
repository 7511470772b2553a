package io.cardwatch.cli.replay;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.EngineSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How files are replayed.
 *
 * @param ordering in which order events are judged
 * @param labelDelay how long after its event a label becomes known, where the label does not say
 * @param from from when on events are measured; earlier ones fill the windows. Null for all
 * @param until from when on they are measured no more; null for never
 * @param engine how the engine treats time and bounds its memory
 */
public record ReplaySettings(
        Ordering ordering,
        Duration labelDelay,
        @Nullable Instant from,
        @Nullable Instant until,
        EngineSettings engine) {
    /** How late labels are where nothing else is said. */
    public static final Duration LABEL_DELAY = Duration.ofDays(7);

    public ReplaySettings {
        requireNonNull(ordering, "ordering");
        requireNonNull(labelDelay, "labelDelay");
        requireNonNull(engine, "engine");
    }

    /** Every event measured, as it arrives. */
    public static ReplaySettings defaults() {
        return new ReplaySettings(
                Ordering.ARRIVAL, LABEL_DELAY, null, null, EngineSettings.defaults());
    }

    /** Whether an event of that time is measured. */
    public boolean measures(Instant time) {
        return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }
}
