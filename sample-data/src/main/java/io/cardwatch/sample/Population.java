package io.cardwatch.sample;

import java.util.ArrayList;
import java.util.List;

/** The people of the sample and their cards; every fifth person or so has two. */
final class Population {
    /** One card in so many is hardly used. */
    private static final int CARDS_PER_DRAWER = 25;

    final List<Subject> subjects;
    final List<Card> cards;

    Population(GeneratorSettings settings, Marketplace marketplace) {
        List<Subject> people = new ArrayList<>();
        List<Card> issued = new ArrayList<>();
        while (issued.size() < settings.cards()) {
            Subject subject = new Subject(settings, marketplace, people.size());
            people.add(subject);
            issued.add(card(settings, subject, issued.size(), true));
            boolean second = Dice.of(settings.seed(), "second-card", subject.number, 0).chance(0.2);
            if (second && issued.size() < settings.cards()) {
                issued.add(card(settings, subject, issued.size(), false));
            }
        }
        subjects = List.copyOf(people);
        cards = List.copyOf(issued);
    }

    private static Card card(
            GeneratorSettings settings, Subject subject, int number, boolean first) {
        String token = "tok-" + Dice.of(settings.seed(), "card", number, 0).letters(16);
        boolean drawer = number % CARDS_PER_DRAWER == CARDS_PER_DRAWER - 1;
        return new Card(number, token, subject, first, drawer);
    }
}
