package io.cardwatch.cli.replay;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Coordinates;
import org.jspecify.annotations.Nullable;

/** An event as a file has it. */
record EventRow(
        CardEvent event,
        @Nullable Boolean fraud,
        @Nullable String scenario,
        ReplayFile file,
        Coordinates place) {
    @Override
    public String toString() {
        return "EventRow[redacted]";
    }
}
