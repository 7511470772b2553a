package io.cardwatch.cli.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The k cards of the highest score of one date, for each k. A card that such a list caught with a
 * fraud is taken out of the same list's later dates; equal scores go by bank and card.
 */
final class RankedCards {
    private final List<Integer> lengths;
    private final List<CardDay> byCard;

    /**
     * The cards of a date.
     *
     * @param lengths each k
     * @param known its cards of which it is known whether they were defrauded
     */
    RankedCards(List<Integer> lengths, List<CardDay> known) {
        this.lengths = lengths;
        byCard = new ArrayList<>(known);
        byCard.sort(Comparator.comparing(day -> day.card));
    }

    /**
     * The lists by the set's own score.
     *
     * @param caught told of the place of the list's length and the card, for each hit
     */
    void byScore(BiConsumer<Integer, CardDay> caught) {
        List<CardDay> ranked = new ArrayList<>(byCard);
        ranked.sort(Comparator.comparingLong((CardDay day) -> day.score).reversed());
        take(ranked, 0, caught);
    }

    /**
     * The lists by the score of one rule, 0 where it did not fire.
     *
     * @param speaker the rule's number among all who make lists
     * @param fired the cards on which it fired, in their order
     */
    void byRule(int rule, int speaker, List<CardDay> fired, BiConsumer<Integer, CardDay> caught) {
        List<CardDay> ranked = new ArrayList<>();
        List<CardDay> below = new ArrayList<>();
        for (CardDay day : fired) {
            if (day.scoreOf(rule) != 0) {
                (day.scoreOf(rule) > 0 ? ranked : below).add(day);
            }
        }
        Comparator<CardDay> highestFirst =
                Comparator.comparingLong((CardDay day) -> day.scoreOf(rule)).reversed();
        ranked.sort(highestFirst);
        below.sort(highestFirst);
        take(new Ranking(rule, ranked, below), speaker, caught);
    }

    private void take(Iterable<CardDay> ranked, int speaker, BiConsumer<Integer, CardDay> caught) {
        for (int i = 0; i < lengths.size(); i++) {
            int list = speaker * lengths.size() + i;
            int left = lengths.get(i);
            for (CardDay day : ranked) {
                Card.History history = day.card.history;
                if (left == 0) {
                    break;
                }
                if (history == null || !history.isDetected(list)) {
                    left--;
                    if (history != null && day.isFraud()) {
                        history.detect(list);
                        caught.accept(i, day);
                    }
                }
            }
        }
    }

    /** Those of a score above 0, then those of score 0 by card, then the others. */
    private final class Ranking implements Iterable<CardDay> {
        private final int rule;
        private final List<CardDay> above;
        private final List<CardDay> below;

        private Ranking(int rule, List<CardDay> above, List<CardDay> below) {
            this.rule = rule;
            this.above = above;
            this.below = below;
        }

        @Override
        public Iterator<CardDay> iterator() {
            return Stream.of(
                            above.stream(),
                            byCard.stream().filter(day -> day.scoreOf(rule) == 0),
                            below.stream())
                    .flatMap(part -> part)
                    .iterator();
        }
    }
}
