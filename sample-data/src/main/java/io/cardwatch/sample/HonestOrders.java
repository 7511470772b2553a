package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** What people pay over the internet on a day: orders, subscriptions, an evening of games. */
final class HonestOrders {
    private static final List<Trade> WEB =
            List.of(
                    Trade.MARKETPLACE,
                    Trade.MARKETPLACE,
                    Trade.MARKETPLACE,
                    Trade.MARKETPLACE,
                    Trade.GAMES,
                    Trade.GAMES,
                    Trade.GIFT_CARDS,
                    Trade.TRAVEL_AGENCY,
                    Trade.DONATION);

    private static final List<Trade> RISKY = List.of(Trade.GAMBLING, Trade.COINS);

    private final Marketplace marketplace;

    HonestOrders(Marketplace marketplace) {
        this.marketplace = marketplace;
    }

    /** Adds what the card pays on a day without being there. */
    void day(Card card, LocalDate date, int day, Dice dice, List<SampleEvent> events) {
        Subject subject = card.subject();
        int count = dice.count(subject.purchasesPerDay * subject.onlineShare);
        for (int i = 0; i < count; i++) {
            Trade trade = dice.chance(0.02) ? dice.pick(RISKY) : dice.pick(WEB);
            Merchant merchant =
                    dice.chance(0.6)
                            ? subject.favourite(trade, dice)
                            : dice.pick(marketplace.online(trade));
            Instant time = at(subject, date, trade.secondOfDay(dice));
            double euros = trade.euros(dice) * subject.wealth;
            SampleEvent sale = order(card, merchant, time, euros, day, dice);
            HonestOddities.payOnline(sale, dice, events);
        }
        if (dice.chance(0.004)) {
            eveningOfGames(card, date, day, dice, events);
        }
        if (!card.first()) {
            return;
        }
        for (Subject.Subscription due : subject.subscriptions) {
            if (due.dayOfMonth() == date.getDayOfMonth()) {
                Instant time = at(subject, date, Trade.STREAMING.secondOfDay(dice));
                CardEvent.Builder charge =
                        EventFactory.recurring(card, due.merchant(), time, due.euros(), dice);
                events.add(new SampleEvent(charge.build(), card, null));
            }
        }
    }

    /** Extra lives at a price of next to nothing, one after the other. */
    private void eveningOfGames(
            Card card, LocalDate date, int day, Dice dice, List<SampleEvent> events) {
        Merchant store = card.subject().favourite(Trade.GAMES, dice);
        Instant time = at(card.subject(), date, dice.between(19 * 3_600, 22 * 3_600));
        for (int i = dice.between(3, 7); i > 0; i--) {
            double euros = dice.between(0.99, 4.99);
            events.add(order(card, store, time, euros, day, dice));
            time = time.plusSeconds(dice.between(40, 240));
        }
    }

    private static SampleEvent order(
            Card card, Merchant merchant, Instant time, double euros, int day, Dice dice) {
        Device device = card.subject().device(day, dice);
        CardEvent.Builder sale = EventFactory.online(card, merchant, time, euros, device, dice);
        return new SampleEvent(sale.build(), card, null);
    }

    private static Instant at(Subject subject, LocalDate date, int secondOfDay) {
        LocalTime time = LocalTime.ofSecondOfDay(secondOfDay);
        return date.atTime(time).atZone(subject.home.zone()).toInstant();
    }
}
