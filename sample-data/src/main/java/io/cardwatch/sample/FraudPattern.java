package io.cardwatch.sample;

import java.util.Locale;

/** The kinds of fraud in the sample. */
public enum FraudPattern {
    /** A stolen card or its data is spent as fast as it goes. */
    VELOCITY_BURST,
    /** One shop is used to find out which of many stolen numbers work; those are then spent. */
    CARD_TESTING,
    /** A copy is used far away, shortly after the card itself was used at home. */
    IMPOSSIBLE_TRAVEL,
    /** A few purchases many times larger than this person's usual ones. */
    AMOUNT_SPIKE,
    /** For some days a terminal also takes copies of its own customers' cards, at usual prices. */
    COMPROMISED_TERMINAL;

    /** The scenario's name in a label, for example {@code velocity_burst}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
