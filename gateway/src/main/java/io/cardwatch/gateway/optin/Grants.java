package io.cardwatch.gateway.optin;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentFormatException;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.inbound.Decision;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownConsent;
import java.time.Instant;

/**
 * Ends an opt-in in a consent of the next version, once: a repetition finds the consent by its
 * evidence. Under the state's lock.
 */
final class Grants {
    private static final String RECEIPT = "enrolment-";

    private final GatewayState state;
    private final Outbox outbox;
    private final GatewayMetrics metrics;

    Grants(GatewayState state, Outbox outbox, GatewayMetrics metrics) {
        this.state = state;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /**
     * Decides a grant.
     *
     * @param address where the channel reaches the user, in the form of consents
     * @param at when the user agreed
     * @return false where no consent can be made of it, or where a STOP came since; then nothing is
     *     written
     */
    boolean grant(
            KeyHash code, Enrolment enrolment, String address, Instant at, Decision decision) {
        ConsentKey key =
                new ConsentKey(
                        enrolment.bankId(),
                        enrolment.subjectRef(),
                        Consent.FRAUD_ALERTS,
                        enrolment.channel());
        KnownConsent known = state.consents().of(key);
        KeyHash hash = state.consents().address(enrolment.bankId(), enrolment.channel(), address);
        if (state.hasStoppedSince(key, hash, at)) {
            metrics.count("ignored", "channel", enrolment.channel(), "reason", "stopped_since");
            return false;
        }
        long version = known == null ? 1 : known.consent().version() + 1;
        Consent consent = consent(code, enrolment, address, version, at);
        if (!isReadable(consent)) {
            metrics.count("ignored", "channel", enrolment.channel(), "reason", "no_consent_of_it");
            return false;
        }
        boolean granted = known != null && (RECEIPT + code.hex()).equals(known.receiptId());
        if (!granted) {
            decision.write(consent);
            metrics.count(
                    "opt_ins", "channel", enrolment.channel(), "way", enrolment.way().wireName());
        }
        end(code, enrolment, decision);
        return true;
    }

    /** Uses a code up. */
    void end(KeyHash code, Enrolment enrolment, Decision decision) {
        change(code, enrolment, enrolment.used(), decision);
    }

    /** Changes an opt-in before it is written, so that no second request finds it as it was. */
    void change(KeyHash code, Enrolment before, Enrolment after, Decision decision) {
        outbox.begin(code.hex(), decision);
        state.enrolments().put(code, after);
        decision.undoBy(() -> state.enrolments().restore(code, before));
        decision.write(code, after);
    }

    /** The consent that an opt-in ends in. */
    static Consent consent(
            KeyHash code, Enrolment enrolment, String address, long version, Instant grantedAt) {
        return new Consent(
                enrolment.bankId(),
                enrolment.subjectRef(),
                Consent.FRAUD_ALERTS,
                enrolment.channel(),
                ConsentStatus.GRANTED,
                version,
                address,
                enrolment.locale(),
                enrolment.timeZone(),
                enrolment.detail(),
                enrolment.minSeverity(),
                null,
                grantedAt,
                null,
                new Evidence(enrolment.source(), enrolment.textVersion(), RECEIPT + code.hex()));
    }

    /** Whether the jobs would take the consent for one. */
    static boolean isReadable(Consent consent) {
        try {
            return ConsentJson.decode(ConsentJson.encode(consent)).equals(consent);
        } catch (ConsentFormatException e) {
            return false;
        }
    }
}
