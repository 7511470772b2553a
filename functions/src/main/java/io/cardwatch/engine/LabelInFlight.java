package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A label on its way through the stages: keyed hashes and times, no reference of anyone. */
public final class LabelInFlight {
    private final String bankId;
    private final long eventTime;
    private final long eventIdHash;
    private final boolean fraud;
    private final long knownAt;
    private final @Nullable KeyHash[] keys;

    /**
     * A label as it arrives at a stage.
     *
     * @param eventTime milliseconds at which the labelled event happened
     * @param eventIdHash what its card knows the labelled event by
     * @param knownAt milliseconds at which the label became known
     * @param keys one per dimension of the plan, null where the label has none; kept, not copied
     */
    public LabelInFlight(
            String bankId,
            long eventTime,
            long eventIdHash,
            boolean fraud,
            long knownAt,
            @Nullable KeyHash[] keys) {
        this.bankId = bankId;
        this.eventTime = eventTime;
        this.eventIdHash = eventIdHash;
        this.fraud = fraud;
        this.knownAt = knownAt;
        this.keys = keys;
    }

    /**
     * The same on its way through other stages.
     *
     * @param others one per dimension of their plan, null where it has none; kept, not copied
     */
    public LabelInFlight with(@Nullable KeyHash[] others) {
        return new LabelInFlight(bankId, eventTime, eventIdHash, fraud, knownAt, others);
    }

    public String bankId() {
        return bankId;
    }

    /** Milliseconds at which the labelled event happened. */
    public long eventTime() {
        return eventTime;
    }

    public long eventIdHash() {
        return eventIdHash;
    }

    public boolean fraud() {
        return fraud;
    }

    /** Milliseconds at which the label became known. */
    public long knownAt() {
        return knownAt;
    }

    /** How many dimensions the plan has. */
    public int dimensions() {
        return keys.length;
    }

    /** The label's key in a dimension of the plan, by its place there; null where it has none. */
    public @Nullable KeyHash key(int dimension) {
        return keys[dimension];
    }

    /** The key of the labelled event's card. */
    public KeyHash cardKey() {
        return requireNonNull(keys[0], "every label has a card");
    }

    @Override
    public String toString() {
        return "LabelInFlight[redacted]";
    }
}
