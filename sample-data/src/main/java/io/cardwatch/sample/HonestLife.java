package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One honest day of a card after the other: errands, flights, the odd big buy. */
final class HonestLife {
    /** Walking from one shop to the next takes a while. */
    private static final int SECONDS_BETWEEN_SHOPS = 12 * 60;

    /** What people buy on an ordinary day: the more often it is named, the more often. */
    private static final List<Trade> ERRANDS =
            List.of(
                    Trade.GROCERY,
                    Trade.GROCERY,
                    Trade.GROCERY,
                    Trade.GROCERY,
                    Trade.BAKERY,
                    Trade.BAKERY,
                    Trade.COFFEE,
                    Trade.COFFEE,
                    Trade.RESTAURANT,
                    Trade.RESTAURANT,
                    Trade.TRANSIT,
                    Trade.TRANSIT,
                    Trade.FUEL,
                    Trade.PHARMACY,
                    Trade.CLOTHING,
                    Trade.CASH);

    private static final List<Trade> ABROAD =
            List.of(
                    Trade.RESTAURANT,
                    Trade.RESTAURANT,
                    Trade.COFFEE,
                    Trade.GROCERY,
                    Trade.TRANSIT,
                    Trade.TAXI,
                    Trade.CASH,
                    Trade.CLOTHING);

    private final GeneratorSettings settings;
    private final Marketplace marketplace;
    private final HonestOrders orders;

    HonestLife(GeneratorSettings settings, Marketplace marketplace) {
        this.settings = settings;
        this.marketplace = marketplace;
        orders = new HonestOrders(marketplace);
    }

    /** The card's events of a day, in the order of their times. */
    List<SampleEvent> day(Card card, int day) {
        if (!card.isUsedOn(day)) {
            return List.of();
        }
        Dice dice = Dice.of(settings.seed(), "day", card.number(), day);
        LocalDate date = settings.start().plusDays(day);
        List<SampleEvent> events = new ArrayList<>();
        inPerson(card, date, dice, events);
        orders.day(card, date, day, dice, events);
        events.sort(Comparator.comparing(event -> event.event().eventTime()));
        return events;
    }

    private void inPerson(Card card, LocalDate date, Dice dice, List<SampleEvent> events) {
        Subject subject = card.subject();
        Trip trip = subject.trip;
        if (trip != null && date.equals(trip.out())) {
            flight(card, trip.home(), trip.leaves(), trip.away(), trip, dice, events);
            return;
        }
        if (trip != null && date.equals(trip.back())) {
            flight(card, trip.away(), trip.returns(), trip.home(), trip, dice, events);
            return;
        }
        int day = (int) (date.toEpochDay() - settings.start().toEpochDay());
        if (day == subject.shoppingSpree) {
            shoppingSpree(card, date, dice, events);
        } else {
            errands(card, date, dice, events);
        }
    }

    private void flight(
            Card card,
            City from,
            Instant boarding,
            City to,
            Trip trip,
            Dice dice,
            List<SampleEvent> events) {
        Merchant shop = dice.pick(marketplace.in(from, Trade.AIRPORT));
        events.add(pay(card, shop, boarding, Trade.AIRPORT.euros(dice), dice));
        Trade first = dice.chance(0.5) ? Trade.CASH : Trade.TAXI;
        Instant landed = trip.landsAfter(boarding).plusSeconds(dice.between(60, 3_600));
        Merchant arrival = dice.pick(marketplace.in(to, first));
        events.add(pay(card, arrival, landed, first.euros(dice), dice));
    }

    private void errands(Card card, LocalDate date, Dice dice, List<SampleEvent> events) {
        Subject subject = card.subject();
        City city = subject.cityOn(date);
        boolean atHome = city.equals(subject.home);
        double expected = subject.purchasesPerDay * (1 - subject.onlineShare) * mood(subject, date);
        int count = dice.count(card.first() ? expected : expected * 0.4);
        List<LocalTime> times = new ArrayList<>();
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Trade trade = atHome ? errand(dice) : dice.pick(ABROAD);
            trades.add(trade);
            times.add(LocalTime.ofSecondOfDay(trade.secondOfDay(dice)));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(times::get));
        Instant free = landedAt(subject, date);
        for (int i : order) {
            Instant time = date.atTime(times.get(i)).atZone(city.zone()).toInstant();
            if (time.isBefore(free)) {
                continue;
            }
            free = time.plusSeconds(SECONDS_BETWEEN_SHOPS);
            Trade trade = trades.get(i);
            boolean usual = atHome && dice.chance(0.8);
            Merchant merchant =
                    usual ? subject.favourite(trade, dice) : dice.pick(marketplace.in(city, trade));
            double euros = trade.euros(dice) * subject.wealth;
            HonestOddities.payInPerson(pay(card, merchant, time, euros, dice), dice, events);
        }
    }

    /** A year's holiday shopping in one afternoon: many shops, much money, all honest. */
    private void shoppingSpree(Card card, LocalDate date, Dice dice, List<SampleEvent> events) {
        City city = card.subject().cityOn(date);
        Instant time = date.atTime(13, dice.between(0, 59)).atZone(city.zone()).toInstant();
        List<Trade> shops =
                List.of(Trade.CLOTHING, Trade.ELECTRONICS, Trade.JEWELLER, Trade.COFFEE);
        if (time.isBefore(landedAt(card.subject(), date))) {
            return;
        }
        for (int i = dice.between(5, 9); i > 0; i--) {
            Trade trade = dice.pick(shops);
            Merchant merchant = dice.pick(marketplace.in(city, trade));
            events.add(pay(card, merchant, time, trade.euros(dice), dice));
            time = time.plusSeconds(SECONDS_BETWEEN_SHOPS + dice.between(0, 1_200));
        }
    }

    /** Before this, whoever flew yesterday is still in the air. */
    private static Instant landedAt(Subject subject, LocalDate date) {
        Trip trip = subject.trip;
        Instant boarding = boardedTheDayBefore(trip, date);
        return trip == null || boarding == null
                ? Instant.MIN
                : trip.landsAfter(boarding).plusSeconds(2 * 3_600);
    }

    private static @Nullable Instant boardedTheDayBefore(@Nullable Trip trip, LocalDate date) {
        if (trip == null) {
            return null;
        }
        LocalDate yesterday = date.minusDays(1);
        if (yesterday.equals(trip.out())) {
            return trip.leaves();
        }
        return yesterday.equals(trip.back()) ? trip.returns() : null;
    }

    private static Trade errand(Dice dice) {
        if (dice.chance(0.006)) {
            return Trade.FURNITURE;
        }
        if (dice.chance(0.02)) {
            return dice.chance(0.8) ? Trade.ELECTRONICS : Trade.JEWELLER;
        }
        return dice.pick(ERRANDS);
    }

    private static double mood(Subject subject, LocalDate date) {
        DayOfWeek weekday = date.getDayOfWeek();
        double mood =
                switch (weekday) {
                    case FRIDAY -> 1.15;
                    case SATURDAY -> 1.45;
                    case SUNDAY -> 0.65;
                    default -> 0.95;
                };
        int sincePay = date.getDayOfMonth() - subject.salaryDay;
        return sincePay >= 0 && sincePay <= 2 ? mood * 1.4 : mood;
    }

    private static SampleEvent pay(
            Card card, Merchant merchant, Instant time, double euros, Dice dice) {
        CardEvent event = EventFactory.inPerson(card, merchant, time, euros, dice).build();
        return new SampleEvent(event, card, null);
    }
}
