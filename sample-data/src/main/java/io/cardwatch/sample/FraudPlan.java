package io.cardwatch.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is defrauded, how and when, settled before the first day is lived. Where consent ends during
 * the data, fraud comes after.
 */
final class FraudPlan {
    /** Fraud begins once the cards have a past, as shares of the whole time. */
    private static final double EARLIEST = 0.25;

    private static final double LATEST = 0.93;

    /** By now consents that end during the data have ended. */
    static final double CONSENTS_ENDED = 0.6;

    /** What befalls one card on one day. */
    private static final List<FraudPattern> SINGLE =
            List.of(
                    FraudPattern.CARD_VELOCITY,
                    FraudPattern.IMPOSSIBLE_TRAVEL,
                    FraudPattern.AMOUNT_SPIKE,
                    FraudPattern.RAPID_RETRY,
                    FraudPattern.SPEND_VELOCITY,
                    FraudPattern.SAME_MERCHANT,
                    FraudPattern.MANY_MERCHANTS,
                    FraudPattern.DECLINE_VELOCITY,
                    FraudPattern.ATM_PER_CARD,
                    FraudPattern.COUNTRY_HOP,
                    FraudPattern.NIGHT_ACTIVITY,
                    FraudPattern.DUPLICATE_CHARGE,
                    FraudPattern.NEW_MERCHANT_HIGH_VALUE,
                    FraudPattern.NEW_COUNTRY_DEVICE_MCC,
                    FraudPattern.HIGH_RISK_LIST,
                    FraudPattern.COUNTRY_IP_MISMATCH);

    private static final int COMPROMISED_DAYS = 14;

    private final GeneratorSettings settings;
    private final Population population;
    private final Marketplace marketplace;
    private final Dice dice;
    private final HonestLife honestLife;
    private final Victims victims;
    private final Map<Integer, List<FraudIncident>> byCard = new HashMap<>();
    private int incidents;

    FraudPlan(
            GeneratorSettings settings,
            Population population,
            Marketplace marketplace,
            HonestLife honestLife) {
        this.settings = settings;
        this.population = population;
        this.marketplace = marketplace;
        this.honestLife = honestLife;
        dice = Dice.of(settings.seed(), "fraud", 0, 0);
        victims = new Victims(population, dice);
        int turn = 0;
        for (int i = 0; i < StrictMath.max(1, settings.cards() / 75); i++) {
            for (FraudPattern pattern : SINGLE) {
                single(pattern, bank(turn++));
            }
            compromisedCard(bank(turn++));
        }
        dormantCards();
        for (int i = 0; i < StrictMath.max(1, settings.cards() / 200); i++) {
            rings(i);
        }
        for (int i = 0; i < StrictMath.max(2, settings.cards() / 100); i++) {
            compromisedTerminal(bank(i));
        }
    }

    List<FraudIncident> of(Card card, int day) {
        return byCard.getOrDefault(card.number(), List.of()).stream()
                .filter(incident -> incident.day() == day)
                .toList();
    }

    private void single(FraudPattern pattern, SampleBank bank) {
        Card card = victims.next(bank);
        int day = dayFor(card);
        Instant start = instant(day, dice.between(0, 86_399));
        Device device = null;
        switch (pattern) {
            case IMPOSSIBLE_TRAVEL, COUNTRY_HOP -> day = nextDayInPerson(card, day);
            case NIGHT_ACTIVITY -> start = atNight(card, day);
            case HIGH_RISK_LIST -> device = Device.ofThief(card, dice).inBadNetwork(dice);
            case COUNTRY_IP_MISMATCH, NEW_COUNTRY_DEVICE_MCC -> device = abroad(card);
            default -> {}
        }
        add(pattern, card, day, start, null, device);
    }

    /** Whoever shops with the copied details does so for two weeks, with one device. */
    private void compromisedCard(SampleBank bank) {
        Card card = victims.next(bank);
        Device device = Device.ofThief(card, dice);
        int days = StrictMath.min(COMPROMISED_DAYS, settings.days() / 2);
        int first = settings.days() - 1 - days;
        for (int day = first; day < first + days; day++) {
            add(FraudPattern.COMPROMISED_CARD, card, day, instant(day, 0), null, device);
        }
    }

    /** Only a set that is long enough has cards that were forgotten for a month. */
    private void dormantCards() {
        List<Card> forgotten =
                population.cards.stream().filter(card -> card.isForgotten(honestLife)).toList();
        int from = Card.DAY_OUT_OF_THE_DRAWER;
        for (int i = 0; i < forgotten.size() && from < settings.days(); i++) {
            int day = dice.between(from, settings.days() - 1);
            Instant start = instant(day, dice.between(7 * 3_600, 20 * 3_600));
            add(FraudPattern.DORMANT_REACTIVATION, forgotten.get(i), day, start, null, null);
        }
    }

