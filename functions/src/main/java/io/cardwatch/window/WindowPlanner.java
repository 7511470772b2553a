package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Marks.MarkPlan;
import io.cardwatch.window.Memory.MemoryPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out a {@link WindowPlan}: what features share, and where each value stands. */
final class WindowPlanner {
    final WindowBounds bounds;
    final boolean remembersIds;
    final List<Definition> definitions = new ArrayList<>();
    final List<LengthPlan> lengths = new ArrayList<>();
    final List<MarkPlan> marks = new ArrayList<>();
    final List<MemoryPlan> memories = new ArrayList<>();
    final List<EventPredicate> wheres = new ArrayList<>();
    final List<Long> whereIds = new ArrayList<>();
    final ColumnPlanner columns;
    int totals;
    int distincts;

    private final KeyDimension dimension;
    private long widest;

    WindowPlanner(
            CompiledRules rules,
            KeyDimension dimension,
            WindowBounds bounds,
            boolean remembersIds) {
        this.dimension = dimension;
        this.bounds = bounds;
        this.remembersIds = remembersIds;
        this.columns = new ColumnPlanner(bounds.lateness());
        Map<Feature, List<Integer>> slots = slotsByDefinition(rules);
        Map<Long, List<Feature>> byLength = new TreeMap<>();
        for (Feature feature : slots.keySet()) {
            EventPredicate predicate = rules.where(slots.get(feature).get(0));
            planWhere(feature, predicate);
            widest = Math.max(widest, feature.over().toMillis());
            switch (feature.aggregate()) {
                case COUNT, SUM, MEAN, DISTINCT ->
                        byLength.computeIfAbsent(
                                        feature.over().toMillis(), length -> new ArrayList<>())
                                .add(feature);
                case ELAPSED, SPEED -> add(feature, slots, -1, planMark(feature), null, null);
                case FIRST_SEEN -> add(feature, slots, -1, planMemory(feature), null, null);
            }
        }
        byLength.forEach((length, features) -> planLength(length, features, slots));
    }

    WindowPlan plan() {
        return new WindowPlan(this);
    }

    /** For how long an entry can be in the window of an event that is still admitted. */
    long retention() {
        return lengths.isEmpty() ? 0 : lengths.get(lengths.size() - 1).length + bounds.lateness();
    }

    long longest() {
        long longest = widest + bounds.lateness();
        return remembersIds ? Math.max(longest, bounds.dedupeHorizon()) : longest;
    }

    StateLayout layout() {
        return new StateLayout(
                whereIds,
                columns.columns.stream().map(WindowPlan.Column::id).toList(),
                marks.stream().map(MarkPlan::id).toList(),
                memories.stream().map(MemoryPlan::id).toList());
    }

    long fingerprint() {
        StringBuilder windows = new StringBuilder();
        for (LengthPlan length : lengths) {
            windows.append(' ').append(length.length);
            for (Accumulator accumulator : length.accumulators) {
                windows.append(' ').append(accumulator.id());
            }
            for (DistinctValues distinct : length.distincts) {
                windows.append(' ').append(distinct.id());
            }
        }
        return hash(layout() + " " + remembersIds + windows);
    }

    private Map<Feature, List<Integer>> slotsByDefinition(CompiledRules rules) {
        Map<Feature, List<Integer>> slots = new LinkedHashMap<>();
        List<Feature> features = rules.ruleSet().features();
        for (int slot = 0; slot < features.size(); slot++) {
            Feature feature = features.get(slot);
            if (feature.by() == dimension) {
                Feature nameless =
                        new Feature(
                                "",
                                feature.by(),
                                feature.aggregate(),
                                feature.field(),
                                feature.over(),
                                feature.where(),
                                feature.excludingCurrent());
                slots.computeIfAbsent(nameless, definition -> new ArrayList<>()).add(slot);
            }
        }
        return slots;
    }

