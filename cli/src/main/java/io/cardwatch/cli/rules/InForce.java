package io.cardwatch.cli.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The set that a bank's events are judged by.
 *
 * @param bankId the bank, or null for every bank without a set of its own
 * @param state what jobs have said of the set
 * @param push how it came; null for the file of the job's configuration
 */
record InForce(@Nullable String bankId, SetState state, @Nullable PushedSet push) {
    /** All of a history, the default first, then the banks by name. */
    static List<InForce> of(RuleHistory history) {
        List<InForce> rows = new ArrayList<>();
        add(history, null, rows);
        for (String bank : history.banks()) {
            add(history, bank, rows);
        }
        return rows;
    }

    private static void add(RuleHistory history, @Nullable String bankId, List<InForce> rows) {
        SetState state = history.inForce(bankId);
        if (state != null) {
            rows.add(new InForce(bankId, state, history.find(state.sequence())));
        }
    }
}
