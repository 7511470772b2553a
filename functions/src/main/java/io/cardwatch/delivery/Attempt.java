package io.cardwatch.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cardwatch.channel.SendOutcome;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt at sending an alert has come: a record of the compacted attempts topic. It is
 * what delivery remembers beyond its checkpoints, so that a crash sends nothing twice: no send
 * starts before its intent is written and acknowledged, and after a restore the topic is read to
 * its end before anything is sent.
 *
 * <p>It holds no address and nothing of the message, and names the cardholder only by the keyed
 * hash that their state is under.
 *
 * @param alertId the alert
 * @param channel the channel
 * @param subject keyed hash of bank and cardholder, 32 hexadecimal digits
 * @param attempt counted from 1, per alert and channel
 * @param phase how far it has come
 * @param consentVersion the consent that the attempt rests on
 * @param at when, by the machine's clock
 * @param outcome what became of it; there with {@code ANSWERED} alone
 * @param providerMessageId the provider's id of the message, or null
 * @param code the provider's own code of what went wrong, or null
 */
public record Attempt(
        String alertId,
        String channel,
        String subject,
        int attempt,
        Phase phase,
        long consentVersion,
        Instant at,
        SendOutcome.@Nullable Kind outcome,
        @Nullable String providerMessageId,
        @Nullable String code) {
    /** How far an attempt has come, in the order of the constants. */
    public enum Phase {
        /** It may start at any moment, or have started: what becomes of it is not known. */
        INTENDED,
        /** It surely never started. */
        NOT_STARTED,
        /** What became of it is known. */
        ANSWERED;

        /** The word used on the wire, for example {@code not_started}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Attempt {
        requireNonNull(alertId, "alertId");
        requireNonNull(channel, "channel");
        requireNonNull(subject, "subject");
        requireNonNull(phase, "phase");
        requireNonNull(at, "at");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
        if ((outcome != null) != (phase == Phase.ANSWERED)) {
            throw new IllegalArgumentException("an answered attempt has an outcome, no other has");
        }
    }

    /** The record's key on the topic: of each alert and channel the last word is kept. */
    public String key() {
        return alertId + '|' + channel;
    }

    /** Whether this says more of the same alert and channel than the other. */
    public boolean isNewerThan(Attempt other) {
        return attempt != other.attempt
                ? attempt > other.attempt
                : phase.compareTo(other.phase) > 0;
    }
}