    private void planLength(
            long length, List<Feature> features, Map<Feature, List<Integer>> slots) {
        List<Accumulator> accumulators = new ArrayList<>();
        List<DistinctValues> found = new ArrayList<>();
        int cells = 0;
        for (Feature feature : features) {
            Accumulator accumulator = null;
            DistinctValues distinct = null;
            if (feature.aggregate() == Aggregate.DISTINCT) {
                distinct = distinct(feature, found);
            } else {
                accumulator = accumulator(feature, accumulators, cells);
                cells = Math.max(cells, accumulator.cell() + accumulator.width());
            }
            int place = distinct == null ? -1 : found.indexOf(distinct);
            add(feature, slots, lengths.size(), place, accumulator, distinct);
        }
        lengths.add(new LengthPlan(length, totals, accumulators, found));
        totals += cells;
    }

    private Accumulator accumulator(Feature feature, List<Accumulator> known, int cell) {
        boolean amount = feature.aggregate() != Aggregate.COUNT;
        long id = id(amount ? "amounts" : "count", feature, feature.over().toMillis());
        for (Accumulator accumulator : known) {
            if (accumulator.id() == id) {
                return accumulator;
            }
        }
        int column = amount ? columns.column(feature) : -1;
        Accumulator accumulator = new Accumulator(id, amount, where(feature), column, cell);
        known.add(accumulator);
        return accumulator;
    }

    private DistinctValues distinct(Feature feature, List<DistinctValues> known) {
        long id = id("distinct", feature, feature.over().toMillis());
        for (DistinctValues distinct : known) {
            if (distinct.id() == id) {
                return distinct;
            }
        }
        DistinctValues distinct =
                new DistinctValues(id, where(feature), columns.column(feature), distincts++);
        known.add(distinct);
        return distinct;
    }

    private int planMark(Feature feature) {
        boolean located = feature.aggregate() == Aggregate.SPEED;
        MarkPlan mark =
                new MarkPlan(id(located ? "place" : "time", feature, 0), where(feature), located);
        if (!marks.contains(mark)) {
            marks.add(mark);
        }
        return marks.indexOf(mark);
    }

    private int planMemory(Feature feature) {
        long id = id("memory", feature, 0);
        long over = feature.over().toMillis();
        for (int i = 0; i < memories.size(); i++) {
            MemoryPlan memory = memories.get(i);
            if (memory.id() == id) {
                long longer = Math.max(over, memory.over());
                memories.set(i, new MemoryPlan(id, memory.where(), memory.field(), longer));
                return i;
            }
        }
        int field = columns.field(requireNonNull(feature.field()));
        memories.add(new MemoryPlan(id, where(feature), field, over));
        return memories.size() - 1;
    }

    private void add(
            Feature feature,
            Map<Feature, List<Integer>> slots,
            int length,
            int place,
            @Nullable Accumulator accumulator,
            @Nullable DistinctValues distinct) {
        definitions.add(
                new Definition(
                        feature.aggregate(),
                        feature.over().toMillis(),
                        where(feature),
                        feature.excludingCurrent(),
                        requireNonNull(slots.get(feature)).stream()
                                .mapToInt(Integer::intValue)
                                .toArray(),
                        length,
                        place,
                        accumulator,
                        distinct));
    }

    private void planWhere(Feature feature, @Nullable EventPredicate predicate) {
        if (feature.where() == null || whereIds.contains(hash(feature.where()))) {
            return;
        }
        if (wheres.size() == Long.SIZE) {
            throw new IllegalArgumentException(
                    "more than " + Long.SIZE + " different conditions on features by " + dimension);
        }
        wheres.add(requireNonNull(predicate));
        whereIds.add(hash(feature.where()));
    }

    private long where(Feature feature) {
        return feature.where() == null ? 0 : 1L << whereIds.indexOf(hash(feature.where()));
    }

    private long id(String kind, Feature feature, long over) {
        return hash(
                String.join(
                        "\n",
                        kind,
                        dimension.keyword(),
                        String.valueOf(feature.field()),
                        Long.toString(over),
                        String.valueOf(feature.where())));
    }

    static long hash(String definition) {
        return Hashing.sha256().hashString(definition, StandardCharsets.UTF_8).asLong();
    }
}
