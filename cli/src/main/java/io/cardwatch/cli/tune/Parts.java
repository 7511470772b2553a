package io.cardwatch.cli.tune;

import io.cardwatch.cli.tune.Objective.Totals;
import java.util.Arrays;

/** The training time cut into consecutive parts of equal length, with what there was in each. */
final class Parts {
    private final long from;
    private final long until;
    private final Totals[] totals;

    private Parts(long from, long until, int count) {
        this.from = from;
        this.until = until;
        totals = new Totals[count];
    }

    /** So many parts of the events of a matrix from one time to another. */
    static Parts of(FeatureMatrix matrix, long from, long until, int count) {
        Parts parts = new Parts(from, until, count);
        double[] frauds = new double[count];
        double[] money = new double[count];
        for (int row = 0; row < matrix.size(); row++) {
            if (matrix.truth(row) == FeatureMatrix.FRAUD && matrix.time(row) < until) {
                frauds[parts.of(matrix.time(row))]++;
                money[parts.of(matrix.time(row))] += matrix.minor(row);
            }
        }
        double days = Math.max(1, until - from) / 86_400_000.0 / count;
        for (int part = 0; part < count; part++) {
            parts.totals[part] = new Totals(frauds[part], money[part], days, matrix.share());
        }
        return parts;
    }

    int count() {
        return totals.length;
    }

    /** The part that a time lies in. */
    int of(long time) {
        double passed = (double) (time - from) / Math.max(1, until - from);
        return Math.max(0, Math.min(totals.length - 1, (int) (passed * totals.length)));
    }

    /** How good counts are in one part. */
    double value(Counts counts, int part, Objective objective) {
        return objective
                .ofPart()
                .value(
                        counts.frauds[part],
                        counts.honest[part],
                        counts.unknown[part],
                        counts.money[part],
                        totals[part]);
    }

    /** How good counts are over all parts. */
    double value(Counts counts, Objective objective) {
        Totals all =
                new Totals(
                        Arrays.stream(totals).mapToDouble(Totals::frauds).sum(),
                        Arrays.stream(totals).mapToDouble(Totals::money).sum(),
                        Arrays.stream(totals).mapToDouble(Totals::days).sum(),
                        totals[0].share());
        return objective.value(
                Arrays.stream(counts.frauds).sum(),
                Arrays.stream(counts.honest).sum(),
                Arrays.stream(counts.unknown).sum(),
                Arrays.stream(counts.money).sum(),
                all);
    }
}
