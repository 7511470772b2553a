package io.cardwatch.erasure;

import static java.util.Objects.requireNonNull;

import io.cardwatch.json.RecordCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an operator has forgotten what an erasure asked it to: a record of the topic of their
 * status. Ids and counts only.
 *
 * @param erasureId the erasure
 * @param step which operator
 * @param subtask which of its subtasks, from 0
 * @param part which of its keys, from 0
 * @param parts how many keys it has to forget
 * @param cleared entries that it held under the key
 * @param at when, by the machine's clock
 * @param sharedForMillis how long at the longest what cardholders share (merchants, terminals,
 *     devices) keeps keyed hashes of theirs; null where the operator keeps nothing of the kind
 */
public record ErasureStatus(
        String erasureId,
        ErasureStep step,
        int subtask,
        int part,
        int parts,
        int cleared,
        Instant at,
        @Nullable Long sharedForMillis) {
    private static final RecordCodec<ErasureStatus> CODEC = new RecordCodec<>(ErasureStatus.class);

    public ErasureStatus {
        requireNonNull(erasureId, "erasureId");
        requireNonNull(step, "step");
        requireNonNull(at, "at");
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("a part is one of the parts");
        }
    }

    /** The same for the same news, however often a restored job brings it. */
    public String key() {
        return erasureId + '|' + step.wireName() + '|' + part;
    }

    public byte[] json() {
        return CODEC.encode(this);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable ErasureStatus decode(byte[] json) {
        return CODEC.decode(json);
    }
}
