package io.cardwatch.operator;

import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import org.jspecify.annotations.Nullable;

/**
 * What travels to a cardholder's state at the gate: a consent, what their own answer snoozes, the
 * order to forget them, or the news that a partition of the consents has been read.
 *
 * @param subject keyed hash of bank and subject; for the news, a key that leads to the subtask it
 *     is for
 * @param consent the record, or null
 * @param snooze what an answer snoozes, or null
 * @param erasure the order to forget the cardholder, or null
 * @param partition the partition that was read to where it ended at this start; unused with the
 *     others
 * @param partitions how many partitions there are; unused likewise
 */
public record ConsentUpdate(
        KeyHash subject,
        @Nullable Consent consent,
        @Nullable Snooze snooze,
        @Nullable Erasure erasure,
        int partition,
        int partitions) {
    /** A consent for its subject's state. */
    public static ConsentUpdate of(KeyHash subject, Consent consent) {
        return new ConsentUpdate(subject, consent, null, null, -1, 0);
    }

    /** What a cardholder's answer snoozes. */
    public static ConsentUpdate of(KeyHash subject, Snooze snooze) {
        return new ConsentUpdate(subject, null, snooze, null, -1, 0);
    }

    /** The order to forget a cardholder. */
    public static ConsentUpdate of(Erasure erasure) {
        return new ConsentUpdate(erasure.subjectKey(), null, null, erasure, -1, 0);
    }

    /** News that a partition of the consents has been read. */
    public static ConsentUpdate partitionRead(KeyHash subtaskKey, int partition, int partitions) {
        return new ConsentUpdate(subtaskKey, null, null, null, partition, partitions);
    }

    @Override
    public String toString() {
        return consent == null && snooze == null && erasure == null
                ? "ConsentUpdate[partition " + partition + " read]"
                : "ConsentUpdate[redacted]";
    }
}
