package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import org.jspecify.annotations.Nullable;

/**
 * What delivery is told besides alerts, all on one keyed edge: exactly one part is there.
 *
 * @param subject keyed hash of bank and subject; for a control and for the news that a partition
 *     was read, a key that leads to the subtask it is for
 * @param consent what a cardholder said about a channel
 * @param attempt what an earlier run, or this one, wrote down of an attempt
 * @param report what a provider reported of a message it had taken over
 * @param control what an operator said about a channel
 * @param read news that a partition has been read
 * @param erasure the order to forget a cardholder
 */
public record DeliveryUpdate(
        KeyHash subject,
        @Nullable Consent consent,
        @Nullable Attempt attempt,
        @Nullable Receipt report,
        @Nullable ChannelControl control,
        @Nullable PartitionRead read,
        @Nullable Erasure erasure) {
    /** The topics that have to be read, as they stand at a start, before anything is sent. */
    public enum Topic {
        CONSENTS,
        ATTEMPTS,
        CONTROLS
    }

    /**
     * News that a partition was read as far as it reached at this start.
     *
     * @param topic whose
     * @param partition which
     * @param partitions how many the topic has
     */
    public record PartitionRead(Topic topic, int partition, int partitions) {}

    public static DeliveryUpdate of(KeyHash subject, Consent consent) {
        return new DeliveryUpdate(subject, consent, null, null, null, null, null);
    }

    public static DeliveryUpdate of(KeyHash subject, Attempt attempt) {
        return new DeliveryUpdate(subject, null, attempt, null, null, null, null);
    }

    public static DeliveryUpdate of(KeyHash subject, Receipt report) {
        return new DeliveryUpdate(subject, null, null, report, null, null, null);
    }

    public static DeliveryUpdate of(KeyHash subtaskKey, ChannelControl control) {
        return new DeliveryUpdate(subtaskKey, null, null, null, control, null, null);
    }

    public static DeliveryUpdate of(KeyHash subtaskKey, PartitionRead read) {
        return new DeliveryUpdate(subtaskKey, null, null, null, null, read, null);
    }

    public static DeliveryUpdate of(Erasure erasure) {
        return new DeliveryUpdate(erasure.subjectKey(), null, null, null, null, null, erasure);
    }

    @Override
    public String toString() {
        return read == null ? "DeliveryUpdate[redacted]" : "DeliveryUpdate[" + read + "]";
    }
}
