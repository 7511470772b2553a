package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One keyed stage: which rule sets the events of each bank may come with, and what it does with
 * such an event. The same code in the stream and in the backtest; serves one thread.
 *
 * <p>Usually a bank has one live set. While another one is on its way to all who send events here,
 * it has both, and its keys keep the windows of both.
 */
public final class Stage {
    private final KeyDimension dimension;
    private final EngineSettings settings;
    private final KeyHasher hasher;
    private final Map<String, List<LiveSet>> live = new HashMap<>();

    /** Banks with the same live sets share what serves them. */
    private final Map<List<LiveSet>, DimensionStage> stages = new HashMap<>();

    private final Map<String, DimensionStage> byBank = new HashMap<>();
    private @Nullable DimensionStage last;
    private String lastBank = "";

    Stage(KeyDimension dimension, EngineSettings settings, KeyHasher hasher) {
        this.dimension = dimension;
        this.settings = settings;
        this.hasher = hasher;
    }

    /** A set by its sequence; two are the same where their sequences are. */
    record LiveSet(long sequence, CompiledRules rules) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LiveSet set && set.sequence == sequence;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sequence);
        }
    }

    /** From now on events of the bank may come with this set. */
    public void open(String bankId, long sequence, CompiledRules rules) {
        List<LiveSet> sets = new ArrayList<>(live.getOrDefault(bankId, List.of()));
        LiveSet opened = new LiveSet(sequence, rules);
        if (!sets.contains(opened)) {
            sets.add(opened);
            changed(bankId, sets);
        }
    }

    /** From now on no event of the bank comes with this set. */
    public void close(String bankId, long sequence) {
        List<LiveSet> sets = new ArrayList<>(live.getOrDefault(bankId, List.of()));
        if (sets.removeIf(set -> set.sequence() == sequence)) {
            changed(bankId, sets);
        }
    }

    /** What serves the bank's keys; the bank has a live set. */
    public DimensionStage of(String bankId) {
        DimensionStage stage = last;
        if (stage == null || !lastBank.equals(bankId)) {
            stage = requireNonNull(byBank.get(bankId), "no rule set has come for the bank");
            last = stage;
            lastBank = bankId;
        }
        return stage;
    }

    /** What serves the bank that keeps its keys the longest; some bank has a live set. */
    public DimensionStage longest() {
        return Collections.max(
                stages.values(), Comparator.comparingLong(DimensionStage::longestMillis));
    }

    private void changed(String bankId, List<LiveSet> sets) {
        last = null;
        live.put(bankId, List.copyOf(sets));
        byBank.put(
                bankId,
                stages.computeIfAbsent(
                        List.copyOf(sets),
                        these -> new DimensionStage(these, dimension, settings, hasher)));
        stages.keySet().retainAll(live.values());
    }
}
