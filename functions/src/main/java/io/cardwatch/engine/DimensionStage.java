package io.cardwatch.engine;

import io.cardwatch.event.MessageType;
import io.cardwatch.window.Entry;
import io.cardwatch.window.KeyState;
import io.cardwatch.window.WindowPlan;

/**
 * What one keyed stage does with an event, given its key's state: the same code in the stream and
 * in the backtest. Keeps nothing between events but scratch space, so it serves one thread.
 */
public final class DimensionStage {
    private final WindowPlan plan;
    private final KeyHasher hasher;
    private final Entry entry;

    DimensionStage(WindowPlan plan, KeyHasher hasher) {
        this.plan = plan;
        this.hasher = hasher;
        this.entry = plan.newEntry();
    }

    /** The state of a key that has shown nothing yet. */
    public KeyState newState() {
        return plan.newState();
    }

    /**
     * Decides whether the event counts and remembers its id. Only for the card's stage, before
     * {@link #apply}.
     *
     * <p>Duplicates are found first, then reversals and refunds, then late events, which leave no
     * trace. An advice is a duplicate also where the authorisation it refers to was seen.
     */
    public Admission admit(KeyState card, EventInFlight event) {
        long time = event.time();
        if (card.hasSeen(event.eventIdHash(), time)
                || (event.originalIdHash() != EventInFlight.NO_ORIGINAL
                        && card.hasSeen(event.originalIdHash(), time))) {
            return Admission.DUPLICATE;
        }
        MessageType type = event.event().messageType();
        boolean scored = type == MessageType.AUTHORISATION || type == MessageType.ADVICE;
        if (scored && card.isTooLate(time)) {
            return Admission.LATE;
        }
        card.remember(event.eventIdHash(), time);
        if (scored && event.originalIdHash() != EventInFlight.NO_ORIGINAL) {
            // The authorisation itself, or another advice of it, may still come: it has been
            // counted.
            card.remember(event.originalIdHash(), time);
        }
        return scored ? Admission.ADMITTED : Admission.NOT_SCORED;
    }

    /** Takes an admitted event into its key's windows and writes this stage's features. */
    public void apply(KeyState state, EventInFlight event) {
        plan.project(event.event(), event.time(), hasher, entry);
        state.take(entry, event.features());
    }
}
