package io.cardwatch.delivery;

import static java.util.Objects.requireNonNull;

/**
 * How far an alert has come on one channel.
 *
 * @param channel the channel
 * @param state how far
 * @param attempts how many attempts were intended so far
 * @param dueAt from when on a {@code DUE} track may be attempted, in milliseconds since 1970
 * @param consentVersion the consent that the last attempt rests on; 0 before the first
 */
public record Track(String channel, State state, int attempts, long dueAt, long consentVersion) {
    /** Where a track stands. */
    public enum State {
        /** The channels before it have not failed yet. */
        WAITING,
        /** To be attempted, now or later. */
        DUE,
        /** An attempt was written down; it may start, or has started. */
        INTENDED,
        /** The provider took it over; whether it arrives is not known yet. */
        SENT,
        /** It arrived, as far as the channel can tell. */
        CONFIRMED,
        /** It may have been sent, and is not sent again. */
        UNKNOWN,
        /** It was not sent and will not be. */
        FAILED
    }

    public Track {
        requireNonNull(channel, "channel");
        requireNonNull(state, "state");
    }

    static Track waiting(String channel) {
        return new Track(channel, State.WAITING, 0, 0, 0);
    }

    Track in(State next) {
        return new Track(channel, next, attempts, dueAt, consentVersion);
    }

    Track dueAt(long time) {
        return new Track(channel, State.DUE, attempts, time, consentVersion);
    }

    Track intended(int attempt, long version) {
        return new Track(channel, State.INTENDED, attempt, dueAt, version);
    }
}
