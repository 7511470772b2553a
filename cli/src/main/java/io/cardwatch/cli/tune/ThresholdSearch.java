package io.cardwatch.cli.tune;

import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.Alerting.Bands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for better settings: by steps from those of the file, and by building up from nothing, rule
 * by rule, whichever comes out better; then takes back every change that gains next to nothing.
 *
 * <p>A step is taken if it gains enough over the whole training time and makes most parts of that
 * time no worse. The same input and seed give the same settings.
 */
final class ThresholdSearch {
    private static final int MOST_SWEEPS = 4;

    /** What a rule file can say. */
    private static final double MOST_THRESHOLD = 999_999_999;

    private static final int RESTARTS = 1;

    /**
     * Steps may be smaller than what is worth a change in the end: they open the way for others.
     */
    private static final double SMALL_STEP = 0.25;

    private final MatrixReplay replay;
    private final RuleTrials trials;
    private final Settings file;
    private final double mostThreshold;
    private final List<Integer> tunable = new ArrayList<>();
    private final double leastGain;
    private final long seed;
    private final long mostWork;
    private final LongConsumer progress;

    /**
     * A search.
     *
     * @param leastGain what a change has to gain
     * @param mostWork how many entries it may look at, about
     * @param progress told of the work that is done
     */
    ThresholdSearch(
            MatrixReplay replay,
            Objective objective,
            Settings file,
            Alerting alerting,
            double leastGain,
            long seed,
            long mostWork,
            LongConsumer progress) {
        this.replay = replay;
        this.trials = new RuleTrials(replay, objective);
        this.file = file;
        this.leastGain = leastGain;
        this.seed = seed;
        this.mostWork = mostWork;
        this.progress = progress;
        boolean namesBands = !alerting.bands().equals(Bands.of(alerting.threshold()));
        mostThreshold = namesBands ? alerting.bands().medium() : MOST_THRESHOLD;
        for (RuleColumns columns : replay.matrix().rules()) {
            if (columns.size() > 0) {
                tunable.add(columns.rule().rule());
            }
        }
    }

    /** The best settings that were found; those of the file where nothing is worth a change. */
    Settings best() {
        Point start = trials.evaluate(file);
        Point best = ascend(start, tunable, false);
        for (double threshold : thresholds()) {
            best = better(ascend(build(threshold), tunable, false), best);
        }
        List<Integer> order = new ArrayList<>(tunable);
        Random random = new Random(seed);
        for (int restart = 0; restart < RESTARTS; restart++) {
            Collections.shuffle(order, random);
            best = better(ascend(best, order, true), best);
        }
        Point simple = simplify(best);
        return simple.clearlyBetterThan(start, leastGain) ? simple.settings() : file;
    }

    private Point better(Point point, Point best) {
        return point.clearlyBetterThan(best, SMALL_STEP * leastGain) ? point : best;
    }

    private boolean isSpent() {
        progress.accept(Math.min(replay.work(), mostWork));
        return replay.work() >= mostWork;
    }

    /** The file's threshold, and such as rules reach alone whose score is an expression. */
    private List<Double> thresholds() {
        NavigableSet<Double> values = new TreeSet<>();
        for (int rule : tunable) {
            RuleColumns columns = replay.matrix().rules().get(rule);
            if (!columns.hasPlainScore()) {
                double[] scores =
                        IntStream.range(0, columns.size())
                                .filter(entry -> isFraud(columns, entry))
                                .mapToDouble(entry -> columns.score(entry, file))
                                .filter(score -> score > 0.0 && score < file.threshold)
                                .sorted()
                                .toArray();
                if (scores.length > 0) {
                    values.add(ShortNumbers.down(scores[scores.length / 20], 2));
                }
            }
        }
        List<Double> thresholds = new ArrayList<>(List.of(file.threshold));
        if (!values.isEmpty()) {
            thresholds.add(values.first());
        }
        return thresholds;
    }

    private boolean isFraud(RuleColumns columns, int entry) {
        return replay.matrix().truth(columns.row(entry)) == FeatureMatrix.FRAUD;
    }

    /** From no rule at all, the one that gains most after the other. */
    private Point build(double threshold) {
        Settings none = file.copy();
        none.threshold = threshold;
        for (int rule : tunable) {
            none.on[rule] = false;
            if (!Double.isNaN(none.scores[rule])) {
                none.scores[rule] = Math.max(none.scores[rule], RuleTrials.scoreOf(threshold, 1));
            }
        }
        Point best = trials.evaluate(none);
        List<Offer> offers = new ArrayList<>();
        for (int rule : tunable) {
            offers.add(new Offer(rule, none, Double.POSITIVE_INFINITY));
        }
        while (!offers.isEmpty() && !isSpent()) {
            Offer taken = bestOffer(offers, best);
            if (taken == null) {
                break;
            }
            Settings settings = best.settings().copy();
            settings.takeRule(taken.rule, taken.settings);
            replay.setRule(taken.rule, settings);
            best = trials.current(settings);
            offers.remove(taken);
        }
        return best;
    }

