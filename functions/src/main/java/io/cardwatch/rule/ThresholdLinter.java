package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.AlertingEntry;
import java.util.List;

/** Finds thresholds that the scores of a set can never add up to. */
final class ThresholdLinter {
    private final Problems problems;

    ThresholdLinter(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reports what is out of reach.
     *
     * @param scores the scores that each live rule can have
     */
    void lint(AlertingEntry entry, List<Range> scores) {
        if (scores.isEmpty()) {
            problems.warning(
                    entry.thresholdAt(),
                    "no rule is live, so nothing alerts",
                    "a rule with mode: live");
            return;
        }
        double most = scores.stream().mapToDouble(score -> Math.max(0.0, score.high())).sum();
        Alerting alerting = entry.alerting();
        if (most < alerting.threshold()) {
            problems.error(
                    entry.thresholdAt(),
                    "the scores of all live rules add up to "
                            + Problems.number(most)
                            + " at most, which never reaches the threshold",
                    "a threshold of at most " + Problems.number(most) + ", or higher scores");
            return;
        }
        Alerting.Bands bands = alerting.bands();
        double[] scoresOfBands = {bands.medium(), bands.high(), bands.critical()};
        for (int band = 0; band < scoresOfBands.length; band++) {
            String name = SeverityParser.BANDS.get(band);
            Position at = entry.bandsAt().get(name);
            if (at != null && most < scoresOfBands[band]) {
                problems.warning(
                        at,
                        "the scores of all live rules add up to "
                                + Problems.number(most)
                                + " at most, so that no alert is '"
                                + name
                                + "'",
                        "a score of at most " + Problems.number(most));
            }
        }
    }
}
