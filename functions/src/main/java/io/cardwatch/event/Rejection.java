package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not taken in. It says where the record stands and why it was refused, and
 * repeats nothing of it: the field is a name of the contract, never a name or a value of the
 * payload.
 *
 * @param bankId the bank that the topic is bound to, or, in a topic that all banks share, that the
 *     record names; null where it names none that is known
 * @param reason why
 * @param field the contract's field that is at fault, or null where the whole record is
 * @param coordinates where the record stands
 * @param rejectedAt when it was refused, by the processor's clock
 */
public record Rejection(
        @Nullable String bankId,
        RejectionReason reason,
        @Nullable String field,
        Coordinates coordinates,
        Instant rejectedAt) {
    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(coordinates, "coordinates");
        requireNonNull(rejectedAt, "rejectedAt");
    }
}
