package io.cardwatch.gateway.state;

import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The opt-ins under way, by the keyed hash of their code. For one thread at a time. */
public final class Enrolments {
    private final Map<KeyHash, Enrolment> byCode = new HashMap<>();
    private final Map<String, KeyHash> byJoiner = new HashMap<>();

    /** Takes one in, as it was read or before it is written. What was used stays so. */
    public void put(KeyHash code, Enrolment enrolment) {
        Enrolment before = byCode.get(code);
        boolean backwards = before != null && before.status().compareTo(enrolment.status()) > 0;
        if (!backwards) {
            restore(code, enrolment);
        }
    }

    /** Sets one back to what it was, or to nothing. */
    public void restore(KeyHash code, @Nullable Enrolment enrolment) {
        Enrolment before = enrolment == null ? byCode.remove(code) : byCode.put(code, enrolment);
        if (before != null && before.joinedBy() != null) {
            byJoiner.remove(before.joinedBy(), code);
        }
        if (enrolment != null && enrolment.joinedBy() != null) {
            byJoiner.put(enrolment.joinedBy(), code);
        }
    }

    public @Nullable Enrolment of(KeyHash code) {
        return byCode.get(code);
    }

    /** The code that an address has joined by and may still confirm, or null. */
    public @Nullable KeyHash joinedBy(KeyHash address, Instant now) {
        KeyHash code = byJoiner.get(address.hex());
        Enrolment enrolment = code == null ? null : byCode.get(code);
        Instant confirmBy = enrolment == null ? null : enrolment.confirmBy();
        return confirmBy != null && now.isBefore(confirmBy) ? code : null;
    }

    void forgetBefore(Instant limit) {
        Map<KeyHash, Enrolment> old = new HashMap<>(byCode);
        old.values().removeIf(enrolment -> !enrolment.expiresAt().isBefore(limit));
        old.keySet().forEach(code -> restore(code, null));
    }
}
