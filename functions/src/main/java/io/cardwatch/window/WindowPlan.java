package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Marks.MarkPlan;
import io.cardwatch.window.Memory.MemoryPlan;
import io.cardwatch.window.WindowPlanner.Need;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the features of one rule set over one dimension are kept in a key's state: what an entry
 * stores, which windows run over it, and which features are one and the same. Immutable.
 *
 * <p>Each distinct {@code where} is evaluated once per event, each field that features need is
 * hashed once, and only those columns are stored.
 */
public final class WindowPlan {
    private static final double[] MAJOR_UNITS = {1.0, 10.0, 100.0, 1_000.0, 10_000.0};

    final WindowBounds bounds;
    final boolean remembersIds;

    /** Per live set. */
    final Definition[][] definitions;

    final LogPlan entries;
    final LogPlan frauds;
    final MarkPlan[] marks;
    final MemoryPlan[] memories;
    final Column[] columns;

    /** The stable ids of what state holds. */
    final StateLayout layout;

    /** The amount's place in a row, or -1. */
    final int amount;

    /** For how long anything stays behind the high-water mark. */
    final long longest;

    final long fingerprint;

    /** Per live set: its conditions, by their bits. */
    private final EventPredicate[][] conditions;

    private final TextField[] fields;
    private final Need[] needs;
    private final boolean located;
    private final long[] emptyRow;

    /**
     * What an entry stores of an event beside its time.
     *
     * @param id stable over rule sets: equal for equal fields
     * @param field which of the hashed fields is stored, or {@link #AMOUNT}
     * @param needed for how long behind the high-water mark a window reads it
     */
    record Column(long id, int field, long needed) {
        static final int AMOUNT = -1;

        boolean isAmount() {
            return field == AMOUNT;
        }
    }

    /** A field of text: its name and how to get at it. */
    record TextField(String name, Function<CardEvent, @Nullable String> value) {
        long hash(CardEvent event, ValueHasher hasher) {
            String text = value.apply(event);
            return text == null ? 0 : hasher.hash(event.bankId(), name, text);
        }
    }

    WindowPlan(WindowPlanner planner) {
        bounds = planner.bounds;
        remembersIds = planner.remembersIds;
        definitions =
                planner.definitions.stream()
                        .map(planned -> planned.toArray(Definition[]::new))
                        .toArray(Definition[][]::new);
        marks = planner.marks.toArray(MarkPlan[]::new);
        memories = planner.memories.toArray(MemoryPlan[]::new);
        columns = planner.columns.columns.toArray(Column[]::new);
        layout = planner.layout();
        conditions = new EventPredicate[definitions.length][];
        Arrays.setAll(conditions, planner.conditions::of);
        fields = planner.columns.fields.toArray(TextField[]::new);
        needs = planner.needs.toArray(Need[]::new);
        located = planner.marks.stream().anyMatch(MarkPlan::located);
        emptyRow = new long[Entry.FIRST_COLUMN + columns.length];
        int found = -1;
        for (int column = 0; column < columns.length; column++) {
            if (columns[column].isAmount()) {
                found = Entry.FIRST_COLUMN + column;
                emptyRow[found] = Entry.NO_AMOUNT;
            }
        }
        amount = found;
        entries = planner.entries.plan(emptyRow.length, bounds);
        frauds = planner.frauds.plan(Frauds.ROW_WIDTH, bounds);
        longest = planner.longest();
        fingerprint = planner.fingerprint();
    }

    /**
     * The plan of a rule set's features over a dimension.
     *
     * @param remembersIds whether a key's state also holds what recognises duplicates: the card's
     */
    public static WindowPlan of(
            CompiledRules rules,
            KeyDimension dimension,
            WindowBounds bounds,
            boolean remembersIds) {
        return of(List.of(rules), dimension, bounds, remembersIds);
    }

    /**
     * The plan of everything that several live rule sets need of a dimension; {@link KeyState#take}
     * tells them apart by their places in the list.
     *
     * <p>The last set is the newest and has all of its features. An older one goes without those
     * whose conditions find no bit any more in the masks of entries: they are missing for the
     * events that still come with it.
     */
    public static WindowPlan of(
            List<CompiledRules> live,
            KeyDimension dimension,
            WindowBounds bounds,
            boolean remembersIds) {
        return new WindowPlanner(live, dimension, bounds, remembersIds).plan();
    }

    /**
     * The stable id of what a feature has to have watched for its {@code over} and {@code delay}
     * before its value is right; 0 where a missing history is no wrong value. Features that read
     * the same of the same entries share one.
     */
    public static long historyId(Feature feature) {
        return DefinitionIds.historyId(feature);
    }

    /** The state of a key that has shown nothing yet. */
    public KeyState newState() {
        return new KeyState(this);
    }

    /** An entry to fill with {@link #project}, again and again. */
    public Entry newEntry() {
        return new Entry(emptyRow, fields.length);
    }

    /** A row of an entry that has nothing. */
    long[] emptyRow() {
        return emptyRow.clone();
    }

    /** Whether some feature needs an entry for which these conditions hold. */
    boolean needs(long mask) {
        for (Need need : needs) {
            if (need.of(mask)) {
                return true;
            }
        }
        return false;
    }

    /** Stable hash of what state of this plan is made of; equal where bytes mean the same. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The longest time in milliseconds that state stays behind its key's newest event. */
    public long longestMillis() {
        return longest;
    }

    /** The slots of the feature vector that this dimension fills for a live set. */
    public List<Integer> slots(int set) {
        return Arrays.stream(definitions[set])
                .flatMapToInt(definition -> Arrays.stream(definition.slots))
                .sorted()
                .boxed()
                .toList();
    }

    /** Fills an entry with what this plan needs of an event that happened at that time. */
    public void project(CardEvent event, long time, ValueHasher hasher, Entry entry) {
        project(event, time, 0, hasher, entry);
    }

    /**
     * Fills an entry with what this plan needs of an event that happened at that time.
     *
     * @param set which of the live sets judges the event: lists of one name are its own
     */
    public void project(CardEvent event, long time, int set, ValueHasher hasher, Entry entry) {
        long mask = 0;
        EventPredicate[] own = conditions[set];
        for (int bit = 0; bit < own.length; bit++) {
            mask |= own[bit].test(event) ? 1L << bit : 0;
        }
        entry.row[EntryLog.TIME] = time;
        entry.row[Entry.MASK] = mask;
        for (int field = 0; field < fields.length; field++) {
            entry.hashes[field] = fields[field].hash(event, hasher);
        }
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            entry.row[Entry.FIRST_COLUMN + i] =
                    column.isAmount() ? event.baseAmountMinor() : entry.hashes[column.field()];
        }
        entry.majorUnit = MAJOR_UNITS[event.baseExponent()];
        entry.latitude = Entry.NO_LOCATION;
        entry.longitude = Entry.NO_LOCATION;
        Double latitude = event.latitude();
        Double longitude = event.longitude();
        if (located && latitude != null && longitude != null) {
            entry.latitude = Math.round(latitude * 1e6);
            entry.longitude = Math.round(longitude * 1e6);
        }
    }
}
