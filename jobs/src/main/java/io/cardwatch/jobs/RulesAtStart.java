package io.cardwatch.jobs;

import io.cardwatch.jobs.kafka.NewestPushes;
import io.cardwatch.operator.PushCheck;
import io.cardwatch.operator.RulesPush;
import io.cardwatch.operator.RulesUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pushed sets that judge a new job's first event: of each bank, and of the default, the newest
 * that is valid. A job that goes on from a savepoint has its own and passes these by.
 *
 * <p>They are chosen once, at submission, so that all subtasks agree on them. What is pushed after
 * that comes over the topic, which the job reads from {@link #from} on: the sets that are in force
 * and what came after them are checked and reported once more, so that their status shows in this
 * job too. Where the job refuses all the sets of a bank that were kept of the topic, an older one
 * may be valid: then the topic is read from its start, and that one judges once it is reached.
 *
 * @param inForce the sets, at most one for a bank
 * @param from the offset that the topic is read from
 */
public record RulesAtStart(List<RulesUpdate> inForce, long from) {
    public RulesAtStart {
        inForce = List.copyOf(inForce);
    }

    /** Chooses among what was pushed, the oldest first, as the running job would. */
    static RulesAtStart of(List<RulesPush> pushes, PushCheck check) {
        List<RulesUpdate> chosen = new ArrayList<>();
        Set<@Nullable String> done = new HashSet<>();
        Map<@Nullable String, Integer> refused = new HashMap<>();
        for (int i = pushes.size() - 1; i >= 0; i--) {
            RulesPush push = pushes.get(i);
            String source = push.source();
            if (source == null || done.contains(push.bankId())) {
                continue;
            }
            if (check.of(push).rules() == null) {
                refused.merge(push.bankId(), 1, Integer::sum);
            } else {
                done.add(push.bankId());
                chosen.add(new RulesUpdate(push.bankId(), push.sequence(), push.name(), source));
            }
        }
        refused.keySet().removeAll(done);
        boolean isComplete = refused.values().stream().allMatch(count -> count < NewestPushes.KEPT);
        long oldest = chosen.stream().mapToLong(RulesUpdate::sequence).min().orElse(0);
        return new RulesAtStart(chosen, isComplete ? oldest : 0);
    }
}
