package io.cardwatch.erasure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** An operator that holds something of a cardholder, and says when it has forgotten it. */
public enum ErasureStep {
    /** Of the alert job: the windows of cards and cardholder, one report for each key. */
    FEATURES,
    /** Of the alert job: consents, cooldown, budget, and candidates that wait. */
    GATE,
    /** Of the delivery job: consents, alerts on their way, and what is remembered of sent ones. */
    DELIVERY,
    /** Of the delivery job: alerts that wait for an answer, and which ones have ended. */
    OUTCOMES;

    /** The word used on the wire, for example {@code gate}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
