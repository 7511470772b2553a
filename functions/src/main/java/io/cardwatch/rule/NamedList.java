package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that rules know by its name: texts that are compared exactly, or networks.
 *
 * @param name unique in its set
 * @param kind what the list is for
 * @param values the texts; empty for a list of networks
 * @param networks the networks; null for a list of texts
 */
record NamedList(String name, Kind kind, Set<String> values, @Nullable Networks networks) {
    NamedList {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        values = Set.copyOf(values);
    }

    /** What a list is for; it says how a rule that uses it is probably meant. */
    enum Kind {
        /** What is known to be good. */
        ALLOW,
        /** What is known to be bad. */
        DENY,
        /** What is worth a look. */
        WATCH;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the text is one of the list's, or an address in one of its networks. */
    boolean contains(String text) {
        return networks == null ? values.contains(text) : networks.contains(text);
    }
}
