package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.util.List;

/** Fraud that takes its time: what gives it away is what is bought, where, and with what. */
final class ShoppingSchemes {
    private static final List<Trade> RISKY = List.of(Trade.GAMBLING, Trade.COINS);
    private static final List<Trade> UNUSUAL =
            List.of(Trade.COINS, Trade.TRAVEL_AGENCY, Trade.GIFT_CARDS);
    private static final double TIMES_AS_LARGE = 5.0;

    private ShoppingSchemes() {}

    static void amountSpike(Heist heist) {
        // Now and then a whole day of it, so that a day's budget of alerts runs out.
        boolean spree = heist.dice.chance(0.25);
        for (int i = spree ? 6 : heist.dice.between(1, 3); i > 0; i--) {
            double euros = heist.dice.between(480.0, 2_400.0);
            heist.pay(heist.online(heist.webShop(Trade.MARKETPLACE), euros));
            heist.wait(2_400, 5_400);
        }
    }

    /** Follows what the cardholder pays. */
    static void compromisedCard(Heist heist) {
        for (CardEvent honest : heist.honestPayments()) {
            if (heist.dice.chance(0.5)) {
                heist.startAt(honest.eventTime().plusSeconds(heist.dice.between(600, 7_200)));
                double euros = TIMES_AS_LARGE * Money.euros(honest);
                heist.pay(heist.online(heist.webShop(RushSchemes.EASY_TO_RESELL), euros));
            }
        }
    }

    static void dormantReactivation(Heist heist) {
        for (int i = heist.dice.between(2, 3); i > 0; i--) {
            double euros = heist.dice.between(140.0, 500.0);
            heist.pay(heist.online(heist.webShop(RushSchemes.EASY_TO_RESELL), euros));
            heist.wait(900, 5_400);
        }
    }

    static void newMerchantHighValue(Heist heist) {
        for (int i = heist.dice.between(1, 2); i > 0; i--) {
            double euros = heist.dice.between(620.0, 1_500.0);
            heist.pay(heist.online(heist.webShop(Trade.TRAVEL_AGENCY), euros));
            heist.wait(2_400, 9_000);
        }
    }

    static void newCountryDeviceMcc(Heist heist) {
        for (int i = heist.dice.between(2, 3); i > 0; i--) {
            heist.pay(heist.online(heist.webShop(UNUSUAL), heist.dice.between(110.0, 240.0)));
            heist.wait(1_200, 7_200);
        }
    }

    static void highRiskList(Heist heist) {
        for (int i = heist.dice.between(2, 4); i > 0; i--) {
            heist.pay(heist.online(heist.webShop(RISKY), heist.dice.between(60.0, 300.0)));
            heist.wait(600, 3_600);
        }
    }

    static void countryIpMismatch(Heist heist) {
        for (int i = heist.dice.between(2, 3); i > 0; i--) {
            double euros = heist.dice.between(60.0, 200.0);
            heist.pay(heist.online(heist.webShop(Trade.MARKETPLACE), euros).threeDsResult("U"));
            heist.wait(900, 4_800);
        }
    }
}
