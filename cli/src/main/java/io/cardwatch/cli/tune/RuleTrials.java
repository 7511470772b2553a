package io.cardwatch.cli.tune;

import io.cardwatch.rule.TunableNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tries other settings of one rule, or another threshold, with everything else held. */
final class RuleTrials {
    private static final int MOST_ROUNDS = 4;
    private static final double EQUAL = 1e-9;

    /** How many of the values that look best are replayed with cooldown and budget. */
    private static final int SHORTLIST = 6;

    private final MatrixReplay replay;
    private final Objective objective;

    RuleTrials(MatrixReplay replay, Objective objective) {
        this.replay = replay;
        this.objective = objective;
    }

    MatrixReplay replay() {
        return replay;
    }

    /** How good settings are as a whole. */
    Point evaluate(Settings settings) {
        replay.set(settings);
        return current(settings);
    }

    /** How good settings are that the replay holds already. */
    Point current(Settings settings) {
        return point(settings, replay.counts(settings));
    }

    private Point point(Settings settings, Counts counts) {
        return new Point(settings, counts, replay.parts(), objective);
    }

    /**
     * The best settings of one rule, number by number, until none gains by another value. The rule
     * is on in them; the replay is left with the rule held out.
     */
    Point bestOfRule(int rule, Settings start) {
        replay.hold(rule, start);
        Settings settings = start.copy();
        settings.on[rule] = true;
        Point best = trial(rule, settings);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double before = best.value();
            for (int test = 0; test < columns(rule).tests(); test++) {
                best = bestNumber(rule, test, best);
            }
            if (best.value() <= before + EQUAL) {
                break;
            }
        }
        return best;
    }

    /**
     * The same from several starts: as the settings are, and with all numbers of the rule but one
     * as loose as they can be.
     */
    Point bestOfRuleFromAnywhere(int rule, Settings start) {
        Point best = bestOfRule(rule, start);
        Settings loose = start.copy();
        for (int test = 0; test < columns(rule).tests(); test++) {
            TunableNumber number = columns(rule).number(test);
            if (number != null) {
                loose.numbers[rule][test] = loosest(rule, test, number);
            }
        }
        for (int test = 0; test < columns(rule).tests(); test++) {
            if (columns(rule).number(test) != null) {
                Settings from = loose.copy();
                from.on[rule] = true;
                replay.hold(rule, from);
                Point scanned = bestNumber(rule, test, trial(rule, from));
                Point polished = bestOfRule(rule, scanned.settings());
                best = polished.value() > best.value() + EQUAL ? polished : best;
            }
        }
        return best;
    }

    private RuleColumns columns(int rule) {
        return replay.matrix().rules().get(rule);
    }

    private double loosest(int rule, int test, TunableNumber number) {
        double loosest = number.upTo() ? TunableNumber.MOST : 0.0;
        for (int entry = 0; entry < columns(rule).size(); entry++) {
            double limit = columns(rule).limit(test, entry);
            if (limit >= 0.0 && limit <= TunableNumber.MOST) {
                loosest = number.upTo() ? Math.min(loosest, limit) : Math.max(loosest, limit);
            }
        }
        if (number.whole()) {
            return number.upTo() ? Math.floor(loosest) : Math.ceil(loosest);
        }
        return number.upTo() ? ShortNumbers.down(loosest, 2) : ShortNumbers.up(loosest, 2);
    }

    private Point trial(int rule, Settings settings) {
        replay.worked(columns(rule).size());
        int[] entries = columns(rule).firing(settings.numbers[rule]);
        return point(settings, replay.counts(entries, settings));
    }

    /** The best value of one number, the rule being held out of the replay. */
    private Point bestNumber(int rule, int test, Point start) {
        TunableNumber number = columns(rule).number(test);
        if (number == null) {
            return start;
        }
        replay.worked(2L * columns(rule).size());
        byte[] dependence = columns(rule).dependence(test, start.settings().numbers[rule]);
        double[] values =
                CandidateNumbers.of(columns(rule), test, number, dependence, replay.matrix());
        Point best = scan(rule, test, number, dependence, values, start);
        double[] neighbours = neighbours(values, best.settings().numbers[rule][test]);
        double[] finer = CandidateNumbers.between(neighbours[0], neighbours[1], number);
        return scan(rule, test, number, dependence, finer, best);
    }

    private static double[] neighbours(double[] values, double chosen) {
        NavigableSet<Double> sorted = new TreeSet<>();
        Arrays.stream(values).forEach(sorted::add);
        @Nullable Double low = sorted.lower(chosen);
        @Nullable Double high = sorted.higher(chosen);
        return new double[] {low == null ? chosen : low, high == null ? chosen : high};
    }

    /** The best of some values, of which only those are replayed in full that look best without. */
    private Point scan(
            int rule,
            int test,
            TunableNumber number,
            byte[] dependence,
            double[] values,
            Point start) {
        RuleColumns columns = columns(rule);
        int[] entries = new int[columns.size()];
        Point best = start;
        for (double value : shortlist(rule, test, number, dependence, values, start)) {
            int count = 0;
            replay.worked(dependence.length);
            for (int entry = 0; entry < dependence.length; entry++) {
                if (columns.fires(dependence[entry], test, entry, number, value)) {
                    entries[count++] = entry;
                }
            }
            Settings settings = start.settings().copy();
            settings.numbers[rule][test] = value;
            Point point = point(settings, replay.counts(Arrays.copyOf(entries, count), settings));
            best = better(point, best, rule, test) ? point : best;
        }
        return best;
    }

    /**
     * The values that would be best without cooldown and budget. One pass for all values: from the
     * strictest on, each adds the entries that it fires on and the one before did not.
     */
    private double[] shortlist(
            int rule,
            int test,
            TunableNumber number,
            byte[] dependence,
            double[] values,
            Point start) {
        Settings settings = start.settings();
        RuleColumns columns = columns(rule);
        List<IntList> steps = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            steps.add(new IntList());
        }
        Counts counts = replay.unthrottled();
        replay.worked(2L * dependence.length);
        for (int entry = 0; entry < dependence.length; entry++) {
            if (dependence[entry] == RuleColumns.ALWAYS) {
                replay.addUnthrottled(rule, entry, settings, counts);
            } else if (dependence[entry] == RuleColumns.IF_TRUE) {
                int step = strictest(values, columns.limit(test, entry), number);
                if (step >= 0) {
                    steps.get(step).add(entry);
                }
            } else if (dependence[entry] == RuleColumns.IF_FALSE) {
                return values;
            }
        }
        double[] worth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int step = number.upTo() ? values.length - 1 - i : i;
            steps.get(step).forEach(entry -> replay.addUnthrottled(rule, entry, settings, counts));
            worth[step] = replay.parts().value(counts, objective);
        }
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(worth[b], worth[a]))
                .limit(SHORTLIST)
                .mapToDouble(step -> values[step])
                .toArray();
    }

    /** The strictest of ascending values at which a test holds; -1 for none. */
    private static int strictest(double[] values, double limit, TunableNumber number) {
        int place = Arrays.binarySearch(values, limit);
        if (number.upTo()) {
            return place >= 0 ? place : -place - 2;
        }
        int from = place >= 0 ? place : -place - 1;
        return from < values.length ? from : -1;
    }

    /** A growing array. */
    private static final class IntList {
        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void forEach(IntConsumer consumer) {
            for (int i = 0; i < size; i++) {
                consumer.accept(values[i]);
            }
        }
    }

    /** Of two that are equally good the one that takes fewer digits. */
    private static boolean better(Point point, Point best, int rule, int test) {
        if (Math.abs(point.value() - best.value()) > EQUAL) {
            return point.value() > best.value();
        }
        return ShortNumbers.digits(point.settings().numbers[rule][test])
                < ShortNumbers.digits(best.settings().numbers[rule][test]);
    }

    /** The best plain score of a rule, of those that are some part of the threshold. */
    Point bestScore(int rule, Point start) {
        if (!columns(rule).hasPlainScore() || !start.settings().on[rule]) {
            return start;
        }
        replay.hold(rule, start.settings());
        int[] entries = columns(rule).firing(start.settings().numbers[rule]);
        Point best = start;
        for (int part = 1; part <= 4; part++) {
            Settings settings = start.settings().copy();
            settings.scores[rule] = scoreOf(settings.threshold, part);
            Point point = point(settings, replay.counts(entries, settings));
            best = point.value() > best.value() + EQUAL ? point : best;
        }
        return best;
    }

    /** The score of which so many reach the threshold. */
    static double scoreOf(double threshold, int together) {
        double score = threshold / together;
        return threshold >= 10.0 ? Math.ceil(score) : ShortNumbers.up(score, 2);
    }

    /** The best threshold up to a bound, for the sums of scores that there are. */
    Point bestThreshold(Point start, double most) {
        NavigableSet<Double> values = new TreeSet<>();
        for (double quantile : replay.scores(start.settings())) {
            values.add(ShortNumbers.down(quantile, 2));
            values.add(ShortNumbers.down(quantile, 3));
        }
        Point best = start;
        for (double value : values) {
            if (value > 0.0 && value <= most) {
                Settings settings = start.settings().copy();
                settings.threshold = value;
                Point point = current(settings);
                best = point.value() > best.value() + EQUAL ? point : best;
            }
        }
        return best;
    }
}
