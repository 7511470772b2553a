package io.cardwatch.operator;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record of a feed: an event, a label, or a rejection. Exactly one of the three is
 * there.
 *
 * @param event the event, or null
 * @param time of an event, in milliseconds of event time, clamped where it claims to lie in the
 *     future
 * @param label the label, or null
 * @param rejection the rejection, or null
 * @param partition topic and number of the Kafka partition that it was read from; null where nobody
 *     judges by it
 */
public record Ingested(
        @Nullable CardEvent event,
        long time,
        @Nullable Label label,
        @Nullable Rejection rejection,
        @Nullable String partition) {
    public Ingested {
        int there = (event == null ? 0 : 1) + (label == null ? 0 : 1) + (rejection == null ? 0 : 1);
        if (there != 1) {
            throw new IllegalArgumentException("a record is either taken in or rejected");
        }
    }

    /**
     * An event that was taken in.
     *
     * @param time milliseconds of event time, clamped where the event claims to lie in the future
     */
    public static Ingested of(CardEvent event, long time) {
        return new Ingested(event, time, null, null, null);
    }

    public static Ingested of(Label label) {
        return new Ingested(null, 0, label, null, null);
    }

    public static Ingested of(Rejection rejection) {
        return new Ingested(null, 0, null, rejection, null);
    }

    /** The same, as it was read from that partition. */
    public Ingested from(@Nullable String source) {
        return new Ingested(event, time, label, rejection, source);
    }

    @Override
    public String toString() {
        return "Ingested[redacted]";
    }
}
