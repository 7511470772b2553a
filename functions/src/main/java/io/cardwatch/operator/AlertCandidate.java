package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.event.LabelKeys;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event whose findings reach the threshold, on its way to the cardholder's consent.
 *
 * @param subject keyed hash of bank and subject; what the gate is keyed by
 * @param card keyed hash of bank and card; what the cooldown is kept by
 * @param alertId the id of the alert that it may become
 * @param bankId the bank of card and cardholder
 * @param subjectRef the cardholder
 * @param cardRef token or keyed hash of the card
 * @param eventTime when it happened, as the event says
 * @param time milliseconds of event time that it was judged at: clamped where the event claims to
 *     lie in the future
 * @param ruleSetVersion the rules that judged it
 * @param findings the live rules that fired, in the set's order
 * @param score the sum of their scores
 * @param severity the band of that score in the rules that judged
 * @param cooldownMillis how long a rule that alerts on this card cools in those rules
 * @param budgetPerDay how many alerts the cardholder gets a day in those rules
 * @param details what a user who chose the detailed level may be told
 * @param labelKeys what a label of the event is learned by; null in what an earlier build held
 */
public record AlertCandidate(
        KeyHash subject,
        KeyHash card,
        String alertId,
        String bankId,
        String subjectRef,
        String cardRef,
        Instant eventTime,
        long time,
        String ruleSetVersion,
        List<Finding> findings,
        double score,
        Severity severity,
        long cooldownMillis,
        int budgetPerDay,
        AlertDetails details,
        @Nullable LabelKeys labelKeys) {
    public AlertCandidate {
        requireNonNull(subject, "subject");
        requireNonNull(card, "card");
        requireNonNull(alertId, "alertId");
        requireNonNull(severity, "severity");
        findings = List.copyOf(findings);
    }

    /** When the event was judged by the events' clock: when it happened, unless that is clamped. */
    Instant judgedAt() {
        return eventTime.toEpochMilli() == time ? eventTime : Instant.ofEpochMilli(time);
    }

    @Override
    public String toString() {
        return "AlertCandidate[" + alertId + "]";
    }
}
