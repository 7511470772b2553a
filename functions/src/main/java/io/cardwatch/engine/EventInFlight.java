package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.KeyDimension;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way through the stages, with its keys, the rule set that judges it, and the
 * feature values computed so far. Reused for one event after the other; never kept.
 *
 * <p>A reversal takes the same way: it carries when its original happened, as far as that is known,
 * and whether a stage has taken the original back.
 */
public final class EventInFlight {
    /** {@link #originalIdHash} of an event that refers to no other. */
    public static final long NO_ORIGINAL = 0;

    /** {@link #originalTime} where nobody knows it. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final long sequence;
    private final double[] features;

    /** The two words of each dimension's key by turns; both are 0 where the event has none. */
    private final long[] keys;

    private @Nullable CardEvent event;
    private long time;
    private long eventIdHash;
    private long originalIdHash;
    private long originalTime = UNKNOWN;
    private boolean takenBack;

    EventInFlight(long sequence, int features, int dimensions) {
        this.sequence = sequence;
        this.features = new double[features];
        this.keys = new long[2 * dimensions];
    }

    /**
     * An event as it arrives at a further stage.
     *
     * @param sequence of the rule set that judges it
     * @param keys one per dimension of the plan, null where the event has none
     * @param features one per slot; kept, not copied
     */
    public EventInFlight(
            long sequence,
            CardEvent event,
            long time,
            long eventIdHash,
            long originalIdHash,
            @Nullable KeyHash[] keys,
            double[] features) {
        this(sequence, event, time, eventIdHash, originalIdHash, words(keys), features);
    }

    private EventInFlight(
            long sequence,
            CardEvent event,
            long time,
            long eventIdHash,
            long originalIdHash,
            long[] keys,
            double[] features) {
        this.sequence = sequence;
        this.event = event;
        this.time = time;
        this.eventIdHash = eventIdHash;
        this.originalIdHash = originalIdHash;
        this.keys = keys;
        this.features = features;
    }

    private static long[] words(@Nullable KeyHash[] keys) {
        long[] words = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            KeyHash key = keys[i];
            if (key != null) {
                words[2 * i] = key.hi();
                words[2 * i + 1] = key.lo();
            }
        }
        return words;
    }

    /** The same event with its own keys and features. */
    public EventInFlight copy() {
        EventInFlight copy =
                new EventInFlight(
                        sequence,
                        event(),
                        time,
                        eventIdHash,
                        originalIdHash,
                        keys.clone(),
                        features.clone());
        copy.originalTime = originalTime;
        copy.takenBack = takenBack;
        return copy;
    }

    /** The same on its way with another form of the same event, which shares keys and features. */
    public EventInFlight with(CardEvent other) {
        EventInFlight same =
                new EventInFlight(
                        sequence, other, time, eventIdHash, originalIdHash, keys, features);
        same.reversed(originalTime, takenBack);
        return same;
    }

    /**
     * The same on its way through other stages, which shares its features.
     *
     * @param others one per dimension of their plan, null where it has none; kept, not copied
     */
    public EventInFlight with(@Nullable KeyHash[] others) {
        EventInFlight same =
                new EventInFlight(
                        sequence, event(), time, eventIdHash, originalIdHash, others, features);
        same.reversed(originalTime, takenBack);
        return same;
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
        originalTime =
                event.originalEventTime() == null
                        ? UNKNOWN
                        : event.originalEventTime().toEpochMilli();
        takenBack = false;
        Arrays.fill(features, Double.NaN);
    }

    /** The rule set that judges the event, at every stage. */
    public long sequence() {
        return sequence;
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
        return hasKey(dimension) ? new KeyHash(keyHi(dimension), keyLo(dimension)) : null;
    }

    /** Whether the event has a key in that dimension of the plan. */
    public boolean hasKey(int dimension) {
        return keyHi(dimension) != 0 || keyLo(dimension) != 0;
    }

    long keyHi(int dimension) {
        return keys[2 * dimension];
    }

    long keyLo(int dimension) {
        return keys[2 * dimension + 1];
    }

    /** The key of the event's card, which every event has. */
    public KeyHash cardKey() {
        return requireNonNull(key(0), "carries no event yet");
    }

    /** How many dimensions the plan has. */
    public int dimensions() {
        return keys.length / 2;
    }

    /** Takes the event's keys in all dimensions of the plan. */
    void loadKeys(List<KeyDimension> dimensions, KeyHasher hasher) {
        CardEvent loaded = event();
        Arrays.fill(keys, 0);
        for (int i = 0; i < dimensions.size(); i++) {
            String key = dimensions.get(i).keyOf(loaded);
            if (key != null) {
                hasher.key(dimensions.get(i), loaded.bankId(), key, keys, 2 * i);
            }
        }
    }

    /** What the card's stage knows the event by. */
    public long eventIdHash() {
        return eventIdHash;
    }

    /**
     * What it knows the authorisation by that an advice or a reversal refers to, or {@link
     * #NO_ORIGINAL}.
     */
    public long originalIdHash() {
        return originalIdHash;
    }

    /** Whether the event undoes an earlier one rather than being judged itself. */
    public boolean isReversal() {
        return event().messageType() == MessageType.REVERSAL;
    }

    /** Milliseconds of event time at which a reversal's original happened, or {@link #UNKNOWN}. */
    public long originalTime() {
        return originalTime;
    }

    /** Whether a stage has taken the original of this reversal back. */
    public boolean takenBack() {
        return takenBack;
    }

    /** What the stages so far have found out about a reversal. */
    public void reversed(long originalTime, boolean takenBack) {
        this.originalTime = originalTime;
        this.takenBack = takenBack;
    }

    @Override
    public String toString() {
        return "EventInFlight[redacted]";
    }
}
