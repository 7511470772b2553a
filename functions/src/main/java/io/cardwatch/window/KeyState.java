package io.cardwatch.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * still enters the windows of those after it. Amounts are in the bank's base currency: whole minor
 * units inside, major units in the feature.
 *
 * <ul>
 *   <li>{@code count} counts entries. All that follows of amounts looks at entries that have one,
 *       and all of {@code distinct} at entries that have its field.
 *   <li>{@code sum} of nothing is 0; {@code mean}, {@code min} and {@code max} of nothing are
 *       missing. {@code stddev} is that of a sample (n - 1), missing below two amounts; sums of
 *       squares are exact, so nothing drifts.
 *   <li>{@code quantile} interpolates linearly between the closest ranks (numpy's default, R's type
 *       7); missing where there is no amount.
 *   <li>{@code distinct} counts the different values of its field.
 *   <li>{@code newest: N} leaves of what has just been said the newest N, in the order of time and
 *       arrival, the event among them unless it is excluded.
 *   <li>{@code same}, and with it the second key of a pair, leaves the entries that equal the event
 *       in those fields. Where the event lacks one of them, the feature is missing.
 *   <li>{@code last} is the amount of the newest entry before the event in the order of time and
 *       arrival; missing where the window has none. Of entries at the same time, those that arrived
 *       before are before.
 *   <li>{@code sequence} is true where the event meets the {@code where} and the last step, and
 *       entries before it, in the same order, meet the earlier steps one after the other; others
 *       may stand between. An entry is one step at most.
 *   <li>{@code first_seen}, {@code elapsed} and {@code speed} look at entries that came before the
 *       event, never at the event itself. A late event's {@code first_seen} also knows the values
 *       seen since its time. {@code elapsed} and {@code speed} compare with the newest entry that
 *       counts; where a late event is older than that one, they are missing.
 *   <li>{@code elapsed} is 0 where the event is the older one; {@code speed} takes the time between
 *       the two either way, at least one second, and is missing where the event itself does not
 *       meet its {@code where} or has no location.
 *   <li>{@code fraud_rate} with a delay is the number of frauds by the number of entries, both with
 *       a time in {@code (end - delay - over, end - delay]}, by the labels learnt so far; at most
 *       1, missing where there is no entry.
 * </ul>
 *
 * <p><b>Reversals and labels.</b> A reversal takes its event's entry out of all of these but {@code
 * first_seen}, {@code speed} and the {@code elapsed} of a single key, which still know it. A label
 * counts at its event's time, whenever it comes; one of an event newer than any that the key has
 * shown counts as of the newest. A later label of an event takes the place of the earlier one.
 *
 * <p><b>Where memory bounds bite.</b> Exact entries are kept for the longest window that needs them
 * plus the allowed lateness, at most as many as {@link WindowBounds} says; then the oldest fold
 * into {@link Buckets}, from which {@code count}, {@code sum}, {@code mean}, {@code stddev}, {@code
 * min} and {@code max} reach back by at most a 64th of the window more than it is long. {@code
 * distinct} is estimated with a standard error of 4.6% ({@link SlidingDistinct}) and {@code
 * quantile} within 5% of the amounts at its ranks ({@link SlidingQuantiles}), also for late events
 * as of the high-water mark. Of {@code fraud_rate}, frauds and entries fold alike, each of its two
 * windows by a 64th of itself. {@code last}, {@code sequence}, and whatever has {@code newest},
 * {@code same} or the second key of a pair see the newest exact entries only. A reversal no longer
 * finds what has been folded, and a value that only it had shown stays in a {@code distinct} past
 * the bound; a label taken back no longer finds a folded fraud. Past the bound on values see {@link
 * Memory}, past the bound on ids {@link RecentIds}. An event older than the high-water mark by more
 * than the allowed lateness, which only keys other than the card can meet, sees what is still held.
 *
 * <p>One state serves all live rule sets of its {@link WindowPlan}: entries are kept for all of
 * them, and each event's features are those of the set that judges it.
 */
public final class KeyState {
    static final long NONE = Long.MIN_VALUE;

