package io.cardwatch.cli.backtest;

import io.cardwatch.engine.FeedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cards of the dates that are still open. A date is closed a day after its end by a clock that
 * a wrong time does not move, the dates in their order; what comes for it later is in no figure by
 * cards.
 */
final class CardDays {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final TreeMap<Integer, List<CardDay>> open = new TreeMap<>();
    private final FeedClock clock = new FeedClock();
    private final Closing closing;
    private int closedUpTo = Integer.MIN_VALUE;

    /** Takes what happened on a date, once nothing more is added. */
    interface Closing {
        /**
         * A date is over.
         *
         * @param cards in the order in which they came up
         */
        void closed(int day, List<CardDay> cards);
    }

    CardDays(Closing closing) {
        this.closing = closing;
    }

    /** The date (UTC) of a time in milliseconds, counted in days. */
    static int day(long time) {
        return (int) Math.floorDiv(time, DAY);
    }

    /** When a date begins, in milliseconds. */
    static long start(int day) {
        return day * DAY;
    }

    /** Shows an event's time; closes the dates that are over. */
    void see(long time) {
        clock.see(time);
        long now = clock.time();
        if (now == FeedClock.UNKNOWN || open.isEmpty()) {
            return;
        }
        while (!open.isEmpty() && start(open.firstKey() + 2) <= now) {
            closeFirst();
        }
    }

    /** The card on that date, or null where the date is closed. */
    @Nullable CardDay of(Card card, int day) {
        for (CardDay each = card.openDays; each != null; each = each.older) {
            if (each.day == day) {
                return each;
            }
        }
        if (day <= closedUpTo) {
            return null;
        }
        CardDay opened = new CardDay(card, day);
        opened.older = card.openDays;
        card.openDays = opened;
        open.computeIfAbsent(day, first -> new ArrayList<>()).add(opened);
        return opened;
    }

    /** Closes every date. */
    void closeAll() {
        while (!open.isEmpty()) {
            closeFirst();
        }
    }

    private void closeFirst() {
        Map.Entry<Integer, List<CardDay>> first = open.pollFirstEntry();
        closedUpTo = first.getKey();
        first.getValue().forEach(CardDays::unlink);
        closing.closed(first.getKey(), first.getValue());
    }

    private static void unlink(CardDay closed) {
        if (closed.card.openDays == closed) {
            closed.card.openDays = closed.older;
            return;
        }
        for (CardDay each = closed.card.openDays; each != null; each = each.older) {
            if (each.older == closed) {
                each.older = closed.older;
                return;
            }
        }
    }
}
