package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A record of the rules topic as it was read, before anybody looked at the rules themselves.
 *
 * @param sequence the offset of the record: what the set is known by from then on
 * @param bankId the bank that the set is for; null for every bank without a set of its own
 * @param name the file's name, for messages
 * @param source the file's text; null where the record itself cannot be read
 * @param problem what is wrong with the record; null where it can be read
 */
public record RulesPush(
        long sequence,
        @Nullable String bankId,
        String name,
        @Nullable String source,
        @Nullable String problem) {
    public RulesPush {
        requireNonNull(name, "name");
        if ((source == null) == (problem == null)) {
            throw new IllegalArgumentException("a push is either read or not");
        }
    }

    @Override
    public String toString() {
        return "RulesPush[" + sequence + "]";
    }
}
