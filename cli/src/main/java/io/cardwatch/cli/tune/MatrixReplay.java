package io.cardwatch.cli.tune;

import io.cardwatch.rule.Alerting;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Replays alerting on a matrix: scores, threshold, cooldown and budget, for any settings, as the
 * engine and {@link io.cardwatch.alert.AlertThrottle} have them. Floods pause nothing here.
 *
 * <p>Holds which rules fire where; {@link #setRule} and {@link #hold} change that.
 */
final class MatrixReplay {
    /** How far apart in time two events may be out of order. */
    private static final long DISORDER_MILLIS = 120_000;

    private static final int QUANTILES = 20;

    private final FeatureMatrix matrix;
    private final List<RuleColumns> rules;
    private final Parts parts;
    private final ZoneId zone;
    private final long cooldown;
    private final int budget;
    private final int words;

    private final int[][] firing;

    /** The settings that {@link #firing} is by, rule by rule. */
    private final @Nullable Settings[] known;

    private final double[] total;
    private final long[] speaking;
    private final boolean[] touched;
    private int[] touchedRows = new int[0];
    private int touchedCount;
    private int[] candidates = new int[0];

    private final int[] lastAlert;
    private final int[] alertBefore;
    private final boolean[] extraSpoke;
    private final long[] dayEnds;
    private final int[] usedToday;
    private int heldRule = -1;
    private long work;

    MatrixReplay(FeatureMatrix matrix, Parts parts, Alerting alerting, ZoneId zone) {
        this.matrix = matrix;
        this.rules = matrix.rules();
        this.parts = parts;
        this.zone = zone;
        cooldown = alerting.cooldown().toMillis();
        budget = alerting.budgetPerDay();
        words = (rules.size() + Long.SIZE - 1) / Long.SIZE;
        firing = new int[rules.size()][0];
        known = new @Nullable Settings[rules.size()];
        total = new double[matrix.size()];
        speaking = new long[matrix.size() * words];
        touched = new boolean[matrix.size()];
        lastAlert = new int[matrix.cards()];
        alertBefore = new int[matrix.size()];
        extraSpoke = new boolean[matrix.size()];
        dayEnds = new long[matrix.subjects()];
        usedToday = new int[matrix.subjects()];
    }

    FeatureMatrix matrix() {
        return matrix;
    }

    Parts parts() {
        return parts;
    }

    /** How many entries and rows were looked at so far: what bounds a search. */
    long work() {
        return work;
    }

    /** Adds what was looked at elsewhere. */
    void worked(long entries) {
        work += entries;
    }

    /** Finds anew where the rules fire that are others than before. */
    void set(Settings settings) {
        for (int rule = 0; rule < rules.size(); rule++) {
            if (known[rule] == null || !settings.sameRule(rule, known[rule])) {
                setRule(rule, settings);
            }
        }
    }

    /** Finds anew where one rule fires. */
    void setRule(int rule, Settings settings) {
        RuleColumns columns = rules.get(rule);
        work += columns.size();
        known[rule] = settings.copy();
        firing[rule] = settings.on[rule] ? columns.firing(settings.numbers[rule]) : new int[0];
    }

    /** The entries of a rule's columns on which it fires. */
    int[] firing(int rule) {
        return firing[rule];
    }

    /** What all rules together alert on. */
    Counts counts(Settings settings) {
        hold(-1, settings);
        return counts(new int[0], settings);
    }

    /** Adds up all rules but one, which {@link #counts(int[], Settings)} then adds. */
    void hold(int rule, Settings settings) {
        heldRule = rule;
        for (int i = 0; i < touchedCount; i++) {
            int row = touchedRows[i];
            touched[row] = false;
            total[row] = 0.0;
            Arrays.fill(speaking, row * words, (row + 1) * words, 0L);
        }
        touchedCount = 0;
        for (int other = 0; other < rules.size(); other++) {
            if (other != rule) {
                add(other, settings);
            }
        }
        work += touchedCount;
        candidates =
                Arrays.stream(touchedRows, 0, touchedCount)
                        .filter(row -> total[row] >= settings.threshold)
                        .sorted()
                        .toArray();
    }

    private void add(int rule, Settings settings) {
        RuleColumns columns = rules.get(rule);
        work += firing[rule].length;
        for (int entry : firing[rule]) {
            int row = columns.row(entry);
            if (!touched[row]) {
                touched[row] = true;
                if (touchedCount == touchedRows.length) {
                    touchedRows = Arrays.copyOf(touchedRows, 1_024 + touchedCount * 2);
                }
                touchedRows[touchedCount++] = row;
            }
            double score = held(columns.score(entry, settings));
            total[row] += score;
            if (score > 0.0) {
                speaking[row * words + rule / Long.SIZE] |= 1L << rule;
            }
        }
    }

    /** As the engine holds scores. */
    private static double held(double score) {
        return Math.max(-1e9, Math.min(1e9, score));
    }

    /** What all rules but the held one reach the threshold on, before cooldown and budget. */
    Counts unthrottled() {
        Counts counts = new Counts(parts.count());
        for (int row : candidates) {
            count(row, 1, counts);
        }
        return counts;
    }

    /** Adds an entry of the held rule to such counts, or takes one away that it speaks against. */
    void addUnthrottled(int rule, int entry, Settings settings, Counts counts) {
        RuleColumns columns = rules.get(rule);
        int row = columns.row(entry);
        boolean before = total[row] >= settings.threshold;
        boolean after = total[row] + held(columns.score(entry, settings)) >= settings.threshold;
        if (before != after) {
            count(row, after ? 1 : -1, counts);
        }
    }

    /** What all rules alert on, with the held one firing on these of its entries. */
    Counts counts(int[] entries, Settings settings) {
        Counts counts = new Counts(parts.count());
        Arrays.fill(lastAlert, -1);
        Arrays.fill(usedToday, 0);
        work += entries.length + candidates.length;
        int next = 0;
        for (int i = 0; i < entries.length; i++) {
            RuleColumns columns = rules.get(heldRule);
            int row = columns.row(entries[i]);
            while (next < candidates.length && candidates[next] < row) {
                visit(candidates[next++], false, counts);
            }
            if (next < candidates.length && candidates[next] == row) {
                next++;
            }
            double score = held(columns.score(entries[i], settings));
            if (total[row] + score >= settings.threshold) {
                visit(row, score > 0.0, counts);
            }
        }
        while (next < candidates.length) {
            visit(candidates[next++], false, counts);
        }
        return counts;
    }

    /** Quantiles of the sums of scores where any rule fires, those of frauds and the others'. */
    double[] scores(Settings settings) {
        hold(-1, settings);
        int[] rows = Arrays.copyOf(touchedRows, touchedCount);
        return DoubleStream.concat(
                        quantiles(rows, row -> matrix.truth(row) == FeatureMatrix.FRAUD),
                        quantiles(rows, row -> matrix.truth(row) != FeatureMatrix.FRAUD))
                .toArray();
    }

    private DoubleStream quantiles(int[] rows, IntPredicate which) {
        double[] sums =
                Arrays.stream(rows).filter(which).mapToDouble(row -> total[row]).sorted().toArray();
        return sums.length == 0
                ? DoubleStream.empty()
                : IntStream.rangeClosed(0, QUANTILES)
                        .mapToDouble(i -> sums[(int) ((long) i * (sums.length - 1) / QUANTILES)]);
    }

    private void visit(int row, boolean extra, Counts counts) {
        long now = matrix.time(row);
        int card = matrix.card(row);
        if (cooldown > 0 && isCooling(row, extra, card, now)) {
            return;
        }
        int subject = matrix.subject(row);
        if (budget != Integer.MAX_VALUE) {
            if (usedToday[subject] > 0 && dayEnds[subject] <= now) {
                usedToday[subject] = 0;
            }
            if (usedToday[subject] >= budget) {
                return;
            }
            if (usedToday[subject]++ == 0) {
                dayEnds[subject] = endOfDay(now);
            }
        }
        if (cooldown > 0) {
            alertBefore[row] = lastAlert[card];
            lastAlert[card] = row;
            extraSpoke[row] = extra;
        }
        count(row, 1, counts);
    }

    /** Whether every rule that speaks was in an alert of the card within the cooldown. */
    private boolean isCooling(int row, boolean extra, int card, long now) {
        for (int word = 0; word < words; word++) {
            long open = spoke(row, extra, word);
            for (int alert = lastAlert[card];
                    alert >= 0 && open != 0L;
                    alert = alertBefore[alert]) {
                long until = matrix.time(alert) + cooldown;
                if (until > now) {
                    open &= ~spoke(alert, extraSpoke[alert], word);
                } else if (until + DISORDER_MILLIS <= now) {
                    break;
                }
            }
            if (open != 0L) {
                return false;
            }
        }
        return true;
    }

    private long spoke(int row, boolean extra, int word) {
        long own = extra && heldRule / Long.SIZE == word ? 1L << heldRule : 0L;
        return speaking[row * words + word] | own;
    }

    private long endOfDay(long now) {
        return Instant.ofEpochMilli(now)
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    private void count(int row, int by, Counts counts) {
        byte truth = matrix.truth(row);
        if (truth == FeatureMatrix.UNMEASURED) {
            return;
        }
        int part = parts.of(matrix.time(row));
        if (truth == FeatureMatrix.FRAUD) {
            counts.frauds[part] += by;
            counts.money[part] += by * (double) matrix.minor(row);
        } else if (truth == FeatureMatrix.HONEST) {
            counts.honest[part] += by;
        } else {
            counts.unknown[part] += by;
        }
    }
}
