package io.cardwatch.reply;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How "was this you?" ended for an alert: a record of the bank's outcomes topic, its key the
 * alert's id. The first answer decides; each alert has one outcome.
 *
 * @param alertId the alert
 * @param bankId the bank of card and cardholder
 * @param subjectRef the cardholder, as consents name them
 * @param cardRef the card, as events name it
 * @param kind how it ended
 * @param channel where the answer came from, or null where none came
 * @param ruleSetVersion the rules that decided the alert
 * @param ruleIds the rules that fired
 * @param alertedAt when the alert was decided
 * @param at when its outcome was
 * @param snoozedUntil until when these rules make no alert for this card, or null
 */
public record Outcome(
        String alertId,
        String bankId,
        String subjectRef,
        String cardRef,
        Kind kind,
        @Nullable String channel,
        String ruleSetVersion,
        List<String> ruleIds,
        Instant alertedAt,
        Instant at,
        @Nullable Instant snoozedUntil) {
    /** How it ended. */
    public enum Kind {
        /** The cardholder says that it was somebody else. */
        CONFIRMED_FRAUD,
        /** The cardholder says that it was them. */
        LEGITIMATE,
        /** A message was sent, and no answer came in the configured time. */
        NO_ANSWER,
        /** No channel took a message over in that time. */
        NOT_REACHED;

        /** The word used on the wire, for example {@code confirmed-fraud}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Outcome {
        requireNonNull(alertId, "alertId");
        requireNonNull(bankId, "bankId");
        requireNonNull(subjectRef, "subjectRef");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(kind, "kind");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        requireNonNull(alertedAt, "alertedAt");
        requireNonNull(at, "at");
        ruleIds = List.copyOf(ruleIds);
    }

    @Override
    public String toString() {
        return "Outcome[" + alertId + ", " + kind + "]";
    }
}
