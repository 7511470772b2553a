package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.util.List;

/** Fraud that is over within the hour: what is at hand is spent before anybody notices. */
final class RushSchemes {
    static final List<Trade> EASY_TO_RESELL = List.of(Trade.GIFT_CARDS, Trade.MARKETPLACE);

    private static final List<Trade> ANYTHING =
            List.of(
                    Trade.MARKETPLACE,
                    Trade.GAMES,
                    Trade.GIFT_CARDS,
                    Trade.STREAMING,
                    Trade.DONATION,
                    Trade.TRAVEL_AGENCY);
    private static final List<String> NOT_TODAY =
            List.of(
                    EventFactory.DO_NOT_HONOUR,
                    EventFactory.INSUFFICIENT_FUNDS,
                    EventFactory.LIMIT_EXCEEDED);

    private RushSchemes() {}

    static void cardVelocity(Heist heist) {
        int payments = heist.dice.between(7, 13);
        for (int i = 0; i < payments; i++) {
            CardEvent.Builder sale =
                    heist.online(heist.webShop(EASY_TO_RESELL), heist.dice.between(35.0, 160.0));
            if (i > 6 && heist.dice.chance(0.5)) {
                sale.responseCode(EventFactory.LIMIT_EXCEEDED);
            }
            heist.pay(sale);
            heist.wait(15, 65);
        }
    }

    static void rapidRetry(Heist heist) {
        Merchant shop = heist.webShop(EASY_TO_RESELL);
        double euros = heist.dice.between(240.0, 700.0);
        for (int i = heist.dice.between(3, 5); i > 0; i--) {
            heist.refused(heist.online(shop, euros), heist.dice.pick(NOT_TODAY));
            euros *= 0.7;
            heist.wait(12, 40);
        }
        heist.pay(heist.online(shop, euros));
    }

    static void spendVelocity(Heist heist) {
        for (int i = heist.dice.between(2, 3); i > 0; i--) {
            heist.pay(
                    heist.online(
                            heist.webShop(Trade.MARKETPLACE), heist.dice.between(300.0, 700.0)));
            heist.wait(20, 50);
        }
    }

    static void sameMerchant(Heist heist) {
        Merchant shop = heist.webShop(Trade.GIFT_CARDS);
        for (int i = heist.dice.between(6, 9); i > 0; i--) {
            heist.pay(heist.online(shop, heist.dice.between(40.0, 90.0)));
            heist.wait(45, 80);
        }
    }

    static void manyMerchants(Heist heist) {
        for (int i = heist.dice.between(16, 19); i > 0; i--) {
            heist.pay(heist.online(heist.webShop(ANYTHING), heist.dice.between(12.0, 70.0)));
            heist.wait(100, 200);
        }
    }

    static void declineVelocity(Heist heist) {
        for (int i = heist.dice.between(5, 7); i > 0; i--) {
            CardEvent.Builder sale =
                    heist.online(heist.webShop(EASY_TO_RESELL), heist.dice.between(80.0, 400.0));
            heist.refused(sale, heist.dice.pick(NOT_TODAY));
            heist.wait(240, 600);
        }
    }

    /** Charged from details that the shop has kept, so without a device. */
    static void duplicateCharge(Heist heist) {
        Merchant shop = heist.webShop(Trade.STREAMING);
        double euros = heist.dice.between(29, 59) + 0.99;
        for (int i = heist.dice.between(4, 5); i > 0; i--) {
            heist.pay(heist.charge(shop, euros));
            heist.wait(2 * 3_600, 9 * 3_600);
        }
    }
}
