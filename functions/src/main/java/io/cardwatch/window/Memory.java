package io.cardwatch.window;

/**
 * When a key last showed each value of a field: what {@code first_seen} asks.
 *
 * <p>Holds values for the window and the allowed lateness, at most as many as the bound says. Past
 * the bound the quarter seen longest ago goes; from then on, until those would have left the window
 * anyhow, whether a value that is not held was seen is unknown, and the feature missing. So a busy
 * key neither grows nor calls a known value new.
 */
final class Memory {
    static final long NONE = Long.MIN_VALUE;

    final MemoryPlan plan;
    final LongLongMap lastSeen;

    /** When the newest of the values that had to go was last seen. */
    long forgotten = NONE;

    /**
     * Which values are remembered.
     *
     * @param id stable over rule sets: equal for equal definitions
     * @param where which events count
     * @param field the value's place in {@link Entry#hashes}
     * @param over the longest window that asks
     */
    record MemoryPlan(long id, long where, int field, long over) {}

    Memory(MemoryPlan plan) {
        this.plan = plan;
        lastSeen = new LongLongMap();
    }

    private Memory(Memory other) {
        plan = other.plan;
        lastSeen = other.lastSeen.copy();
        forgotten = other.forgotten;
    }

    /** One to read into what no feature asks for any more. */
    static Memory unused() {
        return new Memory(new MemoryPlan(0, 0, 0, 0));
    }

    Memory copy() {
        return new Memory(this);
    }

    /** 1 where the event's value is new, 0 where it is known, NaN where that is unknown. */
    double isNew(Definition feature, Entry entry, long end) {
        long value = entry.hashes[plan.field()];
        if (value == 0) {
            return Double.NaN;
        }
        long cut = end - feature.over;
        long seen = lastSeen.get(value, NONE);
        if (seen > cut) {
            return 0.0;
        }
        return seen == NONE && forgotten > cut ? Double.NaN : 1.0;
    }

    void take(Entry entry, long highWater, WindowBounds bounds) {
        long value = entry.hashes[plan.field()];
        if (value == 0 || !entry.counts(plan.where())) {
            return;
        }
        long seen = lastSeen.get(value, NONE);
        if (seen == NONE) {
            makeRoom(highWater, bounds);
        }
        if (entry.time() > seen) {
            lastSeen.put(value, entry.time());
        }
    }

    /** What has been seen up to then no longer matters. */
    long cut(long highWater, WindowBounds bounds) {
        return highWater - plan.over() - bounds.lateness();
    }

    private void makeRoom(long highWater, WindowBounds bounds) {
        if (lastSeen.isTight() || lastSeen.size() >= bounds.maxValues()) {
            lastSeen.removeUpTo(cut(highWater, bounds));
        }
        forgotten = Math.max(forgotten, lastSeen.keepBelow(bounds.maxValues()));
    }
}
