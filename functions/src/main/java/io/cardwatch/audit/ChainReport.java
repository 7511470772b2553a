package io.cardwatch.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a chain found.
 *
 * @param records how many records were read
 * @param head the last one, to be noted as an anchor
 * @param firstAt when the first one was decided, as it says; null where there is none
 * @param lastAt when the last one was
 * @param breaks where it does not hold, by place; at most {@link ChainVerifier#MOST_TOLD}
 * @param broken how often it does not hold
 */
public record ChainReport(
        long records,
        ChainHead head,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        List<ChainBreak> breaks,
        long broken) {
    public ChainReport {
        breaks = List.copyOf(breaks);
    }

    /** Whether nothing was found. */
    public boolean holds() {
        return broken == 0;
    }
}
