package io.cardwatch.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything kept of one key in one dimension: numbers and keyed hashes, never a plain value.
 *
 * <p><b>What a feature sees.</b> At each event, the admitted entries of its key with a time in
 * {@code (end - over, end]} whose {@code where} holds, the event itself included unless the feature
 * excludes it; entries at the same time as the end are in, those exactly {@code over} before it are
 * out. The end is the key's high-water mark (the newest time it has shown, the event's included),
 * so that two events which swap on their way see the same burst. It is the event's own time where
 * the event is older than the high-water mark by more than the disorder bound; such a late event
 * still enters the windows of those after it.
 *
 * <ul>
 *   <li>{@code count} counts entries; {@code sum} and {@code mean} those with an amount in the
 *       bank's base currency. The sum of nothing is 0, the mean of nothing missing.
 *   <li>{@code distinct} counts the values of its field; entries without the field do not count.
 *   <li>{@code first_seen}, {@code elapsed} and {@code speed} look at entries that came before the
 *       event, never at the event itself. A late event's {@code first_seen} also knows the values
 *       seen since its time. {@code elapsed} and {@code speed} compare with the newest entry that
 *       counts; where a late event is older than that one, they are missing.
 *   <li>{@code elapsed} is 0 where the event is the older one; {@code speed} takes the time between
 *       the two either way, at least one second, and is missing where the event itself does not
 *       meet its {@code where} or has no location.
 * </ul>
 *
 * <p><b>Where memory bounds bite.</b> Exact entries are kept for the longest window that needs them
 * plus the allowed lateness; past the bound on entries see {@link Buckets}, {@link SlidingDistinct}
 * and {@link LateScan}, past the bound on values {@link Memory}, past the bound on ids {@link
 * RecentIds}. An event older than the high-water mark by more than the allowed lateness, which only
 * keys other than the card can meet, sees what is still held.
 */
public final class KeyState {
    static final long NONE = Long.MIN_VALUE;

    final Windows windows;
    final Marks marks;
    final Memory[] memories;
    final @Nullable RecentIds ids;

    private final WindowPlan plan;
    private long highWater = NONE;

    KeyState(WindowPlan plan) {
        this.plan = plan;
        windows = new Windows(plan);
        marks = new Marks(plan.marks);
        memories = new Memory[plan.memories.length];
        Arrays.setAll(memories, i -> new Memory(plan.memories[i]));
        ids = plan.remembersIds ? new RecentIds() : null;
    }

    private KeyState(KeyState other) {
        plan = other.plan;
        windows = other.windows.copy();
        marks = other.marks.copy();
        memories = other.memories.clone();
        Arrays.setAll(memories, i -> memories[i].copy());
        ids = other.ids == null ? null : other.ids.copy();
        highWater = other.highWater;
    }

    /** A copy that shares nothing that changes. */
    public KeyState copy() {
        return new KeyState(this);
    }

    /** The plan that gives this state its shape. */
    public WindowPlan plan() {
        return plan;
    }

    /** Whether the card has shown this event id within the dedupe horizon. */
    public boolean hasSeen(long idHash, long time) {
        return ids != null && ids.contains(idHash, time, plan.bounds);
    }

    /** Remembers an event id for the dedupe horizon. */
    public void remember(long idHash, long time) {
        if (ids != null) {
            ids.remember(idHash, time, plan.bounds);
        }
    }

    /** Whether the key has already shown a time later than that by more than the lateness. */
    public boolean isTooLate(long time) {
        return highWater != NONE && highWater - time > plan.bounds.lateness();
    }

    /** Takes an event in and writes this dimension's features as it sees them. */
    public void take(Entry entry, double[] features) {
        boolean late = highWater != NONE && highWater - entry.time() > plan.bounds.disorder();
        highWater = Math.max(highWater, entry.time());
        long end = late ? entry.time() : highWater;
        if (plan.lengths.length > 0) {
            windows.take(entry, highWater);
        }
        for (Definition feature : plan.definitions) {
            double value =
                    switch (feature.aggregate) {
                        case COUNT, SUM, MEAN, DISTINCT ->
                                late
                                        ? windows.lateValueOf(feature, entry)
                                        : windows.valueOf(feature, entry, highWater);
                        case ELAPSED -> marks.elapsed(feature, entry, end);
                        case SPEED -> marks.speed(feature, entry, end);
                        case FIRST_SEEN -> memories[feature.place].isNew(feature, entry, end);
                    };
            for (int slot : feature.slots) {
                features[slot] = value;
            }
        }
        marks.take(entry);
        for (Memory memory : memories) {
            memory.take(entry, highWater, plan.bounds);
        }
    }

    /** The event time in milliseconds from which nothing here can matter to an event any more. */
    public long expiresAt() {
        long newest = ids == null ? highWater : Math.max(highWater, ids.newest());
        return newest == NONE ? NONE : newest + plan.longest;
    }

    long highWater() {
        return highWater;
    }

    void restoreHighWater(long time) {
        highWater = time;
    }

    @Override
    public String toString() {
        return "KeyState[redacted]";
    }
}
