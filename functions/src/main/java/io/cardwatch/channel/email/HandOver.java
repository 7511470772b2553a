package io.cardwatch.channel.email;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment after which a message may have been taken over: before the line that ends it, a server
 * drops it if the connection breaks (RFC 5321), from then on nobody knows.
 *
 * <p>Whoever comes first decides: an attempt that was given up can no longer hand over, so its
 * message was surely not sent.
 */
final class HandOver {
    private enum State {
        BEFORE,
        HANDED_OVER,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.BEFORE);

    /** Whether the message may be ended now; false where the attempt was given up. */
    boolean begin() {
        return state.compareAndSet(State.BEFORE, State.HANDED_OVER);
    }

    /** Gives the attempt up; false where it is too late for that. */
    boolean giveUp() {
        return state.compareAndSet(State.BEFORE, State.GIVEN_UP) || isGivenUp();
    }

    boolean isGivenUp() {
        return state.get() == State.GIVEN_UP;
    }

    boolean isBegun() {
        return state.get() == State.HANDED_OVER;
    }
}
