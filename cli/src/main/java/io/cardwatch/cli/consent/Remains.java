package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a cardholder after an erasure.
 *
 * @param where the topic or store
 * @param what what it holds there
 * @param until by when it is gone at the latest, or null where no date can be told
 */
record Remains(String where, String what, @Nullable Instant until) {
    String line() {
        return where
                + ": "
                + what
                + (until == null ? "" : "; gone by " + Table.time(until) + " at the latest");
    }
}
