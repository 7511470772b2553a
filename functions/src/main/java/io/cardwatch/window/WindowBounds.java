package io.cardwatch.window;

/**
 * What bounds the windows of one key, in time and in memory.
 *
 * @param disorder milliseconds by which an event may be older than its key's newest one and still
 *     see the window of the newest
 * @param lateness milliseconds for which entries stay behind a window's end, so that late events
 *     still find what they should see
 * @param dedupeHorizon milliseconds for which a card's event ids are remembered
 * @param maxEntries exact entries of a key; past them the oldest fold into buckets
 * @param maxValues values that one {@code first_seen} remembers of a key
 * @param maxIds event ids that a card remembers
 */
public record WindowBounds(
        long disorder,
        long lateness,
        long dedupeHorizon,
        int maxEntries,
        int maxValues,
        int maxIds) {
    public WindowBounds {
        if (disorder < 0 || lateness < disorder || dedupeHorizon < lateness) {
            throw new IllegalArgumentException(
                    "disorder bound <= allowed lateness <= dedupe horizon, none below zero");
        }
        if (maxEntries < 1 || maxValues < 4 || maxIds < 1) {
            throw new IllegalArgumentException("a key needs room for entries, values and ids");
        }
    }
}
