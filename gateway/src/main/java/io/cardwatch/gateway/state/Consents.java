package io.cardwatch.gateway.state;

import static java.util.Objects.requireNonNull;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.GateConsent;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The consents to fraud alerts, by key, by address and by cardholder. For one thread at a time. */
public final class Consents {
    private final KeyHasher hasher;
    private final Map<ConsentKey, KnownConsent> byKey = new HashMap<>();
    private final Map<KeyHash, Set<ConsentKey>> byAddress = new HashMap<>();
    private final Map<SubjectChannel, ConsentKey> bySubject = new HashMap<>();

    Consents(KeyHasher hasher) {
        this.hasher = hasher;
    }

    /** Takes a record in. */
    void apply(Consent incoming) {
        if (!incoming.purpose().equals(Consent.FRAUD_ALERTS)) {
            return;
        }
        ConsentKey key = incoming.key();
        KnownConsent stored = byKey.get(key);
        if (incoming.isErased()) {
            erase(key, stored);
            return;
        }
        GateConsent before = stored == null ? null : stored.consent();
        GateConsent merged = ConsentPolicy.merge(before, incoming);
        if (merged.equals(before)) {
            return;
        }
        if (stored != null && stored.address() != null) {
            forget(stored.address(), key);
        }
        String address = incoming.address();
        KeyHash hash = address == null ? null : address(key.bankId(), key.channel(), address);
        KnownConsent known =
                new KnownConsent(
                        key,
                        hasher.subject(key.bankId(), key.subjectRef()),
                        merged,
                        hash,
                        address != null && Addresses.isNumber(address),
                        incoming.locale(),
                        receiptId(incoming, stored));
        byKey.put(key, known);
        bySubject.put(new SubjectChannel(known.subject(), key.channel()), key);
        if (hash != null) {
            byAddress.computeIfAbsent(hash, added -> new LinkedHashSet<>()).add(key);
        }
    }

    /** A withdrawal has no evidence; the ended grant's goes on telling that its code was used. */
    private static @Nullable String receiptId(Consent incoming, @Nullable KnownConsent stored) {
        if (incoming.evidence() != null) {
            return incoming.evidence().receiptId();
        }
        return stored == null ? null : stored.receiptId();
    }

    private void erase(ConsentKey key, @Nullable KnownConsent stored) {
        if (stored != null) {
            byKey.remove(key);
            bySubject.remove(new SubjectChannel(stored.subject(), key.channel()));
            if (stored.address() != null) {
                forget(stored.address(), key);
            }
        }
    }

    private void forget(KeyHash address, ConsentKey key) {
        Set<ConsentKey> keys = byAddress.get(address);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            byAddress.remove(address);
        }
    }

    /** What stands for an address of that bank's users on that channel. */
    public KeyHash address(String bankId, String channel, String address) {
        return hasher.address(bankId, channel, Addresses.canonical(address));
    }

    /** The consents that stand with that address. */
    public List<KnownConsent> of(KeyHash address) {
        List<KnownConsent> found = new ArrayList<>();
        for (ConsentKey key : byAddress.getOrDefault(address, Set.of())) {
            found.add(requireNonNull(byKey.get(key)));
        }
        return found;
    }

    /** The consent of that key, or null. */
    public @Nullable KnownConsent of(ConsentKey key) {
        return byKey.get(key);
    }

    /** The consent of that cardholder to that channel, or null. */
    public @Nullable KnownConsent of(SubjectChannel subject) {
        ConsentKey key = bySubject.get(subject);
        return key == null ? null : byKey.get(key);
    }

    /** All cardholders who have said anything to that bank about that channel. */
    public List<String> subjectRefs(String bankId, String channel) {
        List<String> found = new ArrayList<>();
        for (ConsentKey key : byKey.keySet()) {
            if (key.bankId().equals(bankId) && key.channel().equals(channel)) {
                found.add(key.subjectRef());
            }
        }
        return found;
    }

    /** All, the withdrawn ones too. */
    Collection<KnownConsent> all() {
        return byKey.values();
    }

    int size() {
        return byKey.size();
    }
}
