package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Accumulator.Kind;
import io.cardwatch.window.Definition.Reads;
import io.cardwatch.window.Definition.Source;
import io.cardwatch.window.Marks.MarkPlan;
import io.cardwatch.window.Memory.MemoryPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out a {@link WindowPlan}: what features share, and where each value stands. */
final class WindowPlanner {
    final WindowBounds bounds;
    final boolean remembersIds;

    /** Per live set. */
    final List<List<Definition>> definitions = new ArrayList<>();

    final LogPlanner entries = new LogPlanner();
    final LogPlanner frauds = new LogPlanner();
    final List<MarkPlan> marks = new ArrayList<>();
    final List<MemoryPlan> memories = new ArrayList<>();
    final Set<Need> needs = new LinkedHashSet<>();
    final ConditionPlanner conditions;
    final ColumnPlanner columns;

    private final KeyDimension dimension;
    private final DefinitionIds ids;
    private long widest;

    /**
     * Which entries some feature needs.
     *
     * @param where conditions that all hold
     * @param steps conditions of which one holds, where there are any
     */
    record Need(long where, long steps) {
        boolean of(long mask) {
            return Entry.counts(mask, where) && (steps == 0 || (mask & steps) != 0);
        }
    }

    WindowPlanner(
            List<CompiledRules> live,
            KeyDimension dimension,
            WindowBounds bounds,
            boolean remembersIds) {
        this.dimension = dimension;
        this.ids = new DefinitionIds(dimension);
        this.bounds = bounds;
        this.remembersIds = remembersIds;
        this.columns = new ColumnPlanner(bounds.lateness());
        this.conditions = new ConditionPlanner(live.size());
        // The newest first: where conditions do not fit, it is older sets that go without.
        for (int set = live.size() - 1; set >= 0; set--) {
            CompiledRules rules = live.get(set);
            List<Definition> planned = new ArrayList<>();
            for (List<Integer> slots : slotsByDefinition(rules)) {
                if (conditions.fits(rules.ruleSet().features().get(slots.get(0)))) {
                    planned.add(definition(set, rules, slots));
                }
            }
            definitions.add(0, planned);
        }
    }

    WindowPlan plan() {
        return new WindowPlan(this);
    }

    long longest() {
        long longest = Math.max(widest, entries.widest()) + bounds.lateness();
        return remembersIds ? Math.max(longest, bounds.dedupeHorizon()) : longest;
    }

    StateLayout layout() {
        return new StateLayout(
                conditions.ids,
                columns.columns.stream().map(WindowPlan.Column::id).toList(),
                marks.stream().map(MarkPlan::id).toList(),
                memories.stream().map(MemoryPlan::id).toList());
    }

    long fingerprint() {
        return DefinitionIds.hash(layout() + " " + remembersIds + entries.ids() + frauds.ids());
    }

    private List<List<Integer>> slotsByDefinition(CompiledRules rules) {
        Map<Feature, List<Integer>> slots = new LinkedHashMap<>();
        List<Feature> features = rules.ruleSet().features();
        for (int slot = 0; slot < features.size(); slot++) {
            Feature feature = features.get(slot);
            if (feature.by() == dimension) {
                Feature nameless = feature.withName("");
                slots.computeIfAbsent(nameless, definition -> new ArrayList<>()).add(slot);
            }
        }
        return List.copyOf(slots.values());
    }

    private Definition definition(int set, CompiledRules rules, List<Integer> slots) {
        int slot = slots.get(0);
        Feature feature = rules.ruleSet().features().get(slot);
        long over = feature.over().toMillis();
        long where = conditions.bit(set, feature.where(), rules.where(slot));
        int[] same = feature.same().stream().mapToInt(name -> columns.same(name, over)).toArray();
        List<Long> steps = new ArrayList<>();
        for (int step = 0; step < feature.steps().size(); step++) {
            String source = feature.steps().get(step);
            steps.add(conditions.bit(set, source, rules.step(slot, step)));
        }
        Reads reads = reads(feature, where);
        if (reads.source() == Source.MARK
                || reads.source() == Source.PLACE
                || reads.source() == Source.MEMORY) {
            widest = Math.max(widest, over);
        } else {
            entries.need(over + feature.delay().toMillis());
            long earlier =
                    steps.stream().limit(Math.max(0, steps.size() - 1)).reduce(0L, (a, b) -> a | b);
            needs.add(new Need(where, earlier));
        }
        int[] places = slots.stream().mapToInt(Integer::intValue).toArray();
        return new Definition(feature, where, places, same, steps, reads);
    }

