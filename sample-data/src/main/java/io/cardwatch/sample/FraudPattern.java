package io.cardwatch.sample;

import java.util.Locale;

/** The kinds of fraud in the sample: what a shipped rule set has to find. */
public enum FraudPattern {
    /** A stolen card's data is spent as fast as it goes. */
    CARD_VELOCITY,
    /** A refused payment is tried again within seconds, for less each time, until it passes. */
    RAPID_RETRY,
    /** A month's worth of spending within two minutes. */
    SPEND_VELOCITY,
    /** One shop is milked until it stops. */
    SAME_MERCHANT,
    /** A little at each of many shops, all within the hour. */
    MANY_MERCHANTS,
    /** Somebody feels for what a card will still give. */
    DECLINE_VELOCITY,
    /** One shop is used to find out which of many stolen numbers work; those are then spent. */
    CARD_TESTING,
    /** One address works through the cards of one BIN. */
    BIN_IP_ATTACK,
    /** Numbers of one BIN are guessed all over the place, two tries per shop. */
    BIN_ENUMERATION,
    /** First nine of ten small payments fail, then nine of ten large ones pass. */
    TEST_THEN_CASH_OUT,
    /** A copied card empties an account at a cash machine. */
    ATM_PER_CARD,
    /** Many copied cards at one cash machine within minutes. */
    ATM_DEVICE,
    /** A copy is used far away, shortly after the card itself was used at home. */
    IMPOSSIBLE_TRAVEL,
    /** A copy is used across a border, minutes after the card itself. */
    COUNTRY_HOP,
    /** A few purchases many times larger than this person's usual ones. */
    AMOUNT_SPIKE,
    /** For two weeks a third of the payments is five times as large. */
    COMPROMISED_CARD,
    /** For weeks a terminal also takes copies of its own customers' cards, at usual prices. */
    COMPROMISED_TERMINAL,
    /** A card that lay in a drawer for a month is spent. */
    DORMANT_REACTIVATION,
    /** A stolen card is used while its owner sleeps. */
    NIGHT_ACTIVITY,
    /** One device pays with one person's card after the other. */
    CARDS_PER_CUSTOMER,
    /** A dishonest shop charges the same amount again and again. */
    DUPLICATE_CHARGE,
    /** One large purchase at a shop this person never went to. */
    NEW_MERCHANT_HIGH_VALUE,
    /** Another device, another country, another kind of goods. */
    NEW_COUNTRY_DEVICE_MCC,
    /** Gambling and coins, from a network that is known for fraud. */
    HIGH_RISK_LIST,
    /** An address abroad, where the card is not. */
    COUNTRY_IP_MISMATCH;

    /** The scenario's name in a label, for example {@code card-velocity}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