    /** What a rule is known to gain at most, as more rules on leave less to gain. */
    private static final class Offer {
        private final int rule;
        private Settings settings;
        private double gain;

        Offer(int rule, Settings settings, double gain) {
            this.rule = rule;
            this.settings = settings;
            this.gain = gain;
        }
    }

    private @Nullable Offer bestOffer(List<Offer> offers, Point best) {
        List<Offer> sorted = new ArrayList<>(offers);
        sorted.sort((a, b) -> Double.compare(b.gain, a.gain));
        Offer taken = null;
        double most = SMALL_STEP * leastGain;
        for (Offer offer : sorted) {
            if (offer.gain <= most) {
                break;
            }
            Settings from = best.settings().copy();
            from.takeRule(offer.rule, offer.settings);
            Point point = trials.bestOfRuleFromAnywhere(offer.rule, from);
            offer.settings = point.settings();
            offer.gain = point.clearlyBetterThan(best, most) ? point.value() - best.value() : 0.0;
            if (offer.gain > most) {
                most = offer.gain;
                taken = offer;
            }
        }
        return taken;
    }

    /**
     * Steps from there, rule by rule, until none is worth it.
     *
     * @param anywhere whether a rule's numbers are sought afresh as well
     */
    private Point ascend(Point start, List<Integer> order, boolean anywhere) {
        Point best = trials.evaluate(start.settings());
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double before = best.value();
            for (int rule : order) {
                if (isSpent()) {
                    return best;
                }
                best = improve(rule, best, anywhere);
            }
            best = better(trials.bestThreshold(best, mostThreshold), best);
            if (best.value() < before + SMALL_STEP * leastGain) {
                break;
            }
        }
        return best;
    }

    private Point improve(int rule, Point start, boolean anywhere) {
        Point best = start;
        Settings without = start.settings().copy();
        without.on[rule] = !without.on[rule];
        if (without.on[rule]) {
            best = better(bestOfRule(rule, without, anywhere), best);
        } else {
            best = better(bestOfRule(rule, best.settings(), anywhere), best);
            best = better(trials.bestScore(rule, best), best);
            replay.hold(rule, without);
            best = better(withoutRule(rule, without), best);
        }
        replay.setRule(rule, best.settings());
        return best;
    }

    private Point bestOfRule(int rule, Settings settings, boolean anywhere) {
        return anywhere
                ? trials.bestOfRuleFromAnywhere(rule, settings)
                : trials.bestOfRule(rule, settings);
    }

    private Point withoutRule(int rule, Settings without) {
        replay.setRule(rule, without);
        return trials.current(without);
    }

    /**
     * Takes back what gains next to nothing, and writes numbers shorter where that costs little.
     */
    private Point simplify(Point start) {
        Point best = trials.evaluate(start.settings());
        double lost = SMALL_STEP * leastGain;
        double least = best.value() - leastGain;
        Settings sameThreshold = best.settings().copy();
        sameThreshold.threshold = file.threshold;
        best = simpler(sameThreshold, best, lost, least);
        for (int rule : tunable) {
            if (best.settings().sameRule(rule, file)) {
                continue;
            }
            Settings asBefore = best.settings().copy();
            asBefore.takeRule(rule, file);
            best = simpler(asBefore, best, lost, least);
            if (!best.settings().sameRule(rule, file)) {
                best = simplifyRule(rule, best, lost, least);
            }
        }
        return best;
    }

    private Point simplifyRule(int rule, Point start, double lost, double least) {
        Point best = start;
        if (!Double.isNaN(file.scores[rule])) {
            Settings sameScore = best.settings().copy();
            sameScore.scores[rule] = file.scores[rule];
            best = simpler(sameScore, best, lost, least);
        }
        for (int test = 0; test < file.numbers[rule].length; test++) {
            double number = best.settings().numbers[rule][test];
            if (Double.isNaN(number) || number == file.numbers[rule][test]) {
                continue;
            }
            Settings same = best.settings().copy();
            same.numbers[rule][test] = file.numbers[rule][test];
            best = simpler(same, best, lost, least);
            for (int digits = 1; digits < ShortNumbers.digits(number); digits++) {
                if (best.settings().numbers[rule][test] == number) {
                    Settings shorter = best.settings().copy();
                    shorter.numbers[rule][test] = ShortNumbers.near(number, digits);
                    best = simpler(shorter, best, lost, least);
                }
            }
        }
        return best;
    }

    private Point simpler(Settings settings, Point best, double lost, double least) {
        Point point = trials.evaluate(settings);
        return point.value() >= Math.max(best.value() - lost, least) ? point : best;
    }
}
