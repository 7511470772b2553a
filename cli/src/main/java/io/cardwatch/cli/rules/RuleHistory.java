package io.cardwatch.cli.rules;

import io.cardwatch.operator.RulesStatus;
import io.cardwatch.rollout.RulesRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that was pushed and what became of it. */
final class RuleHistory {
    /** The file of the job's configuration, which stands in no topic. */
    static final long CONFIGURED = -1;

    private final List<PushedSet> pushes;
    private final Map<Long, SetState> states = new TreeMap<>();

    RuleHistory(List<PushedSet> pushes, List<RulesStatus> reports) {
        this.pushes = List.copyOf(pushes);
        for (RulesStatus report : reports) {
            states.computeIfAbsent(report.sequence(), SetState::new).add(report);
        }
    }

    /** All pushes, the oldest first. */
    List<PushedSet> pushes() {
        return pushes;
    }

    /** The pushes for one bank, or for the default where it is null. */
    List<PushedSet> pushesFor(@Nullable String bankId) {
        return pushes.stream()
                .filter(push -> push.record() != null && Objects.equals(push.bankId(), bankId))
                .toList();
    }

    @Nullable PushedSet find(long sequence) {
        return pushes.stream().filter(push -> push.sequence() == sequence).findFirst().orElse(null);
    }

    SetState state(long sequence) {
        return states.getOrDefault(sequence, new SetState(sequence));
    }

    /** The banks that a set was pushed for, by name. */
    List<String> banks() {
        return pushes.stream()
                .map(PushedSet::bankId)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The state of the set that a bank's events are judged by, or those of every bank without a set
     * of its own; null where no job has reported one.
     */
    @Nullable SetState inForce(@Nullable String bankId) {
        SetState newest = null;
        for (PushedSet push : pushesFor(bankId)) {
            newest = isUsable(push) ? state(push.sequence()) : newest;
        }
        return newest == null && bankId == null ? states.get(CONFIGURED) : newest;
    }

    /**
     * The set that was in force before the one that is, or null where there was none. To go back
     * twice is to go back two sets: what a rollback brought back does not count as new.
     */
    @Nullable PushedSet previous(@Nullable String bankId) {
        Deque<PushedSet> stack = new ArrayDeque<>();
        for (PushedSet push : pushesFor(bankId)) {
            if (!isUsable(push)) {
                continue;
            }
            RulesRecord record = Objects.requireNonNull(push.record());
            if (record.action() == RulesRecord.Action.ROLLBACK && holds(stack, record.source())) {
                while (!sourceOf(stack.peek()).equals(record.source())) {
                    stack.pop();
                }
                stack.pop();
            }
            stack.push(push);
        }
        return stack.size() < 2 ? null : new ArrayList<>(stack).get(1);
    }

    private static boolean holds(Deque<PushedSet> stack, String source) {
        return stack.stream().anyMatch(push -> sourceOf(push).equals(source));
    }

    private static String sourceOf(PushedSet push) {
        return Objects.requireNonNull(push.record()).source();
    }

    private boolean isUsable(PushedSet push) {
        return switch (state(push.sequence()).outcome()) {
            case ACCEPTED, ACTIVE -> true;
            case REFUSED, NOT_REPORTED -> false;
        };
    }
}
