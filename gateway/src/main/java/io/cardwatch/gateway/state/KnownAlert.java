package io.cardwatch.gateway.state;

import io.cardwatch.engine.KeyHash;
import java.time.Instant;

/**
 * An alert as the gateway keeps it: whose it is, and nothing of what it tells.
 *
 * @param alertId the alert
 * @param bankId the bank of card and cardholder
 * @param subjectRef the cardholder, as consents name them
 * @param subject keyed hash of both
 * @param decidedAt when it was decided
 */
public record KnownAlert(
        String alertId, String bankId, String subjectRef, KeyHash subject, Instant decidedAt) {
    @Override
    public String toString() {
        return "KnownAlert[" + alertId + "]";
    }
}
