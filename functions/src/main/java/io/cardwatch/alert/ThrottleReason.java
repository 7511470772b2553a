package io.cardwatch.alert;

/** Why an event that reached the threshold still makes no alert. */
public enum ThrottleReason {
    /** Every rule that speaks for the alert has alerted on this card a short while ago. */
    COOLDOWN,
    /** The cardholder said lately that what such a rule found on the card was them. */
    SNOOZED,
    /** The cardholder got as many alerts today as the rule set allows. */
    BUDGET
}