    final Windows entries;
    @Nullable Windows frauds;
    final Marks marks;
    final Memory[] memories;
    final @Nullable RecentIds ids;

    private final WindowPlan plan;
    private long highWater = NONE;

    KeyState(WindowPlan plan) {
        this.plan = plan;
        entries = new Windows(plan.entries);
        marks = new Marks(plan.marks);
        memories = new Memory[plan.memories.length];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = new Memory(plan.memories[i]);
        }
        ids = plan.remembersIds ? new RecentIds() : null;
    }

    private KeyState(KeyState other) {
        plan = other.plan;
        entries = other.entries.copy();
        frauds = other.frauds == null ? null : other.frauds.copy();
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

    /**
     * The key's newest time when it showed this event id: the event's own, unless it came out of
     * order. {@link Long#MIN_VALUE} where it is not remembered.
     */
    public long timeOf(long idHash) {
        return ids == null ? NONE : ids.since.get(idHash, NONE);
    }

    /** Whether the key has already shown a time later than that by more than the lateness. */
    public boolean isTooLate(long time) {
        return highWater != NONE && highWater - time > plan.bounds.lateness();
    }

    /** Takes an event in and writes this dimension's features as it sees them. */
    public void take(Entry entry, double[] features) {
        take(entry, 0, features);
    }

    /**
     * Takes an event in and writes the features of one of the plan's live sets as it sees them.
     *
     * @param set the set's place in the plan
     */
    public void take(Entry entry, int set, double[] features) {
        boolean late = highWater != NONE && highWater - entry.time() > plan.bounds.disorder();
        highWater = Math.max(highWater, entry.time());
        long end = late ? entry.time() : highWater;
        entries.advance(highWater);
        Windows known = frauds;
        if (known != null) {
            known.advance(highWater);
            frauds = known.isEmpty() ? null : known;
        }
        boolean needed = plan.needs(entry.row[Entry.MASK]);
        entry.own = needed ? entries.take(entry.row, highWater) : -1;
        for (Definition feature : plan.definitions[set]) {
            double value =
                    switch (feature.source) {
                        case TOTALS, VALUES, FRAUDS, SCAN ->
                                WindowValues.of(entries, frauds, feature, entry, end, late);
                        case MARK -> marks.elapsed(feature, entry, end);
                        case PLACE -> marks.speed(feature, entry, end);
                        case MEMORY -> memories[feature.place].isNew(feature, entry, end);
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

    /** The same content under another plan, by the ids of its definitions. */
    public KeyState under(WindowPlan other) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new KeyStateCodec(plan).write(this, new DataOutputStream(bytes));
            byte[] written = bytes.toByteArray();
            return new KeyStateCodec(other)
                    .read(new DataInputStream(new ByteArrayInputStream(written)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a reversed event back out of every window: the newest exact entry of that time that has
     * the reversal's amount, as long as any window needs amounts of that time.
     *
     * @param time when the event happened
     * @param entry the reversal, projected under this state's plan
     * @return whether such an entry was held
     */
    public boolean takeBack(long time, Entry entry) {
        EntryLog log = entries.log;
        int amount = plan.amount;
        if (amount >= 0 && time <= highWater - plan.columns[amount - Entry.FIRST_COLUMN].needed()) {
            return false;
        }
        for (int row = Scan.upTo(log, time) - 1; row >= 0 && log.time(row) == time; row--) {
            if (amount < 0 || log.cells()[log.offset(row) + amount] == entry.row[amount]) {
                entries.remove(row, highWater);
                return true;
            }
        }
        return false;
    }

    /**
     * Learns of a label.
     *
     * @param eventTime when the event that it labels happened
     * @param eventIdHash the keyed hash of that event's id
     * @param fraud whether it was fraud; false takes an earlier fraud of that id back
     */
    public void learn(long eventTime, long eventIdHash, boolean fraud) {
        long time = Math.min(eventTime, highWater);
        if (highWater == NONE || time <= highWater - plan.frauds.retention) {
            return;
        }
        Windows known = frauds;
        if (known == null) {
            known = new Windows(plan.frauds);
            frauds = known;
        }
        known.advance(highWater);
        Frauds.learn(known, time, eventIdHash, fraud, highWater);
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
