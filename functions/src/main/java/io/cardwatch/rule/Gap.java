package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

/**
 * How far a comparison of numbers is from coming out as wanted, by one value that moves while all
 * others stay: it does so at {@link #target()}, and not yet at the number next to it on the way.
 *
 * @param of what moves, as the rule language has it: a feature, a field or one side
 * @param value where it is now
 * @param limit how far it has to go
 * @param beyond whether it has to go past the limit rather than to it
 * @param up whether it has to grow
 * @param whole whether it counts in whole numbers
 */
public record Gap(
        String of, double value, double limit, boolean beyond, boolean up, boolean whole) {
    public Gap {
        requireNonNull(of, "of");
        if (!Double.isFinite(value) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("a gap between numbers that are not finite");
        }
    }

    /** How much it has to change to get to the limit; below zero where it has to shrink. */
    public double by() {
        return limit - value;
    }

    /** The first value on the way at which the comparison comes out as wanted. */
    public double target() {
        if (!beyond) {
            return limit;
        }
        return up ? Math.nextUp(limit) : Math.nextDown(limit);
    }

    /** The gap beside the greater of value and limit: 0.25 from 6 to 8. */
    double relative() {
        double scale = Math.max(Math.abs(value), Math.abs(limit));
        return scale == 0.0 ? 0.0 : Math.min(Math.abs(limit / scale - value / scale), 2.0);
    }
}
