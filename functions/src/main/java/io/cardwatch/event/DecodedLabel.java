package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record of the labels topic: a label, or the reason why it is none.
 *
 * @param label the label; null where the record was refused
 * @param rejection why there is none, and where; null where there is a label
 */
public record DecodedLabel(@Nullable Label label, @Nullable Rejection rejection) {
    public DecodedLabel {
        if ((label == null) == (rejection == null)) {
            throw new IllegalArgumentException("a record is either a label or refused");
        }
    }

    static DecodedLabel accepted(Label label) {
        return new DecodedLabel(requireNonNull(label), null);
    }

    static DecodedLabel refused(
            @Nullable String bankId,
            RejectionReason reason,
            @Nullable LabelField field,
            Coordinates coordinates,
            Instant now) {
        String name = field == null ? null : field.wireName();
        return new DecodedLabel(null, new Rejection(bankId, reason, name, coordinates, now));
    }

    @Override
    public String toString() {
        return "DecodedLabel[" + (rejection == null ? "accepted" : rejection.reason()) + "]";
    }
}
