package io.cardwatch.engine;

import io.cardwatch.rule.Alerting;
import java.util.Arrays;

/**
 * Pauses a rule that fires on too many events to be believed, for one bank: where more than the
 * share of the events of the last stretch made it fire, and the stretch holds enough of them, it is
 * paused for as long as a stretch; then it counts again, unless it still floods.
 *
 * <p>The stretch slides over event time in eighths, by a clock that a single wrong time does not
 * move. A paused rule's findings go on being counted. Serves one thread.
 */
final class FloodBreaker {
    private static final int PARTS = 8;

    private final Alerting.Flood flood;
    private final long partMillis;
    private final Listener listener;
    private final FeedClock clock = new FeedClock();
    private final int[] events = new int[PARTS];
    private final int[][] firings;
    private final int[] firingsOfRule;
    private final long[] pausedUntil;
    private int eventsInAll;
    private long part;
    private long nextResume = Long.MAX_VALUE;

    /** Hears of rules that are paused and that go on. */
    interface Listener {
        void paused(int rule);

        void resumed(int rule);
    }

    FloodBreaker(Alerting.Flood flood, int rules, Listener listener) {
        this.flood = flood;
        this.partMillis = Math.max(1, flood.over().toMillis() / PARTS);
        this.listener = listener;
        this.firings = new int[PARTS][rules];
        this.firingsOfRule = new int[rules];
        this.pausedUntil = new long[rules];
        Arrays.fill(pausedUntil, FeedClock.UNKNOWN);
    }

    /** Shows the breaker an event, before the rules that fire on it. */
    void see(long time) {
        clock.see(time);
        if (clock.time() == FeedClock.UNKNOWN) {
            return;
        }
        slide(Math.floorDiv(clock.time(), partMillis));
        events[place()]++;
        eventsInAll++;
        if (clock.time() >= nextResume) {
            resume();
        }
    }

    /** Shows the breaker that a rule fired on the event; says whether the rule is paused. */
    boolean isPaused(int rule) {
        long now = clock.time();
        if (now == FeedClock.UNKNOWN) {
            return false;
        }
        firings[place()][rule]++;
        firingsOfRule[rule]++;
        if (pausedUntil[rule] != FeedClock.UNKNOWN) {
            return true;
        }
        if (eventsInAll < flood.least() || firingsOfRule[rule] <= flood.share() * eventsInAll) {
            return false;
        }
        pausedUntil[rule] = now + flood.over().toMillis();
        nextResume = Math.min(nextResume, pausedUntil[rule]);
        listener.paused(rule);
        return true;
    }

    private int place() {
        return (int) Math.floorMod(part, (long) PARTS);
    }

    private void slide(long to) {
        if (to - part >= PARTS) {
            part = to - PARTS;
        }
        while (part < to) {
            part++;
            int place = place();
            eventsInAll -= events[place];
            events[place] = 0;
            for (int rule = 0; rule < firingsOfRule.length; rule++) {
                firingsOfRule[rule] -= firings[place][rule];
            }
            Arrays.fill(firings[place], 0);
        }
    }

    private void resume() {
        nextResume = Long.MAX_VALUE;
        for (int rule = 0; rule < pausedUntil.length; rule++) {
            if (pausedUntil[rule] == FeedClock.UNKNOWN) {
                continue;
            }
            if (pausedUntil[rule] <= clock.time()) {
                pausedUntil[rule] = FeedClock.UNKNOWN;
                listener.resumed(rule);
            } else {
                nextResume = Math.min(nextResume, pausedUntil[rule]);
            }
        }
    }
}
