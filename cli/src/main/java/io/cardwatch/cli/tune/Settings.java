package io.cardwatch.cli.tune;

import io.cardwatch.rule.FileToken;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.TunableNumber;
import io.cardwatch.rule.TunableRule;
import io.cardwatch.rule.TunableRules;
import java.util.Arrays;
import java.util.List;

/** One choice of everything that can be tuned. */
final class Settings {
    /** From which score on an event alerts. */
    double threshold;

    /** Whether a rule counts. */
    final boolean[] on;

    /** Per rule its plain score; NaN where the score is an expression. */
    final double[] scores;

    /** Per rule and test the number; NaN where the test is fixed. */
    final double[][] numbers;

    private Settings(double threshold, boolean[] on, double[] scores, double[][] numbers) {
        this.threshold = threshold;
        this.on = on;
        this.scores = scores;
        this.numbers = numbers;
    }

    /** What a file says. */
    static Settings of(TunableRules file) {
        List<TunableRule> rules = file.rules();
        boolean[] on = new boolean[rules.size()];
        double[] scores = new double[rules.size()];
        double[][] numbers = new double[rules.size()][];
        for (TunableRule rule : rules) {
            on[rule.rule()] = rule.mode() == RuleMode.LIVE;
            FileToken score = rule.score().token();
            scores[rule.rule()] = score == null ? Double.NaN : Double.parseDouble(score.text());
            numbers[rule.rule()] = new double[rule.condition().tests()];
            for (int test = 0; test < rule.condition().tests(); test++) {
                TunableNumber number = rule.condition().number(test);
                numbers[rule.rule()][test] = number == null ? Double.NaN : number.value();
            }
        }
        double threshold = file.compiled().ruleSet().alerting().threshold();
        return new Settings(threshold, on, scores, numbers);
    }

    Settings copy() {
        double[][] copies = Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
        return new Settings(threshold, on.clone(), scores.clone(), copies);
    }

    /** Takes over one rule of another choice. */
    void takeRule(int rule, Settings other) {
        on[rule] = other.on[rule];
        scores[rule] = other.scores[rule];
        numbers[rule] = other.numbers[rule].clone();
    }

    /** Whether a rule is the same in both. */
    boolean sameRule(int rule, Settings other) {
        return on[rule] == other.on[rule]
                && Double.compare(scores[rule], other.scores[rule]) == 0
                && Arrays.equals(numbers[rule], other.numbers[rule]);
    }
}
