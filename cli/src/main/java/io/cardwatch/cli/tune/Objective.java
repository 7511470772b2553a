package io.cardwatch.cli.tune;

import org.jspecify.annotations.Nullable;

/**
 * What is sought: a goal, within a bound of alerts per day or above a floor of precision. A bound
 * that is not kept counts below everything that keeps it.
 *
 * @param goal what is to be large
 * @param budget alerts a day at most, or null
 * @param precision the least precision, or null
 */
record Objective(Goal goal, @Nullable Double budget, @Nullable Double precision) {
    /** How much precision breaks ties: far less than any step that is worth taking. */
    private static final double TIE = 1e-4;

    private static final double PART_OF_BUDGET = 1.5;
    private static final double PART_OF_PRECISION = 0.8;

    /**
     * How good counts are: 0 to about 1, or below zero by how far a bound is broken.
     *
     * @param frauds alerts on fraud
     * @param honest alerts on honest events
     * @param unknown alerts of which nobody knows
     * @param money of the frauds among the alerts
     * @param totals what there was
     */
    double value(double frauds, double honest, double unknown, double money, Totals totals) {
        double known = frauds + honest;
        double found = known == 0 ? 1.0 : frauds / known;
        double broken = broken(found, known, frauds + honest + unknown, totals);
        if (broken > 0.0) {
            return -broken;
        }
        double recall = totals.frauds == 0 ? 0.0 : frauds / totals.frauds;
        double reached =
                switch (goal) {
                    case RECALL -> recall;
                    case F1 ->
                            known + totals.frauds == 0
                                    ? 0.0
                                    : 2.0 * frauds / (known + totals.frauds);
                    case MONEY -> totals.money == 0.0 ? 0.0 : money / totals.money;
                };
        return reached == 0.0 ? 0.0 : reached + TIE * found;
    }

    /**
     * The same for a part of the time: bounds hold on the average, so that a part may break them a
     * little.
     */
    Objective ofPart() {
        return new Objective(
                goal,
                budget == null ? null : PART_OF_BUDGET * budget,
                precision == null ? null : PART_OF_PRECISION * precision);
    }

    private double broken(double found, double known, double alerts, Totals totals) {
        double broken = 0.0;
        if (precision != null && known > 0) {
            // A standard error of reserve: what is just reached here is missed later on.
            double reserve = Math.sqrt(found * (1.0 - found) / known);
            broken = Math.max(0.0, precision - (found - reserve));
        }
        if (budget != null) {
            double daily = (alerts + Math.sqrt(alerts)) / totals.days;
            broken += Math.max(0.0, daily / (budget * totals.share) - 1.0);
        }
        return broken;
    }

    /**
     * What there was in a part of the time.
     *
     * @param frauds of the measured events
     * @param money of those frauds, in minor units
     * @param days how long it was
     * @param share which part of the cards is counted
     */
    record Totals(double frauds, double money, double days, double share) {}
}
