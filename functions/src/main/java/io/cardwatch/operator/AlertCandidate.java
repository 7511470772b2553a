package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.Finding;
import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.List;

/**
 * An event whose findings reach the threshold, on its way to the cardholder's consent.
 *
 * @param subject keyed hash of bank and subject; what the gate is keyed by
 * @param card keyed hash of bank and card; what the cooldown is kept by
 * @param alertId the id of the alert that it may become
 * @param bankId the bank of card and cardholder
 * @param subjectRef the cardholder
 * @param cardRef token or keyed hash of the card
 * @param eventTime when it happened
 * @param ruleSetVersion the rules that judged it
 * @param findings the live rules that fired, in the set's order
 * @param score the sum of their scores
 * @param details what a user who chose the detailed level may be told
 */
public record AlertCandidate(
        KeyHash subject,
        KeyHash card,
        String alertId,
        String bankId,
        String subjectRef,
        String cardRef,
        Instant eventTime,
        String ruleSetVersion,
        List<Finding> findings,
        double score,
        AlertDetails details) {
    public AlertCandidate {
        requireNonNull(subject, "subject");
        requireNonNull(card, "card");
        requireNonNull(alertId, "alertId");
        findings = List.copyOf(findings);
    }

    @Override
    public String toString() {
        return "AlertCandidate[" + alertId + "]";
    }
}
