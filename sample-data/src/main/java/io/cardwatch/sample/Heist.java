package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One incident under way: who is robbed, with what, and the payments so far. */
final class Heist {
    final Card card;
    final Dice dice;

    private final FraudIncident incident;
    private final Marketplace marketplace;
    private final List<SampleEvent> honestDay;
    private final Device device;
    private final List<CardEvent> events = new ArrayList<>();
    private Instant clock;

    Heist(FraudIncident incident, Marketplace marketplace, List<SampleEvent> honestDay, Dice dice) {
        this.incident = incident;
        this.marketplace = marketplace;
        this.honestDay = honestDay;
        this.dice = dice;
        card = incident.card();
        device = incident.device() != null ? incident.device() : Device.ofThief(card, dice);
        clock = incident.start();
    }

    /** The events, in the fraudster's order. */
    List<SampleEvent> events() {
        return events.stream()
                .map(event -> new SampleEvent(event, card, incident.pattern()))
                .toList();
    }

    /** The shop that the plan names. */
    Merchant scene() {
        Merchant scene = incident.scene();
        if (scene == null) {
            throw new IllegalStateException(incident.pattern() + " has no scene");
        }
        return scene;
    }

    Merchant webShop(Trade trade) {
        return dice.pick(marketplace.online(trade));
    }

    Merchant webShop(List<Trade> trades) {
        return webShop(dice.pick(trades));
    }

    Merchant shopIn(City city, Trade trade) {
        return dice.pick(marketplace.in(city, trade));
    }

    /** What the cardholder paid today. */
    List<CardEvent> honestPayments() {
        return honestDay.stream()
                .map(SampleEvent::event)
                .filter(event -> EventFactory.APPROVED.equals(event.responseCode()))
                .toList();
    }

    /** The last payment of the day at which the card itself was at a terminal. */
    CardEvent copiedAt() {
        return honestDay.stream()
                .filter(SampleEvent::inPerson)
                .reduce((earlier, later) -> later)
                .map(SampleEvent::event)
                .orElseThrow();
    }

    void wait(int fromSeconds, int toSeconds) {
        clock = clock.plusSeconds(dice.between(fromSeconds, toSeconds));
    }

    void startAt(Instant time) {
        clock = time;
    }

    /** A payment over the internet, now, without the cardholder's confirmation as a rule. */
    CardEvent.Builder online(Merchant shop, double euros) {
        return EventFactory.online(card, shop, clock, euros, device, dice)
                .avsResult(dice.chance(0.6) ? "N" : "Y")
                .threeDsResult(dice.chance(0.8) ? "U" : "A")
                .networkRiskScore((double) dice.between(15, 85));
    }

    /** A charge from details that the shop has kept, now. */
    CardEvent.Builder charge(Merchant shop, double euros) {
        return EventFactory.recurring(card, shop, clock, euros, dice);
    }

    /** A payment with a copy of the card's magnetic stripe, now. */
    CardEvent.Builder copied(Merchant shop, double euros) {
        return EventFactory.inPerson(card, shop, clock, euros, dice).posEntryMode("901");
    }

    void pay(CardEvent.Builder sale) {
        events.add(sale.build());
    }

    void refused(CardEvent.Builder sale, String responseCode) {
        events.add(sale.responseCode(responseCode).build());
    }
}
