package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every different condition over an event a bit in the masks of entries: equal sources share
 * one, whether they are a {@code where} or a step.
 *
 * <p>An event is judged by the conditions of its own rule set, because lists of one name may differ
 * from set to set; conditions that its set does not have are judged as another set has them.
 */
final class ConditionPlanner {
    final List<Long> ids = new ArrayList<>();

    /** Per bit: the condition as each set has it. */
    private final List<EventPredicate[]> conditions = new ArrayList<>();

    private final int sets;

    ConditionPlanner(int sets) {
        this.sets = sets;
    }

    /** Whether there are bits left for those of the feature's conditions that have none yet. */
    boolean fits(Feature feature) {
        long further =
                feature.conditions()
                        .map(DefinitionIds::hash)
                        .filter(id -> !ids.contains(id))
                        .distinct()
                        .count();
        return ids.size() + further <= KeyDimension.MOST_CONDITIONS;
    }

    /** The condition's bit, or no bit where there is no condition. */
    long bit(int set, @Nullable String source, @Nullable EventPredicate condition) {
        if (source == null) {
            return 0;
        }
        EventPredicate compiled = requireNonNull(condition, source);
        long id = DefinitionIds.hash(source);
        int bit = ids.indexOf(id);
        if (bit < 0) {
            bit = ids.size();
            ids.add(id);
            EventPredicate[] all = new EventPredicate[sets];
            Arrays.fill(all, compiled);
            conditions.add(all);
        }
        conditions.get(bit)[set] = compiled;
        return 1L << bit;
    }

    /** The conditions of one set, by their bits. */
    EventPredicate[] of(int set) {
        return conditions.stream().map(bySet -> bySet[set]).toArray(EventPredicate[]::new);
    }
}
