package io.cardwatch.event.mapping;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file of events.
 *
 * @param decoded the row's event, or why it is none; its coordinates are the file's name and the
 *     line on which the row starts
 * @param fraud whether the file says that the event was fraud; null where it does not know
 * @param scenario the kind of fraud that the file names, null where it names none
 * @param unreadableLabel whether the file says of the event something that is no {@link FraudLabel}
 * @param rounded whether the event's amount is not quite the file's, which has more decimals than
 *     the currency
 */
public record MappedRow(
        Decoded decoded,
        @Nullable Boolean fraud,
        @Nullable String scenario,
        boolean unreadableLabel,
        boolean rounded) {
    public MappedRow {
        requireNonNull(decoded, "decoded");
    }

    @Override
    public String toString() {
        return "MappedRow[" + decoded + "]";
    }
}
