package io.cardwatch.erasure;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.json.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order to forget a cardholder: a record of the erasures topic, its key the erasure's id. It
 * names cardholder and cards only by the keyed hashes that their states are under.
 *
 * @param erasureId random
 * @param subject keyed hash of bank and cardholder, 32 hexadecimal digits
 * @param cards keyed hashes of bank and card, likewise
 * @param at when it was asked for: what the cardholder opts in to later stays
 */
public record Erasure(String erasureId, String subject, List<String> cards, Instant at) {
    private static final RecordCodec<Erasure> CODEC = new RecordCodec<>(Erasure.class);

    public Erasure {
        requireNonNull(erasureId, "erasureId");
        requireNonNull(at, "at");
        requireHash(subject);
        cards = List.copyOf(cards);
        cards.forEach(Erasure::requireHash);
    }

    private static void requireHash(String hash) {
        if (KeyHash.parse(hash) == null) {
            throw new IllegalArgumentException("a keyed hash has 32 hexadecimal digits");
        }
    }

    /** The state key of the cardholder. */
    public KeyHash subjectKey() {
        return requireNonNull(KeyHash.parse(subject));
    }

    /** The state keys of the cards. */
    public List<KeyHash> cardKeys() {
        List<KeyHash> keys = new ArrayList<>();
        cards.forEach(card -> keys.add(requireNonNull(KeyHash.parse(card))));
        return keys;
    }

    public byte[] json() {
        return CODEC.encode(this);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable Erasure decode(byte[] json) {
        return CODEC.decode(json);
    }

    @Override
    public String toString() {
        return "Erasure[" + erasureId + "]";
    }
}
