package io.cardwatch.operator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The consents of one cardholder as the delivery job keeps them, sealed because they hold
 * addresses; one per purpose and channel.
 */
final class SealedConsents {
    private static final int MOST_OPENED = 5_000;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final MapState<String, byte[]> state;
    private final Sealer sealer;
    private final CurrentKey currentKey;

    /**
     * What was unsealed or merged lately, since each attempt asks for its consent several times.
     */
    private final Cache<Place, DeliveryConsent> opened =
            CacheBuilder.newBuilder().maximumSize(MOST_OPENED).concurrencyLevel(1).build();

    private record Place(KeyHash key, String entry) {}

    /**
     * Consents in that state.
     *
     * @param currentKey tells whose consents the state gives at the moment
     */
    SealedConsents(MapState<String, byte[]> state, Sealer sealer, CurrentKey currentKey) {
        this.state = state;
        this.sealer = sealer;
        this.currentKey = currentKey;
    }

    void merge(Consent incoming) throws Exception {
        String entry = entry(incoming.purpose(), incoming.channel());
        if (incoming.isErased()) {
            forget(entry);
            return;
        }
        DeliveryConsent merged = ConsentPolicy.merge(read(entry), incoming);
        state.put(entry, sealer.seal(MAPPER.writeValueAsBytes(merged)));
        opened.put(place(entry), merged);
    }

    /** The fraud-alert consent of a channel, or null. */
    @Nullable DeliveryConsent get(String channel) throws Exception {
        return read(entry(Consent.FRAUD_ALERTS, channel));
    }

    /** Forgets what an erasure of that time covers; how many entries these were. */
    int erase(Instant at) throws Exception {
        List<String> entries = new ArrayList<>();
        state.keys().forEach(entries::add);
        int erased = 0;
        for (String entry : entries) {
            DeliveryConsent consent = read(entry);
            if (consent != null && consent.isCoveredBy(at)) {
                forget(entry);
                erased++;
            }
        }
        return erased;
    }

    private void forget(String entry) throws Exception {
        state.remove(entry);
        opened.invalidate(place(entry));
    }

    private @Nullable DeliveryConsent read(String entry) throws Exception {
        DeliveryConsent open = opened.getIfPresent(place(entry));
        if (open != null) {
            return open;
        }
        byte[] sealed = state.get(entry);
        if (sealed == null) {
            return null;
        }
        DeliveryConsent consent = MAPPER.readValue(sealer.open(sealed), DeliveryConsent.class);
        opened.put(place(entry), consent);
        return consent;
    }

    private Place place(String entry) {
        return new Place(currentKey.get(), entry);
    }

    private static String entry(String purpose, String channel) {
        return purpose + '|' + channel;
    }
}