    private Reads reads(Feature feature, long where) {
        boolean exact = !feature.same().isEmpty() || feature.newest() > 0;
        return switch (feature.aggregate()) {
            case COUNT -> totals(feature, where, exact, Kind.COUNT);
            case SUM, MEAN -> totals(feature, where, exact, Kind.AMOUNTS);
            case STDDEV -> totals(feature, where, exact, Kind.AMOUNTS, Kind.SQUARES);
            case MIN -> totals(feature, where, exact, Kind.LEAST);
            case MAX -> totals(feature, where, exact, Kind.GREATEST);
            case DISTINCT, QUANTILE -> values(feature, where, exact);
            case FRAUD_RATE -> fraudRate(feature);
            case LAST -> new Reads(Source.SCAN, List.of(), null, amount(feature), -1);
            case SEQUENCE -> new Reads(Source.SCAN, List.of(), null, -1, -1);
            case ELAPSED ->
                    exact
                            ? new Reads(Source.SCAN, List.of(), null, -1, -1)
                            : place(Source.MARK, planMark(feature, where, false));
            case SPEED -> place(Source.PLACE, planMark(feature, where, true));
            case FIRST_SEEN -> place(Source.MEMORY, planMemory(feature, where));
        };
    }

    private static Reads place(Source source, int place) {
        return new Reads(source, List.of(), null, -1, place);
    }

    private int amount(Feature feature) {
        return columns.amount(feature.field(), feature.over().toMillis());
    }

    private Reads totals(Feature feature, long where, boolean exact, Kind... kinds) {
        long over = feature.over().toMillis();
        int column = feature.aggregate() == Aggregate.COUNT ? -1 : amount(feature);
        List<Accumulator> totals = new ArrayList<>();
        for (Kind kind : kinds) {
            long id = ids.of(kind.keyword, feature, over);
            totals.add(
                    exact
                            ? new Accumulator(id, kind, where, column, -1, 0, 0)
                            : entries.total(id, kind, where, column, over));
        }
        return new Reads(exact ? Source.SCAN : Source.TOTALS, totals, null, column, -1);
    }

    private Reads values(Feature feature, long where, boolean exact) {
        long over = feature.over().toMillis();
        boolean distinct = feature.aggregate() == Aggregate.DISTINCT;
        int column =
                distinct ? columns.text(requireNonNull(feature.field()), over) : amount(feature);
        if (exact) {
            return new Reads(Source.SCAN, List.of(), null, column, -1);
        }
        long id = ids.of(feature.aggregate().keyword(), feature, over);
        Values values =
                distinct
                        ? entries.distinct(id, where, column, over)
                        : entries.quantile(id, where, column, over);
        return new Reads(Source.VALUES, List.of(), values, column, -1);
    }

    private Reads fraudRate(Feature feature) {
        List<Accumulator> totals = new ArrayList<>();
        long delay = feature.delay().toMillis();
        addCounts(feature, totals, delay + feature.over().toMillis());
        if (delay > 0) {
            addCounts(feature, totals, delay);
        }
        return new Reads(Source.FRAUDS, totals, null, -1, -1);
    }

    private void addCounts(Feature feature, List<Accumulator> totals, long over) {
        long id = ids.of(Kind.COUNT.keyword, feature, over);
        totals.add(entries.total(id, Kind.COUNT, 0, -1, over));
        totals.add(frauds.total(id, Kind.COUNT, 0, -1, over));
    }

    private int planMark(Feature feature, long where, boolean located) {
        long id = ids.of(located ? "place" : "time", feature, 0);
        MarkPlan mark = new MarkPlan(id, where, located);
        if (!marks.contains(mark)) {
            marks.add(mark);
        }
        return marks.indexOf(mark);
    }

    private int planMemory(Feature feature, long where) {
        long id = ids.of("memory", feature, 0);
        long over = feature.over().toMillis();
        for (int i = 0; i < memories.size(); i++) {
            MemoryPlan memory = memories.get(i);
            if (memory.id() == id) {
                long longer = Math.max(over, memory.over());
                memories.set(i, new MemoryPlan(id, where, memory.field(), longer));
                return i;
            }
        }
        int field = columns.field(requireNonNull(feature.field()));
        memories.add(new MemoryPlan(id, where, field, over));
        return memories.size() - 1;
    }
}
