package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

/**
 * A number that a condition compares something with, and that may be set to another one from 0 to
 * {@value #MOST}.
 *
 * @param token where it stands
 * @param value as the file has it
 * @param whole whether it is compared with a count or another whole number, and is one itself
 * @param upTo whether the comparison holds for all values of this number <em>up to</em> a limit
 *     that depends on the event ({@code event.amount > 220}); otherwise it holds <em>from</em> the
 *     limit on ({@code event.amount < 5})
 */
public record TunableNumber(FileToken token, double value, boolean whole, boolean upTo) {
    /** The greatest value that one may be set to. */
    public static final double MOST = 1e12;

    public TunableNumber {
        requireNonNull(token, "token");
    }

    /**
     * Whether the comparison holds on an event.
     *
     * @param limit of the event; not NaN
     * @param value what the number is set to
     */
    public boolean holds(double limit, double value) {
        return upTo ? value <= limit : value >= limit;
    }
}
