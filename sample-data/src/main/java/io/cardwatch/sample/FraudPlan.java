package io.cardwatch.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is defrauded, how and when, settled before the first day is lived.
 *
 * <p>Victims are taken from every consent class in turn, so that alerts are delivered and
 * suppressed for every reason; where consent ends during the data, fraud comes after. A card is a
 * victim once, but for the customers of a compromised terminal.
 */
final class FraudPlan {
    /** Fraud begins once the cards have a past, as shares of the whole time. */
    private static final double EARLIEST = 0.25;

    private static final double LATEST = 0.93;

    /** By now consents that end during the data have ended. */
    static final double CONSENTS_ENDED = 0.6;

    private static final int CARDS_PER_TESTING = 7;
    private static final int TERMINAL_DAYS = 10;
    private static final int ATTEMPTS = 400;

    private final GeneratorSettings settings;
    private final Population population;
    private final Marketplace marketplace;
    private final Dice dice;
    private final HonestLife honestLife;
    private final Map<Integer, List<FraudIncident>> byCard = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private int victims;
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
        int each = StrictMath.max(2, settings.cards() / 27);
        int turn = 0;
        for (int i = 0; i < each; i++) {
            single(FraudPattern.VELOCITY_BURST, turn++);
            single(FraudPattern.IMPOSSIBLE_TRAVEL, turn++);
            single(FraudPattern.AMOUNT_SPIKE, turn++);
        }
        for (int i = 0; i < StrictMath.max(1, settings.cards() / 75); i++) {
            cardTesting(settings.banks().get(i % settings.banks().size()));
        }
        for (int i = 0; i < StrictMath.max(2, settings.cards() / 100); i++) {
            compromisedTerminal(settings.banks().get(i % settings.banks().size()));
        }
    }

    List<FraudIncident> of(Card card, int day) {
        return byCard.getOrDefault(card.number(), List.of()).stream()
                .filter(incident -> incident.day() == day)
                .toList();
    }

    private void single(FraudPattern pattern, int turn) {
        SampleBank bank = settings.banks().get(turn % settings.banks().size());
        Card card = victim(bank);
        int day = dayFor(card);
        if (pattern == FraudPattern.IMPOSSIBLE_TRAVEL) {
            day = nextDayInPerson(card, day);
        }
        add(pattern, card, day, instant(day, dice.between(0, 86_399)), null);
    }

    /** Many cards of one bank at one shop within minutes. */
    private void cardTesting(SampleBank bank) {
        Merchant shop = dice.pick(marketplace.online(Trade.DONATION));
        int day = dayFrom(CONSENTS_ENDED);
        Instant start = instant(day, dice.between(3_600, 70_000));
        for (int i = 0; i < CARDS_PER_TESTING; i++) {
            Instant turn = start.plusSeconds(60L * i + dice.between(0, 50));
            add(FraudPattern.CARD_TESTING, victim(bank), day, turn, shop);
        }
    }

    private void compromisedTerminal(SampleBank bank) {
        List<Card> issued =
                population.cards.stream().filter(card -> card.bank().equals(bank)).toList();
        City city = dice.pick(issued).subject().home;
        Trade trade = dice.chance(0.5) ? Trade.FUEL : Trade.GROCERY;
        Merchant shop = dice.pick(marketplace.in(city, trade));
        List<Card> customers =
                issued.stream().filter(card -> card.subject().home.equals(city)).toList();
        int first = dayFrom(EARLIEST);
        int last = StrictMath.min(first + TERMINAL_DAYS, settings.days() - 1);
        for (int day = first; day < last; day++) {
            for (int i = dice.between(1, 4); i > 0; i--) {
                Instant time = instant(day, dice.between(8 * 3_600, 19 * 3_600));
                Card customer = dice.pick(customers);
                if (customer.subject().cityOn(settings.start().plusDays(day)).equals(city)) {
                    add(FraudPattern.COMPROMISED_TERMINAL, customer, day, time, shop);
                }
            }
        }
    }

    private Card victim(SampleBank bank) {
        ConsentClass wanted = ConsentClass.ofVictim(victims++);
        for (int i = 0; i < ATTEMPTS; i++) {
            Card card = dice.pick(population.cards);
            boolean fits = card.bank().equals(bank) && card.subject().consentClass == wanted;
            if (fits && taken.add(card.number())) {
                return card;
            }
        }
        // A small population runs out of people of a class; anybody else will do.
        for (Card card : population.cards) {
            if (card.bank().equals(bank) && taken.add(card.number())) {
                return card;
            }
        }
        return dice.pick(population.cards.stream().filter(c -> c.bank().equals(bank)).toList());
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
        return (int) (settings.days() * dice.between(share, LATEST));
    }

    private Instant instant(int day, int secondOfDay) {
        return settings.start()
                .plusDays(day)
                .atStartOfDay()
                .plusSeconds(secondOfDay)
                .toInstant(ZoneOffset.UTC);
    }

    private void add(
            FraudPattern pattern, Card card, int day, Instant start, @Nullable Merchant scene) {
        FraudIncident incident = new FraudIncident(pattern, incidents++, card, day, start, scene);
        byCard.computeIfAbsent(card.number(), unused -> new ArrayList<>()).add(incident);
    }
}
