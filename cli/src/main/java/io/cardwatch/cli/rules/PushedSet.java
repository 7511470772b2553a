package io.cardwatch.cli.rules;

import io.cardwatch.rollout.RulesRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the rules topic.
 *
 * @param sequence its offset
 * @param record what was pushed; null where the record is no push
 * @param fault why it is none; null where it is one
 */
record PushedSet(long sequence, @Nullable RulesRecord record, @Nullable String fault) {
    PushedSet {
        if ((record == null) == (fault == null)) {
            throw new IllegalArgumentException("a record is a push or it is none");
        }
    }

    @Nullable String bankId() {
        return record == null ? null : record.bankId();
    }
}
