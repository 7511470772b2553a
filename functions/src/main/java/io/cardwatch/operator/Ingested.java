package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.event.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record of a feed: an event on its way, or a rejection. Exactly one of the two is
 * there.
 *
 * @param event the event, or null
 * @param rejection the rejection, or null
 */
public record Ingested(@Nullable EventInFlight event, @Nullable Rejection rejection) {
    public Ingested {
        if ((event == null) == (rejection == null)) {
            throw new IllegalArgumentException("a record is either taken in or rejected");
        }
    }
}
