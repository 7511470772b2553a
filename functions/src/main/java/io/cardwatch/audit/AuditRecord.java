package io.cardwatch.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.json.CanonicalJson;
import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * A decision in its place in the chain: a record of the audit topic, its key the number.
 *
 * <p>The hash is SHA-256, in lower-case hex, of this record's JSON without {@code hash}, with keys
 * in order and without blanks; so it binds all that stands in the record, its place, and through
 * {@code previous} all that was before.
 *
 * @param seq counted from 1, without a gap
 * @param previous the hash of the record before, 64 zeros where there is none
 * @param decision what was decided
 * @param hash this record's own
 */
public record AuditRecord(long seq, String previous, Decision decision, String hash) {
    private static final RecordCodec<AuditRecord> CODEC = new RecordCodec<>(AuditRecord.class);

    public AuditRecord {
        requireNonNull(previous, "previous");
        requireNonNull(decision, "decision");
        requireNonNull(hash, "hash");
        if (seq < 1) {
            throw new IllegalArgumentException("records are counted from 1");
        }
    }

    /** The record that goes behind that head. */
    public static AuditRecord after(ChainHead head, Decision decision) {
        AuditRecord unsealed = new AuditRecord(head.seq() + 1, head.hash(), decision, "");
        ObjectNode written = requireNonNull(CanonicalJson.parse(unsealed.encode()));
        return new AuditRecord(
                unsealed.seq(), unsealed.previous(), decision, ChainLink.hashOf(written));
    }

    /** The chain's head once this is its last record. */
    public ChainHead head() {
        return new ChainHead(seq, hash);
    }

    /** The record as JSON, UTF-8. */
    public byte[] encode() {
        return CODEC.encode(this);
    }

    /** The record, or null where the bytes are none. Whether its hash holds is not looked at. */
    public static @Nullable AuditRecord decode(byte[] json) {
        return CODEC.decode(json);
    }
}
