package io.cardwatch.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the throttle remembers of one cardholder; immutable.
 *
 * <p>It exists only for cardholders with a live opt-in who got an alert. Cards appear as the
 * caller's keyed hashes, never as references. The bound is one entry per card and rule in cooldown;
 * {@link #expiresAt()} says from when on nothing of it matters, and the whole may be dropped.
 *
 * @param cooledUntil by {@code cardHash/ruleId}: until when the rule is cooling on that card, in
 *     epoch milliseconds, exclusive
 * @param budgetEndsAt the end of the local day that the budget counts, in epoch milliseconds,
 *     exclusive; 0 where none is open
 * @param budgetUsed alerts in that day
 */
public record ThrottleState(Map<String, Long> cooledUntil, long budgetEndsAt, int budgetUsed) {
    /** Nothing remembered. */
    public static final ThrottleState EMPTY = new ThrottleState(Map.of(), 0, 0);

    public ThrottleState {
        cooledUntil = Map.copyOf(cooledUntil);
    }

    /** Whether nothing is remembered, so that the state can be cleared. */
    public boolean isEmpty() {
        return cooledUntil.isEmpty() && budgetUsed == 0;
    }

    /** From when on nothing of this matters; the epoch where it is empty. */
    public Instant expiresAt() {
        long latest = budgetEndsAt;
        for (long until : cooledUntil.values()) {
            latest = Math.max(latest, until);
        }
        return Instant.ofEpochMilli(latest);
    }

    /** This state without what has ended by then. */
    public ThrottleState prune(Instant now) {
        long nowMillis = now.toEpochMilli();
        Map<String, Long> cooling = new HashMap<>(cooledUntil);
        cooling.values().removeIf(until -> until <= nowMillis);
        boolean dayIsOpen = budgetEndsAt > nowMillis;
        return new ThrottleState(cooling, dayIsOpen ? budgetEndsAt : 0, dayIsOpen ? budgetUsed : 0);
    }

    @Override
    public String toString() {
        return "ThrottleState[redacted]";
    }
}
