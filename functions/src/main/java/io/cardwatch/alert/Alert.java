package io.cardwatch.alert;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.LabelKeys;
import io.cardwatch.reply.Answer;
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
 * @param labelKeys what a label of the event is learned by, as keyed hashes; or null
 * @param answered what its cardholder answered, where this is the {@link #followUp} of an alert;
 *     null in an alert itself
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
        @Nullable AlertDetails details,
        @Nullable LabelKeys labelKeys,
        @Nullable Answer answered) {
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

    /** An alert that no label can be made of. */
    public Alert(
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
        this(
                alertId,
                bankId,
                subjectRef,
                cardRef,
                ruleSetVersion,
                findings,
                score,
                severity,
                decidedAt,
                eventTime,
                channels,
                details,
                null,
                null);
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

    /** The same with nothing in it that only a channel of the detailed level may show. */
    public Alert minimal() {
        return new Alert(
                alertId,
                bankId,
                subjectRef,
                cardRef,
                ruleSetVersion,
                findings,
                score,
                severity,
                decidedAt,
                eventTime,
                channels.stream().map(AlertChannel::minimal).toList(),
                null,
                labelKeys,
                answered);
    }

    /**
     * What tells the cardholder their next step after that answer: for the channel alone that it
     * came through, under an id of its own that a repetition has too. Null where the alert may not
     * go to that channel.
     *
     * @param answer not {@code STOP}, after which nothing more is said
     */
    public @Nullable Alert followUp(Answer answer, String channelName, Instant at) {
        AlertChannel channel = channel(channelName);
        if (answer == Answer.STOP) {
            throw new IllegalArgumentException("who stops is left alone");
        }
        return channel == null
                ? null
                : new Alert(
                        AlertId.ofFollowUp(alertId, answer),
                        bankId,
                        subjectRef,
                        cardRef,
                        ruleSetVersion,
                        findings,
                        score,
                        severity,
                        at,
                        eventTime,
                        List.of(channel.minimal()),
                        null,
                        null,
                        answer);
    }

    private static boolean showsDetails(List<AlertChannel> channels) {
        return channels.stream().anyMatch(channel -> channel.detail() == DetailLevel.DETAILED);
    }

    @Override
    public String toString() {
        return "Alert[" + alertId + "]";
    }
}
