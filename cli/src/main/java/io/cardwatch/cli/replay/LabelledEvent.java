package io.cardwatch.cli.replay;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it comes up in a replay, and what is known of it.
 *
 * @param event the event
 * @param late whether it is older than its file's clock by more than the allowed lateness; only
 *     where events are put in order, where it is judged no more
 * @param fraud whether it was fraud; null where nobody knows
 * @param scenario the kind of fraud that its file names, or null
 * @param knownAt when it became known; null where it is not
 * @param learned the labels of earlier events that became known since the event before this one
 */
public record LabelledEvent(
        CardEvent event,
        boolean late,
        @Nullable Boolean fraud,
        @Nullable String scenario,
        @Nullable Instant knownAt,
        List<Label> learned) {
    public LabelledEvent {
        requireNonNull(event, "event");
        requireNonNull(learned, "learned");
    }

    /** An event that is on time and teaches nothing. */
    public static LabelledEvent of(CardEvent event, @Nullable Boolean fraud) {
        return new LabelledEvent(event, false, fraud, null, null, List.of());
    }

    @Override
    public String toString() {
        return "LabelledEvent[redacted]";
    }
}