    private void rings(int round) {
        Merchant testedAt = dice.pick(marketplace.online(Trade.DONATION));
        SampleBank bank = bank(round);
        ring(FraudPattern.CARD_TESTING, victims.next(bank, 7), 60, testedAt, this::noDevice);
        bank = bank(round + 1);
        ring(FraudPattern.CARD_TESTING, victims.next(bank, 7), 60, testedAt, this::noDevice);
        Merchant games = dice.pick(marketplace.online(Trade.GAMES));
        ring(FraudPattern.TEST_THEN_CASH_OUT, victims.ofOneBin(bank, 8), 70, games, this::noDevice);
        Device door = Device.somewhere(dice.pick(Atlas.CITIES), dice);
        ring(
                FraudPattern.BIN_IP_ATTACK,
                victims.ofOneBin(bank(round), 6),
                400,
                null,
                () -> door.another(dice));
        ring(FraudPattern.BIN_ENUMERATION, victims.ofOneBin(bank, 14), 30, null, this::noDevice);
        Device shared = Device.somewhere(dice.pick(Atlas.CITIES), dice);
        ring(FraudPattern.CARDS_PER_CUSTOMER, victims.next(bank, 6), 300, null, () -> shared);
        City city = dice.pick(victims.inUse(bank(round + 1))).subject().home;
        List<Card> residents =
                victims.inUse(bank(round + 1)).stream()
                        .filter(card -> card.subject().home.equals(city))
                        .toList();
        ring(
                FraudPattern.ATM_DEVICE,
                residents.subList(0, StrictMath.min(14, residents.size())),
                35,
                dice.pick(marketplace.in(city, Trade.CASH)),
                this::noDevice);
    }

    /** One card after the other, each with its own part. */
    private void ring(
            FraudPattern pattern,
            List<Card> cards,
            int secondsApart,
            @Nullable Merchant scene,
            DeviceChoice devices) {
        int day = dayFrom(CONSENTS_ENDED);
        Instant start = instant(day, dice.between(9 * 3_600, 19 * 3_600));
        for (int i = 0; i < cards.size(); i++) {
            Instant turn = start.plusSeconds((long) secondsApart * i + dice.between(0, 20));
            add(pattern, cards.get(i), day, turn, scene, devices.next());
        }
    }

    private void compromisedTerminal(SampleBank bank) {
        List<Card> issued = victims.inUse(bank);
        City city = dice.pick(issued).subject().home;
        Trade trade = dice.chance(0.5) ? Trade.FUEL : Trade.GROCERY;
        Merchant shop = dice.pick(marketplace.in(city, trade));
        List<Card> customers =
                issued.stream().filter(card -> card.subject().home.equals(city)).toList();
        for (int day = dayFrom(0.2, 0.3); day < settings.days() - 1; day++) {
            for (int i = dice.between(0, 2); i > 0; i--) {
                Instant time = instant(day, dice.between(8 * 3_600, 19 * 3_600));
                Card customer = dice.pick(customers);
                if (customer.subject().cityOn(settings.start().plusDays(day)).equals(city)) {
                    add(FraudPattern.COMPROMISED_TERMINAL, customer, day, time, shop, null);
                }
            }
        }
    }

    private SampleBank bank(int turn) {
        return settings.banks().get(turn % settings.banks().size());
    }

    private @Nullable Device noDevice() {
        return null;
    }

    private Device abroad(Card card) {
        City home = card.subject().home;
        return Device.somewhere(dice.pick(Atlas.farFrom(home, 1_500)), dice);
    }

    private Instant atNight(Card card, int day) {
        return settings.start()
                .plusDays(day)
                .atTime(2, dice.between(5, 55))
                .atZone(card.subject().home.zone())
                .toInstant();
    }

    private int dayFor(Card card) {
        return switch (card.subject().consentClass) {
            case WITHDRAWN, EXPIRED -> dayFrom(CONSENTS_ENDED);
            default -> dayFrom(EARLIEST);
        };
    }

    /** A card is copied where its holder pays, so on a day on which that happens. */
    private int nextDayInPerson(Card card, int from) {
        for (int i = 0; i < settings.days(); i++) {
            int day = (from + i) % settings.days();
            if (honestLife.day(card, day).stream().anyMatch(SampleEvent::inPerson)) {
                return day;
            }
        }
        throw new IllegalStateException("a card that never paid in person");
    }

    private int dayFrom(double share) {
        return dayFrom(share, LATEST);
    }

    private int dayFrom(double share, double until) {
        return (int) (settings.days() * dice.between(share, until));
    }

    private Instant instant(int day, int secondOfDay) {
        return settings.start()
                .plusDays(day)
                .atStartOfDay()
                .plusSeconds(secondOfDay)
                .toInstant(ZoneOffset.UTC);
    }

    private void add(
            FraudPattern pattern,
            Card card,
            int day,
            Instant start,
            @Nullable Merchant scene,
            @Nullable Device device) {
        FraudIncident incident =
                new FraudIncident(pattern, incidents++, card, day, start, scene, device);
        byCard.computeIfAbsent(card.number(), unused -> new ArrayList<>()).add(incident);
    }

    /** What the next card of a ring is used with, or null where each thief has their own. */
    @FunctionalInterface
    private interface DeviceChoice {
        @Nullable Device next();
    }
}
