package io.cardwatch.jobs.kafka;

import io.cardwatch.operator.RulesPush;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of all that was ever pushed, what a job that starts may be judged by: for each of its banks, and
 * for the default, the newest few. A topic that is never deleted does not fit into memory for ever.
 */
public final class NewestPushes {
    /** More than one, since a job so configured may refuse what another took. */
    public static final int KEPT = 10;

    private final Set<String> banks;
    private final Map<@Nullable String, Deque<RulesPush>> newest = new HashMap<>();

    /**
     * @param banks the banks that the job reads events of
     */
    NewestPushes(Set<String> banks) {
        this.banks = Set.copyOf(banks);
    }

    /** Takes in a push that comes after all before. */
    void add(RulesPush push) {
        String bankId = push.bankId();
        if (push.source() == null || (bankId != null && !banks.contains(bankId))) {
            return;
        }
        Deque<RulesPush> kept = newest.computeIfAbsent(bankId, added -> new ArrayDeque<>());
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(push);
    }

    /** What was kept, the oldest first. */
    List<RulesPush> all() {
        return newest.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(RulesPush::sequence))
                .toList();
    }
}
