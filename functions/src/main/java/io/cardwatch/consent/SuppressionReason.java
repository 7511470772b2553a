package io.cardwatch.consent;

import io.cardwatch.alert.ThrottleReason;
import java.util.Locale;

/** Why an event that reached the threshold made no alert, or an alert no message. */
public enum SuppressionReason {
    /** The cardholder never opted in at this bank, or the opt-in is not in force yet. */
    NO_CONSENT,
    /** The cardholder opted out. */
    WITHDRAWN,
    /** The opt-in has run out. */
    EXPIRED,
    /** There are opt-ins, but for something else than fraud alerts. */
    WRONG_PURPOSE,
    /** The consents have not been read to their end since this start. */
    CONSENTS_NOT_LOADED,
    /** The cardholder wants more urgent alerts only. */
    BELOW_MIN_SEVERITY,
    /** The rules that fired alerted on this card a short while ago. */
    COOLDOWN,
    /** The cardholder said lately that what such rules found on this card was them. */
    SNOOZED,
    /** The cardholder's alerts of the day are used up. */
    BUDGET;

    /** The name used on the wire and in metrics, for example {@code no_consent}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the throttle's reason is called among all reasons. */
    public static SuppressionReason of(ThrottleReason reason) {
        return switch (reason) {
            case COOLDOWN -> COOLDOWN;
            case SNOOZED -> SNOOZED;
            case BUDGET -> BUDGET;
        };
    }
}
