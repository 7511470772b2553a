package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way through the stages, with its keys and the feature values computed so far.
 * Reused for one event after the other; never kept.
 */
public final class EventInFlight {
    /** {@link #originalIdHash} of an event that refers to no other. */
    public static final long NO_ORIGINAL = 0;

    private final double[] features;
    private final @Nullable KeyHash[] keys;
    private @Nullable CardEvent event;
    private long time;
    private long eventIdHash;
    private long originalIdHash;

    EventInFlight(int features, int dimensions) {
        this.features = new double[features];
        this.keys = new KeyHash[dimensions];
    }

    /**
     * An event as it arrives at a further stage.
     *
     * @param keys one per dimension of the plan, null where the event has none; kept, not copied
     * @param features one per slot; kept, not copied
     */
    public EventInFlight(
            CardEvent event,
            long time,
            long eventIdHash,
            long originalIdHash,
            @Nullable KeyHash[] keys,
            double[] features) {
        this.event = event;
        this.time = time;
        this.eventIdHash = eventIdHash;
        this.originalIdHash = originalIdHash;
        this.keys = keys;
        this.features = features;
    }

    /** The same event with its own keys and features. */
    public EventInFlight copy() {
        return new EventInFlight(
                event(), time, eventIdHash, originalIdHash, keys.clone(), features.clone());
    }

    /**
     * Carries another event from here on; every feature is missing.
     *
     * @param event the event
     * @param time its time in milliseconds, clamped where it lies in the future
     */
    void carry(CardEvent event, long time, long eventIdHash, long originalIdHash) {
        this.event = event;
        this.time = time;
        this.eventIdHash = eventIdHash;
        this.originalIdHash = originalIdHash;
        Arrays.fill(features, Double.NaN);
    }

    public CardEvent event() {
        return requireNonNull(event, "carries no event yet");
    }

    /** Milliseconds of event time, clamped where the event claims to lie in the future. */
    public long time() {
        return time;
    }

    /** The feature vector: one value per slot of the rule set, NaN where missing. Not a copy. */
    public double[] features() {
        return features;
    }

    /** The event's key in a dimension of the plan, by its place there; null where it has none. */
    public @Nullable KeyHash key(int dimension) {
        return keys[dimension];
    }

    /** The key of the event's card, which every event has. */
    public KeyHash cardKey() {
        return requireNonNull(keys[0], "carries no event yet");
    }

    /** How many dimensions the plan has. */
    public int dimensions() {
        return keys.length;
    }

    void setKey(int dimension, @Nullable KeyHash key) {
        keys[dimension] = key;
    }

    /** What the card's stage knows the event by. */
    public long eventIdHash() {
        return eventIdHash;
    }

    /** What it knows the authorisation by that this event refers to, or {@link #NO_ORIGINAL}. */
    public long originalIdHash() {
        return originalIdHash;
    }

    @Override
    public String toString() {
        return "EventInFlight[redacted]";
    }
}
