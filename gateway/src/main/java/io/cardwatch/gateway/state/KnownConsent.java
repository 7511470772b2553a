package io.cardwatch.gateway.state;

import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.GateConsent;
import io.cardwatch.engine.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * A consent as the gateway keeps it: the address only as a keyed hash.
 *
 * @param key whose it is
 * @param subject keyed hash of bank and cardholder
 * @param consent its version and whether it stands
 * @param address keyed hash of the address; null when withdrawn
 * @param isNumber whether the address is a number
 * @param locale the user's language; null when withdrawn
 * @param receiptId of its evidence, which tells one grant from another; after a withdrawal that of
 *     the last grant, or null
 */
public record KnownConsent(
        ConsentKey key,
        KeyHash subject,
        GateConsent consent,
        @Nullable KeyHash address,
        boolean isNumber,
        @Nullable String locale,
        @Nullable String receiptId) {
    public boolean isGranted() {
        return consent.status() == ConsentStatus.GRANTED;
    }

    @Override
    public String toString() {
        return "KnownConsent[redacted]";
    }
}
