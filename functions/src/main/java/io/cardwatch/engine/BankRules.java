package io.cardwatch.engine;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.window.WindowPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule set that judges a bank's events as they come in, and since when each of its windows has
 * been watched. Serves one thread.
 *
 * <p>A window that came in with a set while the bank's events were running has seen only what came
 * since; one that was there before, or from the bank's first event on, has seen everything.
 */
public final class BankRules {
    /** Since when a window has been watched that has seen everything. */
    public static final long ALWAYS = Long.MIN_VALUE;

    private final EnginePlan plan;
    private final Map<Long, Long> watchedSince = new HashMap<>();
    private FeedClock clock = new FeedClock();
    private long sequence;
    private EventInFlight inFlight;

    BankRules(EnginePlan plan, long sequence, CompiledRules rules) {
        this.plan = plan;
        this.inFlight = plan.newEventInFlight(sequence, rules);
        activate(sequence, rules);
    }

    /** What the bank's events are stamped with. */
    public long sequence() {
        return sequence;
    }

    /** How far the bank has come in event time, or {@link FeedClock#UNKNOWN}. */
    public long time() {
        return clock.time();
    }

    /**
     * Per slot of a set's feature vector, the event time in milliseconds from which on its window
     * is watched, or {@link #ALWAYS}.
     */
    public List<Long> since(CompiledRules rules) {
        return rules.ruleSet().features().stream()
                .map(feature -> watchedSince.getOrDefault(WindowPlan.historyId(feature), ALWAYS))
                .toList();
    }

    /** The same by the stable ids of the windows, to be kept over a restart. */
    public Map<Long, Long> watchedSince() {
        return Map.copyOf(watchedSince);
    }

    /** Carries the bank's next event; what this gives is overwritten with the event after it. */
    public EventInFlight stamp(CardEvent event, long time, KeyHasher hasher) {
        clock.see(time);
        return load(event, time, hasher);
    }

    /** The same for an event that is only looked at, and moves no clock. */
    EventInFlight load(CardEvent event, long time, KeyHasher hasher) {
        plan.load(inFlight, event, time, hasher);
        return inFlight;
    }

    void activate(long newSequence, CompiledRules rules) {
        long now = clock.time() == FeedClock.UNKNOWN ? ALWAYS : clock.time();
        Set<Long> needed = new HashSet<>();
        for (Feature feature : rules.ruleSet().features()) {
            long id = WindowPlan.historyId(feature);
            if (id != 0) {
                needed.add(id);
                watchedSince.putIfAbsent(id, now);
            }
        }
        // What no set needs any more is no longer watched; should it come back, it starts anew.
        watchedSince.keySet().retainAll(needed);
        sequence = newSequence;
        inFlight = plan.newEventInFlight(newSequence, rules);
    }

    void restore(long time, Map<Long, Long> watched, CompiledRules rules) {
        clock = new FeedClock(time);
        watchedSince.clear();
        watchedSince.putAll(watched);
        activate(sequence, rules);
    }
}
