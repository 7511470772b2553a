package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.util.List;

/** One card's part in fraud on many cards at once. */
final class RingSchemes {
    /** What a bank answers to a guess: no such card, expired, a wrong verification value. */
    private static final List<String> WRONG_GUESS =
            List.of(EventFactory.DO_NOT_HONOUR, "14", "54", "82", "N7");

    private static final List<Trade> GUESSED_AT =
            List.of(Trade.MARKETPLACE, Trade.GAMES, Trade.DONATION, Trade.STREAMING);

    private RingSchemes() {}

    static void cardTesting(Heist heist) {
        boolean works = false;
        for (int i = heist.dice.between(2, 4); i > 0 && !works; i--) {
            works = heist.dice.chance(0.35);
            probe(heist, works);
            heist.wait(8, 40);
        }
        if (works) {
            heist.wait(300, 2_400);
            spend(heist, heist.dice.between(1, 3));
        }
    }

    /** As card testing, but nearly everything fails, and what works rests for an hour. */
    static void testThenCashOut(Heist heist) {
        boolean works = false;
        for (int i = heist.dice.between(3, 5); i > 0 && !works; i--) {
            works = heist.dice.chance(0.12);
            probe(heist, works);
            heist.wait(15, 60);
        }
        if (works || heist.dice.chance(0.3)) {
            heist.wait(4_000, 7_000);
            spend(heist, heist.dice.between(2, 3));
        }
    }

    static void binIpAttack(Heist heist) {
        for (int i = heist.dice.between(2, 3); i > 0; i--) {
            double euros = heist.dice.between(20.0, 90.0);
            CardEvent.Builder sale = heist.online(heist.webShop(RushSchemes.EASY_TO_RESELL), euros);
            if (heist.dice.chance(0.4)) {
                sale.responseCode(EventFactory.DO_NOT_HONOUR);
            }
            heist.pay(sale);
            heist.wait(200, 900);
        }
    }

    /** Two tries, each at another shop. */
    static void binEnumeration(Heist heist) {
        for (int i = 0; i < 2; i++) {
            CardEvent.Builder guess =
                    heist.online(heist.webShop(GUESSED_AT), heist.dice.between(8.0, 30.0));
            heist.refused(guess.cvvResult("N"), heist.dice.pick(WRONG_GUESS));
            heist.wait(5, 30);
        }
    }

    static void cardsPerCustomer(Heist heist) {
        for (int i = heist.dice.between(1, 2); i > 0; i--) {
            double euros = heist.dice.between(40.0, 150.0);
            heist.pay(heist.online(heist.webShop(RushSchemes.EASY_TO_RESELL), euros));
            heist.wait(60, 240);
        }
    }

    private static void probe(Heist heist, boolean works) {
        CardEvent.Builder probe =
                heist.online(heist.scene(), heist.dice.between(0.5, 3.0)).cvvResult("N");
        heist.pay(probe.responseCode(works ? EventFactory.APPROVED : EventFactory.DO_NOT_HONOUR));
    }

    private static void spend(Heist heist, int payments) {
        for (int i = payments; i > 0; i--) {
            double euros = heist.dice.between(180.0, 650.0);
            heist.pay(heist.online(heist.webShop(RushSchemes.EASY_TO_RESELL), euros));
            heist.wait(60, 400);
        }
    }
}
