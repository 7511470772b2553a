package io.cardwatch.cli.backtest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many frauds, no frauds and unknown events got each score. Scores are whole thousandths, so
 * that memory is bounded by the range of scores and nothing is estimated.
 */
final class ScoreCounts {
    /** The columns of a score's counts. */
    static final int FRAUD = 0;

    static final int NOT_FRAUD = 1;
    static final int UNKNOWN = 2;

    private static final int COLUMNS = 3;
    private static final int FIRST_CAPACITY = 64;
    private static final double UNIT = 1_000.0;

    /** Beyond it all scores are the same. */
    private static final long MOST = 1_000_000_000_000_000L;

    /** Most events have score 0; it never stands in the table, where it marks a free place. */
    private final long[] zero = new long[COLUMNS];

    private long[] scores = new long[FIRST_CAPACITY];
    private long[] counts = new long[COLUMNS * FIRST_CAPACITY];
    private int size;

    /** The score in whole thousandths, a half rounded up. */
    static long thousandths(double score) {
        return Math.max(-MOST, Math.min(MOST, Math.round(score * UNIT)));
    }

    /** What stands for those thousandths in figures. */
    static double score(long thousandths) {
        return thousandths / UNIT;
    }

    /** The column of a verdict. */
    static int column(@Nullable Boolean fraud) {
        if (fraud == null) {
            return UNKNOWN;
        }
        return fraud ? FRAUD : NOT_FRAUD;
    }

    void add(long thousandths, int column) {
        add(thousandths, column, 1);
    }

    void add(long thousandths, int column, long events) {
        if (thousandths == 0) {
            zero[column] += events;
            return;
        }
        if (2 * size >= scores.length) {
            grow();
        }
        int place = place(thousandths);
        if (scores[place] == 0) {
            scores[place] = thousandths;
            size++;
        }
        counts[COLUMNS * place + column] += events;
    }

    long get(long thousandths, int column) {
        return thousandths == 0 ? zero[column] : counts[COLUMNS * place(thousandths) + column];
    }

    long total(int column) {
        long total = zero[column];
        for (int place = 0; place < scores.length; place++) {
            total += counts[COLUMNS * place + column];
        }
        return total;
    }

    /** Every score that an event got, the highest first. */
    long[] descending() {
        boolean hasZero = zero[FRAUD] + zero[NOT_FRAUD] + zero[UNKNOWN] > 0;
        long[] all = new long[size + (hasZero ? 1 : 0)];
        int next = 0;
        for (long score : scores) {
            if (score != 0) {
                all[next++] = score;
            }
        }
        Arrays.sort(all);
        for (int low = 0, high = all.length - 1; low < high; low++, high--) {
            long swapped = all[low];
            all[low] = all[high];
            all[high] = swapped;
        }
        return all;
    }

    private int place(long thousandths) {
        int place = (int) ((thousandths * 0x9E3779B97F4A7C15L) >>> 33) & (scores.length - 1);
        while (scores[place] != 0 && scores[place] != thousandths) {
            place = (place + 1) & (scores.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldScores = scores;
        long[] oldCounts = counts;
        scores = new long[2 * oldScores.length];
        counts = new long[2 * oldCounts.length];
        for (int old = 0; old < oldScores.length; old++) {
            if (oldScores[old] != 0) {
                int place = place(oldScores[old]);
                scores[place] = oldScores[old];
                System.arraycopy(oldCounts, COLUMNS * old, counts, COLUMNS * place, COLUMNS);
            }
        }
    }
}
