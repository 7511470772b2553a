package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who was forgotten in this run, so that what other topics bring later stays out too. */
final class Forgotten {
    private final Map<KeyHash, Instant> erasedAt = new HashMap<>();

    void add(Erasure erasure) {
        erasedAt.merge(erasure.subjectKey(), erasure.at(), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Whether something of that cardholder and time was to be forgotten, and is read anew. */
    boolean covers(KeyHash subject, Instant at) {
        Instant erased = erasedAt.get(subject);
        return erased != null && !at.isAfter(erased);
    }
}
