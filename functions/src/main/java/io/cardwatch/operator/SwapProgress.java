package io.cardwatch.operator;

import io.cardwatch.rule.CompiledRules;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each swap of rules has come at one subtask of a stage, to which every subtask of the
 * stage before tells the same: the first news of a set opens it, the last one closes it.
 */
final class SwapProgress {
    private final Map<Long, Known> known = new HashMap<>();
    private final Map<Closing, BitSet> closing = new HashMap<>();

    private record Closing(String bankId, long sequence) {}

    private static final class Known {
        private final CompiledRules rules;
        private final Map<String, List<Long>> since = new HashMap<>();

        private Known(CompiledRules rules) {
            this.rules = rules;
        }
    }

    /**
     * Takes news of a set.
     *
     * @return the news to pass on, or null where everything in it is known: for each bank the
     *     latest time that was heard since when each window is watched
     */
    StageRecord.@Nullable Open open(StageRecord.Open news) {
        Known set =
                known.computeIfAbsent(
                        news.rules().sequence(), sequence -> new Known(news.rules().compile()));
        boolean isNew = false;
        for (Map.Entry<String, List<Long>> bank : news.since().entrySet()) {
            List<Long> before = set.since.get(bank.getKey());
            List<Long> now = before == null ? bank.getValue() : latest(before, bank.getValue());
            isNew |= !now.equals(before);
            set.since.put(bank.getKey(), now);
        }
        return isNew ? new StageRecord.Open(news.to(), news.rules(), set.since) : null;
    }

    private static List<Long> latest(List<Long> one, List<Long> other) {
        Long[] latest = one.toArray(Long[]::new);
        for (int slot = 0; slot < latest.length; slot++) {
            latest[slot] = Math.max(latest[slot], other.get(slot));
        }
        return List.of(latest);
    }

    /** Whether news of that set came, and some bank's events may still carry it. */
    boolean knows(long sequence) {
        return known.containsKey(sequence);
    }

    /** The rules of a set that news came of. */
    CompiledRules rules(long sequence) {
        Known set = known.get(sequence);
        if (set == null) {
            throw new IllegalStateException("rules " + sequence + " were not announced");
        }
        return set.rules;
    }

    /** Takes news that a subtask is done with a set; whether all of them are now. */
    boolean close(StageRecord.Close news) {
        Closing key = new Closing(news.bankId(), news.sequence());
        BitSet heard = closing.computeIfAbsent(key, added -> new BitSet(news.of()));
        heard.set(news.from());
        if (heard.cardinality() < news.of()) {
            return false;
        }
        closing.remove(key);
        Known set = known.get(news.sequence());
        if (set != null) {
            set.since.remove(news.bankId());
            if (set.since.isEmpty()) {
                known.remove(news.sequence());
            }
        }
        return true;
    }
}
