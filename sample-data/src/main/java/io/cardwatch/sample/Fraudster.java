package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Carries out what the {@link FraudPlan} settled, one card's part at a time. */
final class Fraudster {
    private static final List<Trade> EASY_TO_RESELL = List.of(Trade.GIFT_CARDS, Trade.MARKETPLACE);
    private static final double FAR_KM = 2_800;

    private final GeneratorSettings settings;
    private final Marketplace marketplace;

    Fraudster(GeneratorSettings settings, Marketplace marketplace) {
        this.settings = settings;
        this.marketplace = marketplace;
    }

    /** The fraudulent events of an incident, given what the cardholder did that day. */
    List<SampleEvent> commit(FraudIncident incident, List<SampleEvent> honestDay) {
        Dice dice = Dice.of(settings.seed(), "incident", incident.number(), 0);
        List<CardEvent> events = new ArrayList<>();
        switch (incident.pattern()) {
            case VELOCITY_BURST -> velocityBurst(incident, dice, events);
            case CARD_TESTING -> cardTesting(incident, dice, events);
            case IMPOSSIBLE_TRAVEL -> impossibleTravel(incident, honestDay, dice, events);
            case AMOUNT_SPIKE -> amountSpike(incident, dice, events);
            case COMPROMISED_TERMINAL -> compromisedTerminal(incident, dice, events);
        }
        return events.stream()
                .map(event -> new SampleEvent(event, incident.card(), incident.pattern()))
                .toList();
    }

    private void velocityBurst(FraudIncident incident, Dice dice, List<CardEvent> events) {
        Thief thief = new Thief(dice, incident.card());
        List<Merchant> shops = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shops.add(dice.pick(marketplace.online(dice.pick(EASY_TO_RESELL))));
        }
        Instant time = incident.start();
        int payments = dice.between(7, 13);
        for (int i = 0; i < payments; i++) {
            CardEvent.Builder sale =
                    thief.buys(incident.card(), dice.pick(shops), time, dice.between(35.0, 160.0));
            if (i > 6 && dice.chance(0.5)) {
                sale.responseCode(EventFactory.LIMIT_EXCEEDED);
            }
            events.add(sale.build());
            time = time.plusSeconds(dice.between(15, 65));
        }
    }

    private void cardTesting(FraudIncident incident, Dice dice, List<CardEvent> events) {
        Merchant shop = incident.scene();
        if (shop == null) {
            throw new IllegalArgumentException("card testing has a scene");
        }
        Thief thief = new Thief(dice, incident.card());
        Instant time = incident.start();
        boolean works = false;
        for (int i = dice.between(2, 4); i > 0 && !works; i--) {
            works = dice.chance(0.35);
            CardEvent.Builder probe =
                    thief.buys(incident.card(), shop, time, dice.between(0.5, 3.0)).cvvResult("N");
            String answer = works ? EventFactory.APPROVED : EventFactory.DO_NOT_HONOUR;
            events.add(probe.responseCode(answer).build());
            time = time.plusSeconds(dice.between(8, 40));
        }
        if (!works) {
            return;
        }
        time = time.plusSeconds(dice.between(300, 2_400));
        for (int i = dice.between(1, 3); i > 0; i--) {
            Merchant store = dice.pick(marketplace.online(dice.pick(EASY_TO_RESELL)));
            double euros = dice.between(180.0, 650.0);
            events.add(thief.buys(incident.card(), store, time, euros).build());
            time = time.plusSeconds(dice.between(60, 400));
        }
    }

    private void impossibleTravel(
            FraudIncident incident,
            List<SampleEvent> honestDay,
            Dice dice,
            List<CardEvent> events) {
        Card card = incident.card();
        CardEvent copied =
                honestDay.stream()
                        .filter(SampleEvent::inPerson)
                        .reduce((earlier, later) -> later)
                        .map(SampleEvent::event)
                        .orElseThrow();
        City away = dice.pick(Atlas.farFrom(cityOf(copied), FAR_KM));
        Instant time = copied.eventTime();
        time = time.plusSeconds(dice.between(30 * 60, 100 * 60));
        for (int i = dice.between(2, 5); i > 0; i--) {
            Trade trade = dice.pick(List.of(Trade.CASH, Trade.ELECTRONICS, Trade.CLOTHING));
            Merchant shop = dice.pick(marketplace.in(away, trade));
            double euros = dice.between(60.0, 320.0);
            events.add(
                    EventFactory.inPerson(card, shop, time, euros, dice)
                            .posEntryMode("901")
                            .build());
            time = time.plusSeconds(dice.between(300, 1_500));
        }
    }

    private static City cityOf(CardEvent event) {
        return Atlas.CITIES.stream()
                .filter(city -> city.name().equals(event.merchantCity()))
                .findFirst()
                .orElseThrow();
    }

    private void amountSpike(FraudIncident incident, Dice dice, List<CardEvent> events) {
        Thief thief = new Thief(dice, incident.card());
        Instant time = incident.start();
        // Now and then a whole day of it, so that a day's budget of alerts runs out.
        boolean spree = dice.chance(0.25);
        for (int i = spree ? 6 : dice.between(1, 3); i > 0; i--) {
            Merchant shop = dice.pick(marketplace.online(Trade.MARKETPLACE));
            double euros = dice.between(480.0, 2_400.0);
            events.add(thief.buys(incident.card(), shop, time, euros).build());
            time = time.plusSeconds(dice.between(2_400, 5_400));
        }
    }

    private void compromisedTerminal(FraudIncident incident, Dice dice, List<CardEvent> events) {
        Merchant shop = incident.scene();
        if (shop == null) {
            throw new IllegalArgumentException("a compromised terminal has a scene");
        }
        double euros = shop.trade().euros(dice) * (dice.chance(0.25) ? 2.5 : 1.0);
        events.add(
                EventFactory.inPerson(incident.card(), shop, incident.start(), euros, dice)
                        .terminalId(shop.terminals().get(0))
                        .posEntryMode("901")
                        .build());
    }

    /** Somebody else's device. */
    private static final class Thief {
        private final Dice dice;
        private final Device device;

        Thief(Dice dice, Card card) {
            this.dice = dice;
            String id = "dev-" + dice.letters(10);
            String ip = "203.0.113." + dice.between(1, 254);
            // The clever ones appear to be where the cardholder lives.
            City seemsToBe = dice.chance(0.3) ? card.subject().home : dice.pick(Atlas.CITIES);
            device = new Device(id, ip, seemsToBe.country());
        }

        CardEvent.Builder buys(Card card, Merchant shop, Instant time, double euros) {
            return EventFactory.online(card, shop, time, euros, device, dice)
                    .avsResult(dice.chance(0.6) ? "N" : "Y")
                    .threeDsResult(dice.chance(0.8) ? "U" : "A")
                    .networkRiskScore((double) dice.between(15, 85));
        }
    }
}
