package io.cardwatch.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A made-up cardholder: where they live, what they decided, and their habits. */
final class Subject {
    private static final List<String> ADDRESS_BLOCKS =
            List.of("192.0.2.", "198.51.100.", "203.0.113.");

    final int number;
    final String ref;
    final SampleBank bank;
    final City home;
    final ConsentClass consentClass;
    final double purchasesPerDay;
    final double onlineShare;
    final double wealth;
    final int salaryDay;
    final int shoppingSpree;
    final int newPhone;
    final @Nullable Trip trip;
    final List<Subscription> subscriptions;

    private final LocalDate firstDay;
    private final String firstDevice;
    private final String secondDevice;
    private final String ip;
    private final Map<Trade, List<Merchant>> favourites = new EnumMap<>(Trade.class);

    /** Something paid every month without anybody at a terminal. */
    record Subscription(Merchant merchant, int dayOfMonth, double euros) {}

    Subject(GeneratorSettings settings, Marketplace marketplace, int number) {
        Dice dice = Dice.of(settings.seed(), "subject", number, 0);
        this.number = number;
        firstDay = settings.start();
        int banks = settings.banks().size();
        bank = settings.banks().get(number % banks);
        consentClass = ConsentClass.ofSubject(number / banks);
        ref = "subj-" + dice.letters(14);
        home = dice.pick(Atlas.citiesIn(bank.countries()));
        purchasesPerDay = dice.between(0.8, 3.4);
        onlineShare = dice.between(0.05, 0.35);
        wealth = dice.around(1.0, 0.3);
        salaryDay = dice.pick(List.of(1, 15, 25, 28));
        shoppingSpree = dice.chance(0.12) ? dice.between(0, settings.days() - 1) : -1;
        newPhone = dice.chance(0.15) ? dice.between(0, settings.days() - 1) : -1;
        firstDevice = "dev-" + dice.letters(10);
        secondDevice = "dev-" + dice.letters(10);
        ip = dice.pick(ADDRESS_BLOCKS) + dice.between(1, 239);
        trip = dice.chance(0.3) ? trip(settings, dice) : null;
        subscriptions = subscriptions(marketplace, dice);
        for (Trade trade : Trade.values()) {
            List<Merchant> offers =
                    Trade.ONLINE.contains(trade)
                            ? marketplace.online(trade)
                            : marketplace.in(home, trade);
            favourites.put(trade, List.of(dice.pick(offers), dice.pick(offers)));
        }
    }

    /** One of the two merchants of a trade that this person usually goes to. */
    Merchant favourite(Trade trade, Dice dice) {
        List<Merchant> known = favourites.get(trade);
        if (known == null) {
            throw new IllegalArgumentException("no favourite for " + trade);
        }
        return dice.pick(known);
    }

    /** What this person shops with on a day; a few go through an address somewhere else. */
    Device device(int day, Dice dice) {
        String id = newPhone >= 0 && day >= newPhone ? secondDevice : firstDevice;
        City seemsToBe = dice.chance(0.02) ? dice.pick(Atlas.CITIES) : cityOn(day);
        return new Device(id, ip, seemsToBe.country());
    }

    private City cityOn(int day) {
        return cityOn(firstDay.plusDays(day));
    }

    /** Where this person wakes up and stays for the day; on days of a flight, where it starts. */
    City cityOn(LocalDate date) {
        if (trip == null || !date.isAfter(trip.out()) || date.isAfter(trip.back())) {
            return home;
        }
        return trip.away();
    }

    private Trip trip(GeneratorSettings settings, Dice dice) {
        // Half of the journeys are long ones, so that currencies and clocks differ.
        City away = dice.pick(Atlas.farFrom(home, dice.chance(0.5) ? 3_000 : 500));
        LocalDate out = settings.start().plusDays(dice.between(2, settings.days() - 2));
        return new Trip(home, away, out, out.plusDays(dice.between(2, 9)));
    }

    private static List<Subscription> subscriptions(Marketplace marketplace, Dice dice) {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = dice.between(0, 3); i > 0; i--) {
            Merchant merchant = dice.pick(marketplace.online(Trade.STREAMING));
            double euros = Trade.STREAMING.euros(dice);
            subscriptions.add(new Subscription(merchant, dice.between(1, 28), euros));
        }
        return List.copyOf(subscriptions);
    }
}
