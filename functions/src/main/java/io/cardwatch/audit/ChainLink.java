package io.cardwatch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.cardwatch.json.CanonicalJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What links a stored record to the others. It is read without knowing what else stands in the
 * record, so that records of a later build are verified as well, with all that they hold.
 *
 * @param seq the number that the record gives itself
 * @param previous the hash that it names as the one before
 * @param hash the hash that it names as its own
 * @param computed the hash that it has
 * @param at when it was decided, or null where it does not say
 */
record ChainLink(long seq, String previous, String hash, String computed, @Nullable Instant at) {
    /** The link, or null where the bytes are no record at all. */
    static @Nullable ChainLink read(byte[] json) {
        ObjectNode record = CanonicalJson.parse(json);
        if (record == null) {
            return null;
        }
        JsonNode seq = record.path("seq");
        String previous = record.path("previous").asText();
        String hash = record.path("hash").asText();
        if (!seq.isIntegralNumber()
                || !seq.canConvertToLong()
                || seq.longValue() < 1
                || !ChainHead.isHash(previous)
                || !ChainHead.isHash(hash)) {
            return null;
        }
        return new ChainLink(
                seq.longValue(),
                previous,
                hash,
                hashOf(record),
                time(record.path("decision").path("at").asText()));
    }

    /** The hash that belongs to a record, whatever it says itself. */
    static String hashOf(ObjectNode record) {
        ObjectNode hashed = record.deepCopy();
        hashed.remove("hash");
        return Hashing.sha256().hashBytes(CanonicalJson.write(hashed)).toString();
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether the record is as it was when its hash was made. */
    boolean isSound() {
        return hash.equals(computed);
    }

    ChainHead head() {
        return new ChainHead(seq, computed);
    }
}
