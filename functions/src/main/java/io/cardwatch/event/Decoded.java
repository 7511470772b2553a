package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record: an event, or the reason why it is none.
 *
 * @param event the event; null where the record was refused
 * @param reason why it was refused; null where there is an event
 * @param field the contract's field that is at fault; null where there is an event, or where the
 *     whole record is at fault
 * @param coordinates where the record stands
 */
public record Decoded(
        @Nullable CardEvent event,
        @Nullable RejectionReason reason,
        @Nullable String field,
        Coordinates coordinates) {
    public Decoded {
        requireNonNull(coordinates, "coordinates");
        if ((event == null) == (reason == null)) {
            throw new IllegalArgumentException("a record is either an event or refused");
        }
    }

    /** A record that was taken in. */
    public static Decoded accepted(CardEvent event, Coordinates coordinates) {
        return new Decoded(event, null, null, coordinates);
    }

    /** A record that was not. */
    public static Decoded refused(
            RejectionReason reason, @Nullable String field, Coordinates coordinates) {
        return new Decoded(null, reason, field, coordinates);
    }

    /**
     * The report of a refused record.
     *
     * @throws IllegalStateException where the record was taken in
     */
    public Rejection rejection(String bankId, Instant rejectedAt) {
        if (reason == null) {
            throw new IllegalStateException("the record was taken in");
        }
        return new Rejection(bankId, reason, field, coordinates, rejectedAt);
    }

    @Override
    public String toString() {
        return "Decoded["
                + (reason == null ? "accepted" : reason.wireName() + " " + field)
                + " "
                + coordinates
                + "]";
    }
}
