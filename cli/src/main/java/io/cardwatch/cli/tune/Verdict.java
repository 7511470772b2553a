package io.cardwatch.cli.tune;

import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.BacktestResult.Money;
import org.jspecify.annotations.Nullable;

/** Whether rules are better than others on the later part of the events. */
final class Verdict {
    private static final double EQUAL = 1e-9;

    private final Objective objective;

    Verdict(Objective objective) {
        this.objective = objective;
    }

    /** Whether figures keep the bounds; null where there are none. */
    @Nullable Boolean keepsBounds(Figures figures) {
        if (objective.budget() == null && objective.precision() == null) {
            return null;
        }
        return missedBy(figures) == 0.0;
    }

    /** Closer to the bounds, or with both kept further towards the goal. */
    boolean isBetter(Figures after, Figures before) {
        double missedAfter = missedBy(after);
        double missedBefore = missedBy(before);
        if (missedAfter > 0.0 || missedBefore > 0.0) {
            return missedAfter < missedBefore - EQUAL;
        }
        return reached(after) > reached(before) + EQUAL;
    }

    private double missedBy(Figures figures) {
        double missed = 0.0;
        Double floor = objective.precision();
        Double precision = figures.events().precision();
        if (floor != null && precision != null) {
            missed += Math.max(0.0, floor - precision) / floor;
        }
        Double most = objective.budget();
        Double daily = figures.alertsPerDay();
        if (most != null && daily != null) {
            missed += Math.max(0.0, daily - most) / most;
        }
        return missed;
    }

    private double reached(Figures figures) {
        return switch (objective.goal()) {
            case RECALL -> orZero(figures.events().recall());
            case F1 -> orZero(figures.events().f1());
            case MONEY -> figures.money().stream().mapToDouble(Verdict::caught).sum();
        };
    }

    private static double caught(Money money) {
        return money.fraudMinor() == 0 ? 0.0 : money.caughtMinor() / (double) money.fraudMinor();
    }

    private static double orZero(@Nullable Double figure) {
        return figure == null ? 0.0 : figure;
    }
}
