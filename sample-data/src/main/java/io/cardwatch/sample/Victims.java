package io.cardwatch.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom fraud meets: people of every consent class in turn, so that alerts are delivered and
 * suppressed for every reason, and each card once as long as there are others.
 */
final class Victims {
    private static final int ATTEMPTS = 400;

    private final Population population;
    private final Dice dice;
    private final Set<Integer> taken = new HashSet<>();
    private int victims;

    Victims(Population population, Dice dice) {
        this.population = population;
        this.dice = dice;
    }

    Card next(SampleBank bank) {
        ConsentClass wanted = ConsentClass.ofVictim(victims++);
        for (int i = 0; i < ATTEMPTS; i++) {
            Card card = dice.pick(population.cards);
            boolean fits = card.bank().equals(bank) && card.subject().consentClass == wanted;
            if (fits && !card.drawer() && taken.add(card.number())) {
                return card;
            }
        }
        // A small population runs out of people of a class; anybody else will do.
        List<Card> issued = inUse(bank);
        for (Card card : issued) {
            if (taken.add(card.number())) {
                return card;
            }
        }
        return dice.pick(issued);
    }

    /** Several at once. */
    List<Card> next(SampleBank bank, int count) {
        List<Card> cards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cards.add(next(bank));
        }
        return cards;
    }

    /** Cards of one BIN, those that nothing has happened to first. */
    List<Card> ofOneBin(SampleBank bank, int count) {
        String bin = dice.pick(inUse(bank)).bin();
        List<Card> fresh = new ArrayList<>();
        List<Card> others = new ArrayList<>();
        for (Card card : inUse(bank)) {
            if (card.bin().equals(bin)) {
                (taken.contains(card.number()) ? others : fresh).add(card);
            }
        }
        fresh.addAll(others);
        List<Card> chosen = List.copyOf(fresh.subList(0, StrictMath.min(count, fresh.size())));
        chosen.forEach(card -> taken.add(card.number()));
        return chosen;
    }

    /** Cards of a bank that do not lie in a drawer. */
    List<Card> inUse(SampleBank bank) {
        return population.cards.stream()
                .filter(card -> card.bank().equals(bank) && !card.drawer())
                .toList();
    }
}
