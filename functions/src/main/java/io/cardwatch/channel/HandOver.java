package io.cardwatch.channel;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment after which a message may have been taken over: before it, the message is surely not
 * sent if the connection breaks, from then on nobody knows.
 *
 * <p>Whoever comes first decides: an attempt that was given up can no longer hand over, so its
 * message was surely not sent.
 */
public final class HandOver {
    private enum State {
        BEFORE,
        HANDED_OVER,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.BEFORE);

    /** Whether the message may be handed over now; false where the attempt was given up. */
    public boolean begin() {
        return state.compareAndSet(State.BEFORE, State.HANDED_OVER);
    }

    /** Gives the attempt up; false where it is too late for that. */
    public boolean giveUp() {
        return state.compareAndSet(State.BEFORE, State.GIVEN_UP) || isGivenUp();
    }

    public boolean isGivenUp() {
        return state.get() == State.GIVEN_UP;
    }

    public boolean isBegun() {
        return state.get() == State.HANDED_OVER;
    }
}
