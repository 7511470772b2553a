package io.cardwatch.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fraud alert for a cardholder who opted in to at least one channel.
 *
 * <p>An alert tells of the transaction only what its purpose needs: unless one of its channels is
 * {@link DetailLevel#DETAILED}, it has no details (amount, merchant), and its findings carry rule
 * ids and scores alone, since reasons and feature values may spell out amounts. The constructor
 * drops what is not allowed, so an alert that says too much cannot exist, and reading one that
 * somebody else wrote mends it. Where channels differ in level, the renderer narrows per channel.
 *
 * @param alertId see {@link AlertId}
 * @param bankId the bank of card and cardholder
 * @param subjectRef the cardholder, as consents name them
 * @param cardRef token or keyed hash of the card
 * @param ruleSetVersion the version of the rules that decided
 * @param findings the rules that fired, in the rule set's order; at least one
 * @param score the sum of the findings' scores
 * @param severity the band of the score
 * @param decidedAt when the alert was decided, by the job's clock
 * @param eventTime when the transaction happened
 * @param channels where the alert may go, at least one, each with the consent that allows it
 * @param details amount and merchant, or null where no channel may show them
 */
public record Alert(
        String alertId,
        String bankId,
        String subjectRef,
        String cardRef,
        String ruleSetVersion,
        List<Finding> findings,
        double score,
        Severity severity,
        Instant decidedAt,
        Instant eventTime,
        List<AlertChannel> channels,
        @Nullable AlertDetails details) {
    public Alert {
        requireNonNull(alertId, "alertId");
        requireNonNull(bankId, "bankId");
        requireNonNull(subjectRef, "subjectRef");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        requireNonNull(severity, "severity");
        requireNonNull(decidedAt, "decidedAt");
        requireNonNull(eventTime, "eventTime");
        if (findings.isEmpty() || channels.isEmpty()) {
            throw new IllegalArgumentException("an alert has a finding and a channel");
        }
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("an alert's score is finite");
        }
        channels = List.copyOf(channels);
        if (showsDetails(channels)) {
            findings = List.copyOf(findings);
        } else {
            findings = findings.stream().map(Finding::withoutDetails).toList();
            details = null;
        }
    }

    /** The alert's entry of that channel, or null where the alert may not go there. */
    public @Nullable AlertChannel channel(String name) {
        for (AlertChannel channel : channels) {
            if (channel.channel().equals(name)) {
                return channel;
            }
        }
        return null;
    }

    private static boolean showsDetails(List<AlertChannel> channels) {
        return channels.stream().anyMatch(channel -> channel.detail() == DetailLevel.DETAILED);
    }

    @Override
    public String toString() {
        return "Alert[" + alertId + "]";
    }
}
