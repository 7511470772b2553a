package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.CurvePoint;
import io.cardwatch.cli.backtest.BacktestResult.ScoreBin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from the counts of each score alone. */
final class Rankings {
    private static final int MOST_POINTS = 200;
    private static final int MOST_BINS = 30;

    private Rankings() {}

    /**
     * Average precision: over the scores from the highest down, the sum of the recall that each
     * adds times the precision down to it; events of one score together. Null without a fraud.
     *
     * @param frauds the frauds of each score
     * @param others the events that are none
     */
    static @Nullable Double averagePrecision(ScoreCounts frauds, ScoreCounts others) {
        long found = 0;
        long flagged = 0;
        double sum = 0.0;
        for (long score : descending(frauds, others)) {
            long here = frauds.get(score, ScoreCounts.FRAUD);
            found += here;
            flagged += here + others.get(score, ScoreCounts.NOT_FRAUD);
            if (here > 0) {
                sum += here * (found / (double) flagged);
            }
        }
        return found == 0 ? null : sum / found;
    }

    private static long[] descending(ScoreCounts frauds, ScoreCounts others) {
        return frauds == others ? others.descending() : union(frauds.descending(), others);
    }

    /** Every score of the first is one of the others where both are of the same events. */
    private static long[] union(long[] first, ScoreCounts others) {
        long[] all = others.descending();
        long[] merged = new long[first.length + all.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < first.length || j < all.length) {
            long next;
            if (j == all.length || (i < first.length && first[i] > all[j])) {
                next = first[i++];
            } else {
                next = all[j++];
                i += i < first.length && first[i] == next ? 1 : 0;
            }
            merged[size++] = next;
        }
        return Arrays.copyOf(merged, size);
    }

    /** Points of the curve of precision over recall: never more than fit a picture, all exact. */
    static List<CurvePoint> curve(ScoreCounts scores, double threshold) {
        long frauds = scores.total(ScoreCounts.FRAUD);
        if (frauds == 0) {
            return List.of();
        }
        List<CurvePoint> all = new ArrayList<>();
        long inForce = ScoreCounts.thousandths(threshold);
        long found = 0;
        long flagged = 0;
        for (long score : scores.descending()) {
            long known =
                    scores.get(score, ScoreCounts.FRAUD) + scores.get(score, ScoreCounts.NOT_FRAUD);
            found += scores.get(score, ScoreCounts.FRAUD);
            flagged += known;
            if (known > 0) {
                all.add(
                        new CurvePoint(
                                ScoreCounts.score(score),
                                found / (double) flagged,
                                found / (double) frauds,
                                flagged,
                                false));
            }
        }
        markInForce(all, ScoreCounts.score(inForce));
        for (double step = 1.0 / MOST_POINTS; all.size() > MOST_POINTS; step *= 1.5) {
            all = thinned(all, step);
        }
        return all;
    }

    private static void markInForce(List<CurvePoint> points, double threshold) {
        int last = -1;
        while (last + 1 < points.size() && points.get(last + 1).score() >= threshold) {
            last++;
        }
        if (last >= 0) {
            CurvePoint point = points.get(last);
            points.set(
                    last,
                    new CurvePoint(
                            point.score(),
                            point.precision(),
                            point.recall(),
                            point.flagged(),
                            true));
        }
    }

    /** Without the points that lie closer to the one before than that. */
    private static List<CurvePoint> thinned(List<CurvePoint> points, double step) {
        List<CurvePoint> kept = new ArrayList<>();
        CurvePoint before = null;
        for (int i = 0; i < points.size(); i++) {
            CurvePoint point = points.get(i);
            if (before == null
                    || i == points.size() - 1
                    || point.inForce()
                    || Math.abs(point.recall() - before.recall())
                                    + Math.abs(point.precision() - before.precision())
                            >= step) {
                kept.add(point);
                before = point;
            }
        }
        return kept;
    }

    /** Score 0 by itself, then bins of one round width. */
    static List<ScoreBin> histogram(ScoreCounts scores) {
        long[] all = scores.descending();
        if (all.length == 0) {
            return List.of();
        }
        List<ScoreBin> bins = new ArrayList<>();
        bins.add(bin(scores, 0, 0, new long[] {0}));
        long width = width(Math.max(0, all[0]) - Math.min(0, all[all.length - 1]));
        long from = Math.floorDiv(Math.min(0, all[all.length - 1]), width) * width;
        for (; from <= all[0]; from += width) {
            bins.add(bin(scores, from, from + width, all));
        }
        return bins;
    }

    private static ScoreBin bin(ScoreCounts scores, long from, long to, long[] all) {
        long[] counts = new long[3];
        for (long score : all) {
            boolean isIn = from == to ? score == 0 : score != 0 && score >= from && score < to;
            for (int column = 0; isIn && column < counts.length; column++) {
                counts[column] += scores.get(score, column);
            }
        }
        return new ScoreBin(
                ScoreCounts.score(from),
                ScoreCounts.score(to),
                counts[ScoreCounts.FRAUD],
                counts[ScoreCounts.NOT_FRAUD],
                counts[ScoreCounts.UNKNOWN]);
    }

    /** The least of 1, 2, 5, 10, 20 ... thousandths that needs no more bins than fit. */
    private static long width(long span) {
        long width = 1;
        for (int step = 0; span / width >= MOST_BINS; step++) {
            width = step % 3 == 1 ? width / 2 * 5 : width * 2;
        }
        return width;
    }
}
