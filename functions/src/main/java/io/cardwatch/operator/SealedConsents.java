package io.cardwatch.operator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The consents of one cardholder as the delivery job keeps them, sealed because they hold
 * addresses; one per purpose and channel.
 */
final class SealedConsents {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final MapState<String, byte[]> state;
    private final Sealer sealer;

    SealedConsents(MapState<String, byte[]> state, Sealer sealer) {
        this.state = state;
        this.sealer = sealer;
    }

    void merge(Consent incoming) throws Exception {
        String entry = entry(incoming.purpose(), incoming.channel());
        DeliveryConsent merged = ConsentPolicy.merge(read(entry), incoming);
        state.put(entry, sealer.seal(MAPPER.writeValueAsBytes(merged)));
    }

    /** The fraud-alert consent of a channel, or null. */
    @Nullable DeliveryConsent get(String channel) throws Exception {
        return read(entry(Consent.FRAUD_ALERTS, channel));
    }

    private @Nullable DeliveryConsent read(String entry) throws Exception {
        byte[] sealed = state.get(entry);
        return sealed == null ? null : MAPPER.readValue(sealer.open(sealed), DeliveryConsent.class);
    }

    private static String entry(String purpose, String channel) {
        return purpose + '|' + channel;
    }
}
