package io.cardwatch.gateway.inbound;

import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownConsent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Ends the consents of an address: a scrubbed record for each cardholder who gave it. */
final class EndConsents {
    private final GatewayState state;

    EndConsents(GatewayState state) {
        this.state = state;
    }

    /** The hashes of all addresses that a sender is known by. */
    List<KeyHash> addresses(Site site, Sender sender) {
        return sender.addresses().stream()
                .map(address -> state.consents().address(site.bankId(), site.channel(), address))
                .toList();
    }

    /** The consents of a sender that stand. */
    List<KnownConsent> of(Site site, Sender sender) {
        List<KnownConsent> found = new ArrayList<>();
        for (KeyHash address : addresses(site, sender)) {
            found.addAll(state.consents().of(address));
        }
        return found;
    }

    /** Withdraws whatever stands with these addresses, in the version that is known. */
    void end(Collection<KeyHash> addresses, Decision decision) {
        for (KeyHash address : addresses) {
            state.consents().of(address).forEach(known -> end(known, decision));
        }
    }

    /** The same for what was granted until then. */
    void endUntil(Instant time, Collection<KeyHash> addresses, Decision decision) {
        for (KeyHash address : addresses) {
            for (KnownConsent known : state.consents().of(address)) {
                Instant grantedAt = known.consent().grantedAt();
                if (grantedAt == null || !grantedAt.isAfter(time)) {
                    end(known, decision);
                }
            }
        }
    }

    void end(KnownConsent known, Decision decision) {
        if (known.isGranted()) {
            decision.write(Consent.withdrawn(known.key(), known.consent().version()));
        }
    }
}
