package io.cardwatch.operator;

import io.cardwatch.alert.Finding;
import io.cardwatch.outcome.OutcomePlan;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Until when which rules are snoozed on which card of the current cardholder: one time per card and
 * rule, under keyed hashes. Those that are over are dropped when they are next asked for, and all
 * of them by the machine's clock when the longest snooze has passed.
 */
final class Snoozes {
    private final MapState<String, Long> until;

    Snoozes(RuntimeContext context) {
        MapStateDescriptor<String, Long> descriptor =
                new MapStateDescriptor<>("snoozes", Types.STRING, Types.LONG);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(OutcomePlan.LONGEST_SNOOZE.plusDays(2)).build());
        until = context.getMapState(descriptor);
    }

    /** Takes one in; the longer of two holds. */
    void add(Snooze snooze) throws Exception {
        for (String rule : snooze.ruleIds()) {
            String key = key(snooze.card().hex(), rule);
            Long known = until.get(key);
            long end = snooze.until().toEpochMilli();
            until.put(key, known == null ? end : Math.max(known, end));
        }
    }

    /** Which of the rules that fired are snoozed on that card. */
    Set<String> of(String card, List<Finding> findings, Instant now) throws Exception {
        Set<String> snoozed = new HashSet<>();
        for (Finding finding : findings) {
            String key = key(card, finding.ruleId());
            Long end = until.get(key);
            if (end != null && end > now.toEpochMilli()) {
                snoozed.add(finding.ruleId());
            } else if (end != null) {
                until.remove(key);
            }
        }
        return snoozed;
    }

    /** Drops all of the current cardholder's; how many there were. */
    int clear() throws Exception {
        int cleared = 0;
        for (String ignored : until.keys()) {
            cleared++;
        }
        until.clear();
        return cleared;
    }

    private static String key(String card, String rule) {
        return card + '/' + rule;
    }
}
