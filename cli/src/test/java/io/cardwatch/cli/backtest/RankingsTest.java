package io.cardwatch.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardwatch.cli.backtest.BacktestResult.CurvePoint;
import io.cardwatch.cli.backtest.BacktestResult.ScoreBin;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definitions, computed the long way round over single events. */
final class RankingsTest {
    private static final int EVENTS = 1_500;

    private final Random random = new Random(5);
    private final long[] score = new long[EVENTS];
    private final boolean[] fraud = new boolean[EVENTS];
    private final ScoreCounts counts = new ScoreCounts();

    RankingsTest() {
        for (int i = 0; i < EVENTS; i++) {
            fraud[i] = random.nextInt(9) == 0;
            // Many ties, many zeros, some below zero.
            double shown =
                    random.nextInt(3) == 0 ? 0 : random.nextGaussian() * 3 + (fraud[i] ? 2 : 0);
            score[i] = ScoreCounts.thousandths(Math.rint(shown * 40) / 7);
            counts.add(score[i], ScoreCounts.column(fraud[i]));
        }
    }

    @Test
    void shouldAverageThePrecisionAtEachFraudsScore() {
        double sum = 0.0;
        long frauds = 0;
        for (int i = 0; i < EVENTS; i++) {
            if (fraud[i]) {
                sum += flagged(score[i], true) / (double) flagged(score[i], false);
                frauds++;
            }
        }
        assertThat(Rankings.averagePrecision(counts, counts))
                .isCloseTo(sum / frauds, within(1e-12));
    }

    @Test
    void shouldThinTheCurveToPointsOfIt() {
        List<CurvePoint> curve = Rankings.curve(counts, 10.0);

        assertThat(counts.descending().length).isGreaterThan(curve.size());
        assertThat(curve).hasSizeBetween(20, 200);
        for (CurvePoint point : curve) {
            long at = ScoreCounts.thousandths(point.score());
            assertThat(point.flagged()).isEqualTo(flagged(at, false));
            assertThat(point.precision()).isEqualTo(flagged(at, true) / (double) point.flagged());
        }
        CurvePoint last = curve.get(curve.size() - 1);
        assertThat(last.recall()).isEqualTo(1.0);
        assertThat(last.flagged()).isEqualTo(EVENTS);
        assertThat(curve.stream().filter(CurvePoint::inForce))
                .singleElement()
                .satisfies(
                        point -> {
                            long above = ScoreCounts.thousandths(10.0);
                            assertThat(point.flagged()).isEqualTo(flagged(above, false));
                        });
    }

    @Test
    void shouldPutEveryEventIntoOneBin() {
        List<ScoreBin> bins = Rankings.histogram(counts);

        assertThat(bins).hasSizeBetween(10, 34);
        assertThat(bins.get(0).from()).isZero();
        assertThat(bins.get(0).to()).isZero();
        assertThat(bins.stream().mapToLong(bin -> bin.fraud() + bin.notFraud()).sum())
                .isEqualTo(EVENTS);
        for (int i = 2; i < bins.size(); i++) {
            assertThat(bins.get(i).from()).isEqualTo(bins.get(i - 1).to());
        }
    }

    @Test
    void shouldHaveNoAveragePrecisionWithoutAFraud() {
        ScoreCounts none = new ScoreCounts();
        none.add(5, ScoreCounts.NOT_FRAUD);

        assertThat(Rankings.averagePrecision(none, none)).isNull();
        assertThat(Rankings.curve(none, 1.0)).isEmpty();
    }

    private long flagged(long from, boolean fraudsAlone) {
        long flagged = 0;
        for (int i = 0; i < EVENTS; i++) {
            flagged += score[i] >= from && (fraud[i] || !fraudsAlone) ? 1 : 0;
        }
        return flagged;
    }
}
