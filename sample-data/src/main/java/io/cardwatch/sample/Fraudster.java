package io.cardwatch.sample;

import java.util.List;

/** Carries out what the {@link FraudPlan} settled, one card's part at a time. */
final class Fraudster {
    private final GeneratorSettings settings;
    private final Marketplace marketplace;

    Fraudster(GeneratorSettings settings, Marketplace marketplace) {
        this.settings = settings;
        this.marketplace = marketplace;
    }

    /** The fraudulent events of an incident, given what the cardholder did that day. */
    List<SampleEvent> commit(FraudIncident incident, List<SampleEvent> honestDay) {
        Dice dice = Dice.of(settings.seed(), "incident", incident.number(), 0);
        Heist heist = new Heist(incident, marketplace, honestDay, dice);
        scheme(incident.pattern()).carryOut(heist);
        return heist.events();
    }

    private static Scheme scheme(FraudPattern pattern) {
        return switch (pattern) {
            case CARD_VELOCITY -> RushSchemes::cardVelocity;
            case RAPID_RETRY -> RushSchemes::rapidRetry;
            case SPEND_VELOCITY -> RushSchemes::spendVelocity;
            case SAME_MERCHANT -> RushSchemes::sameMerchant;
            case MANY_MERCHANTS -> RushSchemes::manyMerchants;
            case DECLINE_VELOCITY -> RushSchemes::declineVelocity;
            case DUPLICATE_CHARGE -> RushSchemes::duplicateCharge;
            case CARD_TESTING -> RingSchemes::cardTesting;
            case BIN_IP_ATTACK -> RingSchemes::binIpAttack;
            case BIN_ENUMERATION -> RingSchemes::binEnumeration;
            case TEST_THEN_CASH_OUT -> RingSchemes::testThenCashOut;
            case CARDS_PER_CUSTOMER -> RingSchemes::cardsPerCustomer;
            case ATM_PER_CARD -> CopySchemes::atmPerCard;
            case ATM_DEVICE -> CopySchemes::atmDevice;
            case IMPOSSIBLE_TRAVEL -> CopySchemes::impossibleTravel;
            case COUNTRY_HOP -> CopySchemes::countryHop;
            case NIGHT_ACTIVITY -> CopySchemes::nightActivity;
            case COMPROMISED_TERMINAL -> CopySchemes::compromisedTerminal;
            case AMOUNT_SPIKE -> ShoppingSchemes::amountSpike;
            case COMPROMISED_CARD -> ShoppingSchemes::compromisedCard;
            case DORMANT_REACTIVATION -> ShoppingSchemes::dormantReactivation;
            case NEW_MERCHANT_HIGH_VALUE -> ShoppingSchemes::newMerchantHighValue;
            case NEW_COUNTRY_DEVICE_MCC -> ShoppingSchemes::newCountryDeviceMcc;
            case HIGH_RISK_LIST -> ShoppingSchemes::highRiskList;
            case COUNTRY_IP_MISMATCH -> ShoppingSchemes::countryIpMismatch;
        };
    }
}
