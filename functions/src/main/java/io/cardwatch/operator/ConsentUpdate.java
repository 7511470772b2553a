package io.cardwatch.operator;

import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * What travels from the consents topic to a cardholder's state: a consent, or the news that a
 * partition has been read.
 *
 * @param subject keyed hash of bank and subject; for the news, a key that leads to the subtask it
 *     is for
 * @param consent the record, or null for the news
 * @param partition the partition that was read to where it ended at this start; unused with a
 *     consent
 * @param partitions how many partitions there are; unused with a consent
 */
public record ConsentUpdate(
        KeyHash subject, @Nullable Consent consent, int partition, int partitions) {
    /** A consent for its subject's state. */
    public static ConsentUpdate of(KeyHash subject, Consent consent) {
        return new ConsentUpdate(subject, consent, -1, 0);
    }

    /** News that a partition of the consents has been read. */
    public static ConsentUpdate partitionRead(KeyHash subtaskKey, int partition, int partitions) {
        return new ConsentUpdate(subtaskKey, null, partition, partitions);
    }

    @Override
    public String toString() {
        return consent == null
                ? "ConsentUpdate[partition " + partition + " read]"
                : "ConsentUpdate[redacted]";
    }
}
