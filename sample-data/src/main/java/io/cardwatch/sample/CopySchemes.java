package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.util.Comparator;
import java.util.List;

/** Fraud with a copy of the card, at terminals and cash machines. */
final class CopySchemes {
    private static final double FAR_KM = 2_800;
    private static final List<Trade> QUICK_MONEY =
            List.of(Trade.CASH, Trade.ELECTRONICS, Trade.CLOTHING);

    private CopySchemes() {}

    static void atmPerCard(Heist heist) {
        Merchant machine = heist.shopIn(heist.card.subject().home, Trade.CASH);
        for (int i = heist.dice.between(4, 6); i > 0; i--) {
            heist.pay(heist.copied(machine, heist.dice.between(200.0, 400.0)));
            heist.wait(60, 130);
        }
    }

    /** One of the cards that are drawn on at the scene. */
    static void atmDevice(Heist heist) {
        Merchant machine = heist.scene();
        heist.pay(
                heist.copied(machine, heist.dice.between(150.0, 300.0))
                        .terminalId(machine.terminals().get(0)));
    }

    static void impossibleTravel(Heist heist) {
        CardEvent copied = heist.copiedAt();
        City away = heist.dice.pick(Atlas.farFrom(cityOf(copied), FAR_KM));
        heist.startAt(copied.eventTime());
        heist.wait(30 * 60, 100 * 60);
        for (int i = heist.dice.between(2, 5); i > 0; i--) {
            Merchant shop = heist.shopIn(away, heist.dice.pick(QUICK_MONEY));
            heist.pay(heist.copied(shop, heist.dice.between(60.0, 320.0)));
            heist.wait(300, 1_500);
        }
    }

    static void countryHop(Heist heist) {
        CardEvent copied = heist.copiedAt();
        City from = cityOf(copied);
        City across =
                Atlas.CITIES.stream()
                        .filter(city -> !city.country().equals(from.country()))
                        .min(Comparator.comparingDouble(from::kilometresTo))
                        .orElseThrow();
        heist.startAt(copied.eventTime());
        heist.wait(6 * 60, 20 * 60);
        for (int i = heist.dice.between(1, 3); i > 0; i--) {
            Merchant shop = heist.shopIn(across, heist.dice.pick(QUICK_MONEY));
            heist.pay(heist.copied(shop, heist.dice.between(60.0, 260.0)));
            heist.wait(120, 400);
        }
    }

    static void nightActivity(Heist heist) {
        City home = heist.card.subject().home;
        heist.pay(
                heist.copied(
                        heist.shopIn(home, Trade.ELECTRONICS),
                        heist.dice.between(1_100.0, 1_900.0)));
        for (int i = heist.dice.between(1, 2); i > 0; i--) {
            heist.wait(1_500, 3_000);
            heist.pay(
                    heist.copied(heist.shopIn(home, Trade.CASH), heist.dice.between(220.0, 400.0)));
        }
    }

    /** One of the copies that the terminal at the scene made, at a usual price. */
    static void compromisedTerminal(Heist heist) {
        Merchant shop = heist.scene();
        double euros = shop.trade().euros(heist.dice) * (heist.dice.chance(0.25) ? 2.5 : 1.0);
        heist.pay(heist.copied(shop, euros).terminalId(shop.terminals().get(0)));
    }

    private static City cityOf(CardEvent event) {
        return Atlas.CITIES.stream()
                .filter(city -> city.name().equals(event.merchantCity()))
                .findFirst()
                .orElseThrow();
    }
}
