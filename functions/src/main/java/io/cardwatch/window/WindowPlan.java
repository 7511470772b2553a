package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Marks.MarkPlan;
import io.cardwatch.window.Memory.MemoryPlan;
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
    final Definition[] definitions;
    final LengthPlan[] lengths;
    final MarkPlan[] marks;
    final MemoryPlan[] memories;
    final Column[] columns;

    /** The stable ids of what state holds. */
    final StateLayout layout;

    final int rowWidth;
    final int totals;
    final int distincts;

    /** For how long entries stay behind the high-water mark. */
    final long retention;

    /** For how long anything stays behind it. */
    final long longest;

    final long fingerprint;

    private final EventPredicate[] wheres;
    private final TextField[] fields;
    private final boolean located;

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
        definitions = planner.definitions.toArray(Definition[]::new);
        lengths = planner.lengths.toArray(LengthPlan[]::new);
        marks = planner.marks.toArray(MarkPlan[]::new);
        memories = planner.memories.toArray(MemoryPlan[]::new);
        columns = planner.columns.columns.toArray(Column[]::new);
        layout = planner.layout();
        wheres = planner.wheres.toArray(EventPredicate[]::new);
        fields = planner.columns.fields.toArray(TextField[]::new);
        located = planner.marks.stream().anyMatch(MarkPlan::located);
        rowWidth = Entry.FIRST_COLUMN + columns.length;
        totals = planner.totals;
        distincts = planner.distincts;
        retention = planner.retention();
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
        return new WindowPlanner(rules, dimension, bounds, remembersIds).plan();
    }

    /** The state of a key that has shown nothing yet. */
    public KeyState newState() {
        return new KeyState(this);
    }

    /** An entry to fill with {@link #project}, again and again. */
    public Entry newEntry() {
        return new Entry(rowWidth, fields.length);
    }

    /** A row of an entry that has nothing. */
    long[] emptyRow() {
        long[] row = new long[rowWidth];
        for (int column = 0; column < columns.length; column++) {
            boolean amount = columns[column].isAmount();
            row[Entry.FIRST_COLUMN + column] = amount ? Entry.NO_AMOUNT : 0;
        }
        return row;
    }

    /** Stable hash of what state of this plan is made of; equal where bytes mean the same. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The longest time in milliseconds that state stays behind its key's newest event. */
    public long longestMillis() {
        return longest;
    }

    /** The slots of the feature vector that this dimension fills. */
    public List<Integer> slots() {
        return Arrays.stream(definitions)
                .flatMapToInt(definition -> Arrays.stream(definition.slots))
                .sorted()
                .boxed()
                .toList();
    }

    /** Fills an entry with what this plan needs of an event that happened at that time. */
    public void project(CardEvent event, long time, ValueHasher hasher, Entry entry) {
        long mask = 0;
        for (int bit = 0; bit < wheres.length; bit++) {
            mask |= wheres[bit].test(event) ? 1L << bit : 0;
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
