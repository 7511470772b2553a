package io.cardwatch.window;

/**
 * Keyed hashes of the event ids that a card has shown within the dedupe horizon.
 *
 * <p>An id counts from the newest event time that the card had shown when it came, until the card's
 * time has moved on by the horizon; past the bound on ids the quarter that came first goes.
 */
final class RecentIds {
    static final long NONE = Long.MIN_VALUE;

    /** From when each id counts. */
    final LongLongMap since;

    private long newest = NONE;

    RecentIds() {
        since = new LongLongMap();
    }

    private RecentIds(RecentIds other) {
        since = other.since.copy();
        newest = other.newest;
    }

    RecentIds copy() {
        return new RecentIds(this);
    }

    boolean contains(long id, long time, WindowBounds bounds) {
        return since.get(id, NONE) > cut(time, bounds);
    }

    void remember(long id, long time, WindowBounds bounds) {
        if (since.isTight()) {
            since.removeUpTo(cut(time, bounds));
        }
        since.keepBelow(bounds.maxIds());
        restore(id, Math.max(time, newest));
    }

    void restore(long id, long time) {
        since.put(id, time);
        newest = Math.max(newest, time);
    }

    /** The newest time that an id counts from, or {@link #NONE}. */
    long newest() {
        return newest;
    }

    /** What came up to then is forgotten once the card has shown that time. */
    long cut(long time, WindowBounds bounds) {
        return Math.max(time, newest) - bounds.dedupeHorizon();
    }
}
